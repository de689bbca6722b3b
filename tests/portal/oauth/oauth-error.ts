/** Documented refusals of the authorization server with their words. */
const words = {
  invalid_request: 'The request is malformed',
  invalid_client: 'Client credentials are wrong or the application is not installed',
  invalid_grant: 'The authorization code or refresh token is invalid or expired',
  invalid_scope: 'The requested scope goes beyond the application\'s',
  PAYMENT_REQUIRED: 'The trial or paid period of the application is over',
}

/** Codes the authorization server may answer with. */
export type OAuthErrorCode = keyof typeof words

/** Body of a refusal. */
export function oauthErrorBody(code: OAuthErrorCode): { error: string, error_description: string } {
  return { error: code, error_description: words[code] }
}
