import type { PortalClients } from '../bitrix/portal-client.ts'
import type { StoreScope } from '../store/store.ts'
import { listDepartments, listUsers } from '../bitrix/people.ts'
import { MethodMissingError, PortalRefusedError } from '../bitrix/portal-errors.ts'
import { writeAudit } from './audit-log.ts'

/** What reading people takes. */
export interface PeopleSyncOptions {
  store: Pick<StoreScope, 'people' | 'audit'>
  clients: PortalClients
  now: () => number
}

/** How many there are. */
export interface PeopleRead {
  active: number
  dismissed: number
  departments: number
}

/** Reads employees and departments of a portal into our copy. Somebody who is gone or dismissed loses his sessions at once. */
export function createPeopleSync({ store, clients, now }: PeopleSyncOptions): (portalId: number, lane: 'people' | 'background') => Promise<PeopleRead> {
  return async (portalId, lane) => {
    const client = clients.forPortal(portalId)
    const users = (await listUsers(client, { lane })).filter(user => user.userType === null || user.userType === 'employee')
    const departments = await listDepartments(client, { lane }).catch((error: unknown) => {
      // Without the scope `department` people are still people; roles are then confirmed by hand.
      if (error instanceof PortalRefusedError || error instanceof MethodMissingError)
        return []
      throw error
    })
    const before = await store.people.list(portalId)
    const listed = new Set(users.map(user => user.userId))
    const known = new Map(before.map(person => [person.userId, person]))
    const read = users.map(user => ({
      userId: user.userId,
      name: user.name,
      position: user.position,
      active: user.active,
      isAdmin: user.active && known.get(user.userId)?.isAdmin === true,
      departmentIds: user.departmentIds,
      timeZone: user.timeZone,
      seenAt: now(),
    }))
    const vanished = before.filter(person => person.active && !listed.has(person.userId)).map(({ sessionEpoch: _, ...person }) => ({ ...person, active: false, isAdmin: false }))
    await store.people.upsertMany(portalId, [...read, ...vanished])
    await store.people.replaceDepartments(portalId, departments)
    for (const person of [...read, ...vanished].filter(row => !row.active && known.get(row.userId)?.active === true))
      await writeAudit(store.audit, portalId, now(), { action: 'person.dismissed', subject: `user:${person.userId}` })
    return { active: read.filter(person => person.active).length, dismissed: vanished.length, departments: departments.length }
  }
}
