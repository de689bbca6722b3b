import type { PersonalData } from '../store/personal-data.ts'
import type { StoreScope } from '../store/store.ts'
import type { HealthActor } from './health-rights.ts'
import { HttpError } from '../http/http-error.ts'
import { writeAudit } from './audit-log.ts'
import { requireHealthGrant } from './health-rights.ts'

/** What giving out and erasing stands on. */
export interface PersonDataDeps {
  readonly store: Pick<StoreScope, 'people' | 'personalData' | 'audit' | 'transaction'>
  readonly now: () => number
}

const WORDS = {
  ru: { unknown: 'Такого сотрудника здесь нет.', self: 'Себя стереть нельзя: попросите другого администратора.' },
  en: { unknown: 'There is no such employee here.', self: 'Nobody erases himself: ask another administrator.' },
}

/**
 * Everything we keep about one employee, for him to read.
 * @throws HttpError 403 `no_right`; 404 `person_unknown`
 */
export async function exportPerson({ store, now }: PersonDataDeps, portalId: number, actor: HealthActor, userId: number): Promise<PersonalData> {
  await requireKnown(store, portalId, actor, userId)
  await writeAudit(store.audit, portalId, now(), { action: 'person.exported', actorId: actor.userId, subject: `user:${userId}` })
  return store.personalData.read(portalId, userId)
}

/**
 * Takes an employee's name, roles, settings and words away. His decisions stay under his number.
 * @throws HttpError 403 `no_right`; 404 `person_unknown`; 409 `own_data`
 */
export async function erasePerson({ store, now }: PersonDataDeps, portalId: number, actor: HealthActor, userId: number): Promise<void> {
  await requireKnown(store, portalId, actor, userId)
  if (userId === actor.userId)
    throw new HttpError(409, 'own_data', WORDS[actor.language].self)
  await store.transaction(async (within) => {
    await within.personalData.erase(portalId, userId, { by: actor.userId, at: now() })
    await writeAudit(within.audit, portalId, now(), { action: 'person.erased', actorId: actor.userId, subject: `user:${userId}` })
  })
}

async function requireKnown(store: PersonDataDeps['store'], portalId: number, actor: HealthActor, userId: number): Promise<void> {
  requireHealthGrant(actor, 'remove_data')
  if (await store.people.get(portalId, userId) === null)
    throw new HttpError(404, 'person_unknown', WORDS[actor.language].unknown)
}
