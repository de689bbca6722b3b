import type { Portal } from '../portal.ts'

/** `SERVER_ENDPOINT`: where tokens are refreshed, behind `/rest/`. */
export function serverEndpoint(portal: Portal): string {
  return `${portal.settings.oauthOrigin}/rest/`
}

/** `client_endpoint`: where REST calls go. */
export function clientEndpoint(portal: Portal): string {
  return `${portal.settings.origin}/rest/`
}

/** `DOMAIN`: host with port, no scheme. */
export function portalDomain(portal: Portal): string {
  return new URL(portal.settings.origin).host
}
