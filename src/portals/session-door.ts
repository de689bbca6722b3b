import type { PortalClients } from '../bitrix/portal-client.ts'
import type { SessionAnswer, SessionRequest } from '../contracts/api/session.schema.ts'
import type { AppInfo } from '../contracts/rest/app.schema.ts'
import type { Profile } from '../contracts/rest/people.schema.ts'
import type { Person } from '../store/people.ts'
import type { Portal } from '../store/portals.ts'
import type { StoreScope } from '../store/store.ts'
import type { SessionTokens } from './session-tokens.ts'
import { readTokenOwner } from '../bitrix/app.ts'
import { PortalRefusedError, UserTokenRefusedError } from '../bitrix/portal-errors.ts'
import { languageFor } from '../domain/words.ts'
import { HttpError } from '../http/http-error.ts'
import { writeAudit } from './audit-log.ts'
import { rolesOf } from './session-tokens.ts'
import { treatyMode } from './treaty-mode.ts'

/** What opening a session takes. */
export interface SessionDoorOptions {
  store: Pick<StoreScope, 'portals' | 'people' | 'roles' | 'treaties' | 'audit'>
  clients: PortalClients
  tokens: SessionTokens
  now: () => number
}

/** Opens sessions: `POST /api/session`. */
export interface SessionDoor {
  /**
   * Proves at the portal's stored address who owns the token and that it was issued to our own application.
   * @throws HttpError 403 `portal_unknown`, `portal_locked`, `foreign_application`, `person_inactive`; 401 `token_refused`
   */
  open: (request: SessionRequest, language: string | null) => Promise<SessionAnswer>
}

/** Whom somebody without a role can ask: at most so many. */
const ASK_AT_MOST = 3

/** The door of the API. */
export function createSessionDoor(options: SessionDoorOptions): SessionDoor {
  const { store, clients, now } = options

  async function prove(portal: Portal, accessToken: string): Promise<{ app: AppInfo, profile: Profile }> {
    try {
      return await readTokenOwner(clients.forPortal(portal.portalId), { lane: 'people', userToken: accessToken })
    }
    catch (error) {
      if (!(error instanceof UserTokenRefusedError || error instanceof PortalRefusedError))
        throw error
      await writeAudit(store.audit, portal.portalId, now(), { action: 'session.token_refused', detail: { code: error.code } })
      throw new HttpError(401, 'token_refused', 'Bitrix24 does not accept this token. Reload the page inside Bitrix24.', { cause: error })
    }
  }

  async function knownPerson(portalId: number, profile: Profile): Promise<Person> {
    const before = await store.people.get(portalId, profile.userId)
    await store.people.upsertMany(portalId, [{
      userId: profile.userId,
      name: profile.name,
      position: before?.position ?? null,
      active: true,
      isAdmin: profile.isAdmin,
      departmentIds: before?.departmentIds ?? [],
      timeZone: profile.timeZone ?? before?.timeZone ?? null,
      seenAt: now(),
    }])
    if (before !== null && before.isAdmin !== profile.isAdmin)
      await store.people.bumpSessionEpoch(portalId, profile.userId)
    const person = await store.people.get(portalId, profile.userId)
    if (person === null)
      throw new HttpError(403, 'person_inactive', 'Bitrix24 does not name the owner of this token.')
    return person
  }

  async function answer(portal: Portal, person: Person, language: string): Promise<SessionAnswer> {
    const roles = rolesOf(await store.roles.ofUser(portal.portalId, person.userId), person.isAdmin)
    const subject = { portalId: portal.portalId, userId: person.userId, portalEpoch: portal.sessionEpoch, personEpoch: person.sessionEpoch, language }
    const [{ token, expiresAt }, treaty, askWhom] = await Promise.all([
      options.tokens.issue(subject),
      treatyMode(store.treaties, portal, now()),
      whomToAsk(portal.portalId),
    ])
    return {
      token,
      expiresAt,
      user: { id: person.userId, name: person.name, roles },
      portal: { language: languageFor(portal.language), timeZone: portal.timeZone, weekStart: portal.weekStart, currency: portal.currency, origin: portal.origin, crmMode: portal.crmMode },
      treaty,
      askWhom,
    }
  }

  async function whomToAsk(portalId: number): Promise<{ id: number, name: string }[]> {
    const [people, roles] = await Promise.all([store.people.list(portalId), store.roles.list(portalId)])
    const heads = roles.filter(row => ['rop', 'cmo', 'owner'].includes(row.role)).map(row => row.userId)
    const asked = [...people.filter(person => person.isAdmin), ...people.filter(person => heads.includes(person.userId))]
    const unique = [...new Map(asked.filter(person => person.active).map(person => [person.userId, person])).values()]
    return unique.slice(0, ASK_AT_MOST).map(person => ({ id: person.userId, name: person.name }))
  }

  return {
    async open(request, language) {
      const portal = await store.portals.findByMemberId(request.memberId)
      if (portal === null)
        throw new HttpError(403, 'portal_unknown', 'The application is not installed in this Bitrix24. An administrator must install it first.')
      if (portal.status === 'locked' || portal.status === 'removed')
        throw new HttpError(403, 'portal_locked', 'The application was removed from this Bitrix24. An administrator must install it again.')
      const { app, profile } = await prove(portal, request.accessToken)
      if (portal.appLocalId === null || app.localId !== portal.appLocalId) {
        await writeAudit(store.audit, portal.portalId, now(), { action: 'session.foreign_application', actorId: profile.userId, detail: { applicationId: app.localId } })
        throw new HttpError(403, 'foreign_application', 'This token belongs to another application. Open this application from the menu of Bitrix24.')
      }
      const person = await knownPerson(portal.portalId, profile)
      return answer(portal, person, language ?? portal.language)
    },
  }
}
