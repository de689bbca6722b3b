import { contract } from '../contract/contract.ts'
import { RestError } from './rest-error.ts'

/** Statuses of system refusals that the common list names without one, or that another page documents. */
const documentedElsewhere: Record<string, { status: number, message: string }> = {
  OPERATION_TIME_LIMIT: { status: 429, message: 'Method is blocked due to operation time limit.' },
  ERROR_METHOD_NOT_FOUND: { status: 404, message: 'Method not found!' },
  METHOD_CONFIRM_WAITING: { status: 401, message: 'Waiting for confirmation' },
  WRONG_AUTH_TYPE: { status: 403, message: 'Current authorization type is denied for this method' },
}

/** A refusal of the common list by its code, with the documented status and words. @throws Error for a code nobody documents */
export function systemError(code: string): RestError {
  const known = knownSystemError(code)
  if (!known)
    throw new Error(`No page documents the system error ${code}`)
  return known
}

/** The same, undefined for a code nobody documents. */
export function knownSystemError(code: string): RestError | undefined {
  const known = contract().meta.systemErrors.find(error => error.code === code)
  const status = known?.status ?? documentedElsewhere[code]?.status
  const message = known?.message ?? documentedElsewhere[code]?.message
  return status === undefined || message === undefined ? undefined : new RestError(status, code, message)
}

/** The system refusal documented for an HTTP status, e.g. 503; undefined when the list has none. */
export function systemErrorOfStatus(status: number): RestError | undefined {
  const known = contract().meta.systemErrors.find(error => error.status === status)
  return known && systemError(known.code)
}
