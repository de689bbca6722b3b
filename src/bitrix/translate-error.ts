import type { PortalCallFacts } from './portal-errors.ts'
import { AjaxError } from '@bitrix24/b24jssdk'
import {
  AccessRevokedError,
  MethodMissingError,
  OperatingLimitError,
  PortalCallError,
  PortalRefusedError,
  PortalUnreachableError,
  RateLimitedError,
  UserTokenRefusedError,
} from './portal-errors.ts'

/** What the translation must know about the call. */
export interface FailedCall {
  method: string
  /** True when the call went with the token of a person. */
  isUserCall: boolean
  now: number
}

/** How long a portal that says "too many" is left alone, in ms. */
const QUERY_LIMIT_PAUSE_MS = 1_500
const OPERATING_PAUSE_MS = 60_000
const OVERLOAD_PAUSE_MS = 15 * 60_000

const DEAD_TOKEN_CODES = ['expired_token', 'invalid_token', 'no_auth_found', 'invalid_grant', 'invalid_client', 'application_not_found', 'application_not_installed', 'portal_deleted']
const MISSING_METHOD_CODES = ['error_method_not_found', 'method_not_found']

/**
 * Turns whatever the SDK threw, or found in an answer, into one of our errors. Our own errors pass unchanged, also out of the
 * SDK's wrapping; a fault that has nothing to do with the portal (a store that fails, a key that is gone) stays itself.
 */
export function translateError(error: unknown, call: FailedCall): unknown {
  const own = ownError(error)
  if (own)
    return own
  if (!(error instanceof AjaxError))
    return error
  const wrapped = (error as { originalError?: unknown }).originalError
  if (error.code === 'JSSDK_UNKNOWN_ERROR' && wrapped instanceof Error)
    return wrapped
  const facts: PortalCallFacts = { method: call.method, status: statusOf(error), cause: error }
  if (facts.status === null)
    return new PortalUnreachableError(error.code === 'REQUEST_TIMEOUT' ? 'no answer in time' : 'no connection', facts)
  const { code, description } = refusal(error)
  return translateRefusal({ code, description }, facts, call)
}

/** The same for a refusal inside the body of an answer: a batch row, or HTTP 200 with an `error`. */
export function translateRefusal(refused: { code: string, description: string }, facts: PortalCallFacts, call: FailedCall): PortalCallError {
  const code = refused.code.toLowerCase()
  const status = facts.status ?? 200
  if (code === 'query_limit_exceeded')
    return new RateLimitedError(call.now + QUERY_LIMIT_PAUSE_MS, facts)
  if (code === 'overload_limit')
    return new RateLimitedError(call.now + OVERLOAD_PAUSE_MS, facts)
  if (code === 'operation_time_limit' || status === 429)
    return new OperatingLimitError(call.now + OPERATING_PAUSE_MS, facts)
  if (DEAD_TOKEN_CODES.includes(code))
    return call.isUserCall ? new UserTokenRefusedError(facts) : new AccessRevokedError(refused.code, facts)
  if (MISSING_METHOD_CODES.includes(code))
    return new MethodMissingError(refused.code, refused.description, facts)
  if (status >= 500 || status === 408)
    return new PortalUnreachableError(`status ${status}`, facts)
  if (status >= 300 && status < 400)
    return new PortalUnreachableError('it has moved to another address', facts)
  return new PortalRefusedError(refused.code, refused.description, facts)
}

/** True when the old address of the portal answers with a redirect: it was renamed. */
export function isMoved(error: PortalCallError): boolean {
  return error.status !== null && error.status >= 300 && error.status < 400
}

function ownError(error: unknown): PortalCallError | null {
  for (let current: unknown = error, depth = 0; current instanceof Error && depth < 5; depth += 1) {
    if (current instanceof PortalCallError)
      return current
    current = (current as { originalError?: unknown }).originalError ?? current.cause
  }
  return null
}

function statusOf(error: AjaxError): number | null {
  if (error.status === 0 || error.code === 'REQUEST_TIMEOUT')
    return null
  // A thrown "success" is an answer that broke off half-way.
  return error.status >= 200 && error.status < 300 ? null : error.status
}

/** The portal's own code and words: the SDK hides empty codes (classic methods) behind a code of its HTTP client. */
function refusal(error: AjaxError): { code: string, description: string } {
  const original = (error as { originalError?: { response?: { data?: unknown } } }).originalError
  const body = original?.response?.data
  if (typeof body === 'object' && body !== null && 'error' in body) {
    const { error: code, error_description: description } = body as { error?: unknown, error_description?: unknown }
    return { code: codeText(code), description: typeof description === 'string' ? description : '' }
  }
  return original === undefined ? { code: error.code, description: error.message } : { code: '', description: '' }
}

function codeText(code: unknown): string {
  return typeof code === 'string' || typeof code === 'number' ? String(code) : ''
}
