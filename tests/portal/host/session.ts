import type { Exchange } from '../http/route.ts'
import type { PortalUser } from '../people/people.ts'
import type { Language } from './words/words.ts'

const userCookie = 'portal_user'
const languageCookie = 'portal_language'

/** Who is looking; undefined when nobody has logged in or the person was dismissed. */
export function sessionUser(exchange: Exchange): PortalUser | undefined {
  const user = exchange.portal.people.get(Number(exchange.cookies[userCookie]))
  return user?.active ? user : undefined
}

/** The language switched on this browser, else the person's own, else the portal's. */
export function sessionLanguage(exchange: Exchange, user: PortalUser | undefined): Language {
  const chosen = exchange.cookies[languageCookie]
  if (chosen === 'ru' || chosen === 'en')
    return chosen
  return user?.language ?? exchange.portal.settings.language
}

/** `Set-Cookie` that logs a person in; id 0 logs out. */
export function loginCookie(userId: number): string {
  return `${userCookie}=${userId || ''}; Path=/; HttpOnly; SameSite=Lax${userId ? '' : '; Max-Age=0'}`
}

/** `Set-Cookie` that keeps the chosen language. */
export function chosenLanguageCookie(language: Language): string {
  return `${languageCookie}=${language}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000`
}

/**
 * True when a change was asked for by a page of this portal. A frame of an application lives on another origin but shares
 * the cookies of 127.0.0.1, so its form must not act as the person.
 */
export function isOwnPage(exchange: Exchange): boolean {
  const origin = exchange.headers.origin
  if (origin !== undefined)
    return origin === exchange.url.origin || origin === exchange.portal.settings.origin
  const site = exchange.headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' || site === 'none'
}
