import { z } from 'zod'
import { splitScopes } from '../posts/placement-post.schema.ts'
import { restId, restInt, restText } from '../rest/rest-scalars.schema.ts'

/**
 * The `auth` block of an event. Tokens are there only when a user caused the event; the refresh token hardly ever.
 * One documentation page spells `server_andpoint`. @see bitrix24 docs, "events"
 */
export const eventAuthSchema = z.object({
  member_id: z.string().min(1).max(64),
  application_token: restText,
  access_token: restText,
  refresh_token: restText,
  expires_in: restInt.optional().catch(undefined),
  scope: restText,
  domain: restText,
  client_endpoint: restText,
  server_endpoint: restText,
  server_andpoint: restText,
  status: restText,
  user_id: restId.optional().catch(undefined),
}).transform(raw => ({
  memberId: raw.member_id,
  applicationToken: raw.application_token,
  accessToken: raw.access_token,
  refreshToken: raw.refresh_token,
  expiresInSec: raw.expires_in ?? null,
  scopes: splitScopes(raw.scope),
  /** Claims: never called, see architecture section 7. */
  domain: raw.domain,
  clientEndpoint: raw.client_endpoint,
  serverEndpoint: raw.server_endpoint ?? raw.server_andpoint,
  status: raw.status,
  /** Documented for one example only; a claim. */
  claimedUserId: raw.user_id ?? null,
}))

/** Who sent an event, as far as it says. */
export type EventAuth = z.infer<typeof eventAuthSchema>
