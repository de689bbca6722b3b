import { z } from 'zod'
import { restInt, restText } from '../rest/rest-scalars.schema.ts'

const MAX_OPTIONS_LENGTH = 20_000

/**
 * What Bitrix24 posts to every page of ours: install page, application page, widgets. Query and body merged, because the
 * documentation divides them and portals differ. Nothing here is a proof except the tokens. A plain GET has none of it.
 * @see bitrix24 docs, "simple way" and widget data
 */
export const placementPostSchema = z.object({
  DOMAIN: restText,
  PROTOCOL: restText,
  LANG: restText,
  APP_SID: restText,
  AUTH_ID: restText,
  AUTH_EXPIRES: restInt.optional().catch(undefined),
  REFRESH_ID: restText,
  SERVER_ENDPOINT: restText,
  APPLICATION_TOKEN: restText,
  APPLICATION_SCOPE: restText,
  member_id: restText,
  status: restText,
  PLACEMENT: restText,
  PLACEMENT_OPTIONS: z.unknown().optional(),
}).transform(raw => ({
  /** Host of the portal, no scheme; a claim, never called. */
  domain: raw.DOMAIN,
  isHttps: raw.PROTOCOL !== '0',
  language: raw.LANG,
  appSid: raw.APP_SID,
  memberId: raw.member_id,
  /** Trusted only from `app.info`. */
  status: raw.status,
  accessToken: raw.AUTH_ID,
  expiresInSec: raw.AUTH_EXPIRES ?? null,
  refreshToken: raw.REFRESH_ID,
  serverEndpoint: raw.SERVER_ENDPOINT,
  applicationToken: raw.APPLICATION_TOKEN,
  scopes: splitScopes(raw.APPLICATION_SCOPE),
  placement: raw.PLACEMENT ?? 'DEFAULT',
  options: placementOptions(raw.PLACEMENT_OPTIONS),
}))

/** What Bitrix24 posts to every page of ours, renamed. */
export type PlacementPost = z.infer<typeof placementPostSchema>

/** Scopes are divided by commas on some pages and by spaces on others. */
export function splitScopes(text: string | null): string[] {
  return (text ?? '').split(/[ ,]+/).filter(Boolean)
}

const optionsSchema = z.record(z.string(), z.unknown())

/** PLACEMENT_OPTIONS is JSON text, sometimes already an object, `[]` when empty, sometimes broken: then nothing. */
function placementOptions(value: unknown): Record<string, unknown> {
  const parsed = optionsSchema.safeParse(typeof value === 'string' ? parseJson(value) : value)
  return parsed.success ? parsed.data : {}
}

function parseJson(text: string): unknown {
  if (text.length > MAX_OPTIONS_LENGTH)
    return null
  try {
    return JSON.parse(text)
  }
  catch {
    // The portal builds this text from the page it stands on; a broken one only means "no options".
    return null
  }
}
