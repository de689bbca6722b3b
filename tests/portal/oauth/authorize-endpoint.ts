import type { Exchange } from '../http/route.ts'
import type { PortalUser } from '../people/people.ts'
import { oauthErrorBody } from './oauth-error.ts'

/**
 * `/oauth/authorize/`: sends the person back to the application with a code good for 30 seconds.
 * Whoever has not logged in is sent to the portal's front page first.
 */
export function answerAuthorizeRequest(exchange: Exchange, sessionUser: (exchange: Exchange) => PortalUser | undefined): void {
  const { portal, url } = exchange
  const app = portal.apps.byClientId(url.searchParams.get('client_id') ?? '')
  if (!app || app.state === 'absent') {
    exchange.json(oauthErrorBody('invalid_client'), portal.knobs.get('oauthErrorStatus'))
    return
  }
  const user = sessionUser(exchange)
  if (!user) {
    exchange.redirect(`/?back=${encodeURIComponent(url.pathname + url.search)}`)
    return
  }
  const target = returnAddress(app.appUrl, url.searchParams.get('redirect_uri'))
  if (!target) {
    exchange.json(oauthErrorBody('invalid_request'), portal.knobs.get('oauthErrorStatus'))
    return
  }
  const answer = {
    code: portal.tokens.issueCode({ appId: app.id, userId: user.id }),
    state: url.searchParams.get('state') ?? '',
    domain: new URL(portal.settings.origin).host,
    member_id: portal.settings.memberId,
    scope: app.scopes.join(','),
    server_domain: new URL(portal.settings.oauthOrigin).host,
  }
  for (const [key, value] of Object.entries(answer))
    target.searchParams.set(key, value)
  exchange.redirect(target.href)
}

/** The application's own address, or another one on the same host: a code never leaves for strangers. */
function returnAddress(appUrl: string, wanted: string | null): URL | undefined {
  if (!URL.canParse(appUrl))
    return undefined
  const own = new URL(appUrl)
  if (!wanted)
    return own
  return URL.canParse(wanted) && new URL(wanted).origin === own.origin ? new URL(wanted) : undefined
}
