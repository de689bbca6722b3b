import type { ApiError } from '../contracts/api/api-error.schema.ts'
import { ZodError } from 'zod'
import { HttpError } from './http-error.ts'

/** Turns errors of other rooms into refusals a person can read; null when it does not know the error. */
export type ErrorTranslator = (error: unknown) => HttpError | null

/** What leaves the house for an error. `isOurFault` asks for a line in the log. */
export interface ErrorAnswer {
  status: number
  body: ApiError
  isOurFault: boolean
  retryAfterSec: number | null
}

/** Refusals of the HTTP kernel itself, by its code: what it means for the caller. */
const KERNEL_REFUSALS: Record<string, [status: number, code: string, message: string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'too_large', 'The request is larger than this address accepts.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'media_type', 'Send JSON, or a form.'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'invalid_json', 'The body is no valid JSON.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'invalid_json', 'The body is empty although it claims to be JSON.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'broken_request', 'The body is shorter or longer than announced.'],
  FST_ERR_BAD_URL: [400, 'broken_request', 'The address is not valid.'],
  FST_ERR_UNDER_PRESSURE: [503, 'busy', 'The server is busy for a moment. Try again.'],
  FST_UNDER_PRESSURE: [503, 'busy', 'The server is busy for a moment. Try again.'],
}

/** The one place where an error becomes an answer: known refusals keep their sentence, everything else loses its own. */
export function errorAnswer(error: unknown, translators: readonly ErrorTranslator[]): ErrorAnswer {
  const known = asHttpError(error, translators)
  if (known) {
    return {
      status: known.status,
      body: { error: { code: known.code, message: known.message, ...(known.field === undefined ? {} : { field: known.field }) } },
      isOurFault: known.status >= 500,
      retryAfterSec: known.status === 429 || known.status === 503 ? 5 : null,
    }
  }
  return {
    status: 500,
    body: { error: { code: 'internal', message: 'Something went wrong on our side. Try again; if it stays, tell your administrator when it happened.' } },
    isOurFault: true,
    retryAfterSec: null,
  }
}

function asHttpError(error: unknown, translators: readonly ErrorTranslator[]): HttpError | null {
  if (error instanceof HttpError)
    return error
  for (const translate of translators) {
    const translated = translate(error)
    if (translated)
      return translated
  }
  if (error instanceof ZodError) {
    const issue = error.issues[0]
    return new HttpError(400, 'invalid_input', issue?.message ?? 'The input is not valid.', { field: issue?.path.join('.'), cause: error })
  }
  return kernelRefusal(error)
}

function kernelRefusal(error: unknown): HttpError | null {
  const { code, statusCode } = (typeof error === 'object' && error !== null ? error : {}) as { code?: unknown, statusCode?: unknown }
  const known = typeof code === 'string' ? KERNEL_REFUSALS[code] : undefined
  if (known)
    return new HttpError(...known, { cause: error })
  if (statusCode === 429)
    return new HttpError(429, 'too_many_requests', 'Too many requests. Wait a moment.', { cause: error })
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500)
    return new HttpError(statusCode, 'bad_request', 'The request cannot be read.', { cause: error })
  return null
}
