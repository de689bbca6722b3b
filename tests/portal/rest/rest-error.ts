/**
 * A refusal as Bitrix24 words it: `{"error": code, "error_description": description}` with an HTTP status.
 * Classic methods answer with an empty code, some placement methods with status 200: both are legal here.
 */
export class RestError extends Error {
  readonly status: number
  readonly code: string
  /** Further keys of the answer's body, e.g. `argument` of ERROR_ARGUMENT. */
  readonly extra: Record<string, unknown>

  constructor(status: number, code: string, description: string, extra: Record<string, unknown> = {}) {
    super(description)
    this.status = status
    this.code = code
    this.extra = extra
  }
}
