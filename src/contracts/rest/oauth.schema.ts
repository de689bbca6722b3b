import { z } from 'zod'
import { splitScopes } from '../posts/placement-post.schema.ts'
import { restId, restInt, restText } from './rest-scalars.schema.ts'

/**
 * The answer of the OAuth server to a refresh. `domain` is the server's own host there, so it is not read: the portal is
 * named by `member_id` and `client_endpoint`. @see https://apidocs.bitrix24.com/settings/oauth/index.html
 */
export const oauthGrantSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  /** Unix seconds; absent in one documented example. */
  expires: restInt.optional().catch(undefined),
  expires_in: restInt.optional().catch(undefined),
  client_endpoint: z.url(),
  server_endpoint: z.url(),
  member_id: z.string().min(1).max(64),
  scope: restText,
  status: restText,
  user_id: restId,
}).transform(raw => ({
  accessToken: raw.access_token,
  refreshToken: raw.refresh_token,
  expiresAtSec: raw.expires ?? null,
  expiresInSec: raw.expires_in ?? 3600,
  clientEndpoint: raw.client_endpoint,
  serverEndpoint: raw.server_endpoint,
  memberId: raw.member_id,
  scopes: splitScopes(raw.scope),
  status: raw.status,
  userId: raw.user_id,
}))

/** A refusal of the OAuth server. */
export const oauthRefusalSchema = z.object({ error: z.string().min(1), error_description: restText })

/** What a refresh brought: new tokens, and where the portal really is. */
export type OAuthGrant = z.infer<typeof oauthGrantSchema>
