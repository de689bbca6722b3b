import { PortalCallError, RateLimitedError } from '../bitrix/portal-errors.ts'
import { HttpError } from '../http/http-error.ts'
import { KeyUnknownError } from './token-vault.ts'

const ANSWERS: Record<string, [status: number, message: string]> = {
  portal_refused: [409, 'Bitrix24 refused this. Check the rights of the application and try again.'],
  portal_unreachable: [503, 'Bitrix24 does not answer at the moment. Nothing was lost: try again in a minute.'],
  access_revoked: [409, 'The application has lost its access to this Bitrix24. An administrator must open it once, or install it again.'],
  user_token_refused: [401, 'Bitrix24 does not accept your token any more. Reload the page inside Bitrix24.'],
  rate_limited: [429, 'Bitrix24 allows no further request for a moment. Try again soon.'],
  private_address: [403, 'This Bitrix24 is inside a private network, which this server may not call. Its operator can allow it.'],
  unexpected_answer: [502, 'Bitrix24 answered in an unknown way. Try again; if it stays, tell the support.'],
  oauth_refused: [403, 'Bitrix24 does not accept these tokens. Close the page and open it again.'],
}

/** What a failed call to a portal means to the person who waits for it; the portal's own words stay inside. */
export function portalErrorAnswer(error: unknown): HttpError | null {
  if (error instanceof KeyUnknownError)
    return new HttpError(503, error.code, 'The server cannot read its stored access. Its operator must restore the encryption key.', { cause: error })
  if (!(error instanceof PortalCallError))
    return null
  const [status, message] = ANSWERS[error instanceof RateLimitedError ? 'rate_limited' : error.code] ?? [502, 'Bitrix24 could not do this.']
  return new HttpError(status, error.code, message, { cause: error })
}
