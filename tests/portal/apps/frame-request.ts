import type { TokenPair } from '../oauth/tokens.ts'
import type { Portal } from '../portal.ts'
import type { AppRecord } from './apps.ts'
import { portalDomain, serverEndpoint } from './endpoints.ts'
import { randomToken } from './random-token.ts'

/** Which page of which application opens for whom. */
export interface FrameOpening {
  appId: number
  userId: number
  /** `DEFAULT` = the application's page, or its installer while it is being installed. */
  placement: string
  /** Call context; null or empty for none. */
  options?: Record<string, unknown> | null
  /** Address bound for the placement; needed for every placement but `DEFAULT`. */
  handler?: string
}

/** What the host page needs to fill a frame: a form posted to `url` with `target` equal to `windowName`. */
export interface FrameRequest {
  url: string
  fields: Record<string, string>
  /** `DOMAIN|PROTOCOL|APP_SID`: the frame's `window.name`. */
  windowName: string
  sid: string
  /** Pair of the person in this application; the same the page receives. */
  tokens: TokenPair
}

/**
 * Query, form and window name of a frame, with fresh tokens of the person.
 * @throws Error when the application is not on the portal, or the placement has no address
 */
export function frameRequest(portal: Portal, opening: FrameOpening): FrameRequest {
  const app = portal.apps.get(opening.appId)
  const user = portal.people.get(opening.userId)
  if (!app || app.state === 'absent' || !user)
    throw new Error(`Application ${opening.appId} cannot be opened by employee ${opening.userId}`)
  const sid = randomToken(portal.random, 32)
  const tokens = portal.tokens.issue({ appId: app.id, userId: user.id })
  const protocol = portal.settings.origin.startsWith('https:') ? '1' : '0'
  const domain = portalDomain(portal)
  const url = new URL(addressOf(app, opening))
  for (const [name, value] of [['DOMAIN', domain], ['PROTOCOL', protocol], ['LANG', user.language], ['APP_SID', sid]] as const)
    url.searchParams.set(name, value)
  return {
    url: url.href,
    sid,
    tokens,
    windowName: `${domain}|${protocol}|${sid}`,
    fields: {
      AUTH_ID: tokens.accessToken,
      AUTH_EXPIRES: String(secondsLeft(portal, tokens)),
      REFRESH_ID: tokens.refreshToken,
      SERVER_ENDPOINT: serverEndpoint(portal),
      APPLICATION_TOKEN: app.applicationToken,
      APPLICATION_SCOPE: app.scopes.join(','),
      member_id: portal.settings.memberId,
      status: app.status ?? 'L',
      PLACEMENT: opening.placement,
      ...optionsField(opening.options),
    },
  }
}

/** Whole seconds a pair is still good for. */
function secondsLeft(portal: Portal, tokens: TokenPair): number {
  return Math.max(0, Math.round((tokens.expiresAt - portal.clock.now()) / 1000))
}

function addressOf(app: AppRecord, opening: FrameOpening): string {
  const own = app.state === 'installing' ? app.installUrl || app.appUrl : app.appUrl
  const address = opening.handler ?? (opening.placement === 'DEFAULT' ? own : undefined)
  if (!address)
    throw new Error(`${opening.placement} of ${app.code} has no address`)
  return address
}

function optionsField(options: FrameOpening['options']): Record<string, string> {
  return options && Object.keys(options).length > 0 ? { PLACEMENT_OPTIONS: JSON.stringify(options) } : {}
}
