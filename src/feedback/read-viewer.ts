import type { Viewer } from '../domain/rights.ts'
import type { Role } from '../domain/role.ts'
import type { StoreScope } from '../store/store.ts'
import { isRole } from '../domain/role.ts'
import { teamOf } from '../domain/team.ts'

/** Somebody of the portal with the people he heads, for the table of rights. */
export async function readViewer(store: Pick<StoreScope, 'people'>, portalId: number, person: { userId: number, roles: readonly Role[] }): Promise<Viewer> {
  return { ...person, teamUserIds: await readTeam(store, portalId, person.userId) }
}

/** The same for somebody who has no session: his roles are read too. Nobody has rights when he is no active employee. */
export async function readPerson(store: Pick<StoreScope, 'people' | 'roles'>, portalId: number, userId: number): Promise<Viewer> {
  const person = await store.people.get(portalId, userId)
  if (!person?.active)
    return { userId, roles: [], teamUserIds: [] }
  const roles = (await store.roles.ofUser(portalId, userId)).filter(isRole)
  return readViewer(store, portalId, { userId, roles })
}

async function readTeam(store: Pick<StoreScope, 'people'>, portalId: number, userId: number): Promise<number[]> {
  const departments = await store.people.departments(portalId)
  return departments.some(department => department.headUserId === userId)
    ? teamOf(userId, await store.people.list(portalId), departments)
    : []
}
