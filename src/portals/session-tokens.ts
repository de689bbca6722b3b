import type { Session, SessionReader } from '../http/session.ts'
import type { StoreScope } from '../store/store.ts'
import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { isRole } from '../domain/role.ts'
import { languageFor } from '../domain/words.ts'

/** Life of a session token, in ms. */
export const SESSION_LIFE_MS = 30 * 60_000

/** Who a new token is for. */
export interface SessionSubject {
  portalId: number
  userId: number
  portalEpoch: number
  personEpoch: number
  language: string
}

/** Signs and reads session tokens. */
export interface SessionTokens extends SessionReader {
  issue: (subject: SessionSubject) => Promise<{ token: string, expiresAt: number }>
}

const ISSUER = 'peace-treaty'

const claimsSchema = z.object({
  sub: z.string().regex(/^\d+:\d+$/).transform(text => text.split(':').map(Number) as [number, number]),
  /** Epochs of the portal and of the person when the token was made. */
  pe: z.number().int(),
  ue: z.number().int(),
  lang: z.string(),
  /** Unix seconds: the moment of the proof. */
  iat: z.number(),
})

/** Tokens signed with `key` (32 bytes). A token dies with its time, with either epoch, with its portal and with its person. */
export function createSessionTokens(options: { store: Pick<StoreScope, 'portals' | 'people' | 'roles'>, key: Uint8Array, now: () => number }): SessionTokens {
  const { store, key, now } = options

  async function claims(token: string): Promise<z.infer<typeof claimsSchema> | null> {
    try {
      const { payload } = await jwtVerify(token, key, { issuer: ISSUER, algorithms: ['HS256'], currentDate: new Date(now()) })
      return claimsSchema.safeParse(payload).data ?? null
    }
    catch (error) {
      if (error instanceof errors.JOSEError)
        return null
      throw error
    }
  }

  return {
    async issue(subject) {
      const expiresAt = now() + SESSION_LIFE_MS
      const token = await new SignJWT({ pe: subject.portalEpoch, ue: subject.personEpoch, lang: subject.language })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(ISSUER)
        .setSubject(`${subject.portalId}:${subject.userId}`)
        .setIssuedAt(Math.floor(now() / 1000))
        .setExpirationTime(Math.floor(expiresAt / 1000))
        .sign(key)
      return { token, expiresAt }
    },

    async read(token): Promise<Session | null> {
      const known = await claims(token)
      if (known === null)
        return null
      const [portalId, userId] = known.sub
      const [portal, person, roles] = await Promise.all([store.portals.get(portalId), store.people.get(portalId, userId), store.roles.ofUser(portalId, userId)])
      if (portal === null || person === null || !person.active)
        return null
      if (portal.status === 'locked' || portal.status === 'removed' || portal.sessionEpoch !== known.pe || person.sessionEpoch !== known.ue)
        return null
      return { portalId, userId, roles: rolesOf(roles, person.isAdmin), language: languageFor(known.lang), timeZone: portal.timeZone, provedAt: known.iat * 1000 }
    },
  }
}

/** Treaty roles of a person; a portal administrator manages the application without being named. */
export function rolesOf(granted: readonly string[], isAdmin: boolean): Session['roles'] {
  const roles = granted.filter(isRole).filter(role => role !== 'admin')
  return isAdmin ? [...roles, 'admin'] : roles
}
