import type { Role } from '../domain/role.ts'
import type { Language } from '../domain/words.ts'

/** Who is looking: proven against the portal, alive until the token expires or an epoch moves. */
export interface Session {
  portalId: number
  /** Employee of the portal, its own number. */
  userId: number
  /** Treaty roles; empty for somebody who must first be told whom to ask. */
  roles: Role[]
  /** Interface language of this person. */
  language: Language
  /** IANA zone of the portal. */
  timeZone: string
  /** When the portal last said who this is, ms; absent counts as long ago. */
  provedAt?: number
}

/** Port: turns a bearer token into the person behind it. Implemented by `src/portals`. */
export interface SessionReader {
  /** @returns null when the token is forged, expired, or was ended by uninstall, a role change or a dismissal. */
  read: (token: string) => Promise<Session | null>
}
