/** What the answer to a failed request says besides its code. */
export interface HttpErrorDetails {
  /** The field at fault, as the caller named it. */
  field?: string
  cause?: unknown
}

/**
 * A refusal that the caller may read: `{ error: { code, message, field? } }`.
 * The message says what to do next and never holds a secret.
 */
export class HttpError extends Error {
  readonly status: number
  readonly code: string
  readonly field: string | undefined

  constructor(status: number, code: string, message: string, details: HttpErrorDetails = {}) {
    super(message, { cause: details.cause })
    this.name = 'HttpError'
    this.status = status
    this.code = code
    this.field = details.field
  }
}
