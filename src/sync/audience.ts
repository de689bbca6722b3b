import type { Audience } from '../notices/plan-notices.ts'
import type { Portal } from '../store/portals.ts'
import type { StoreScope } from '../store/store.ts'
import { languageFor } from '../domain/words.ts'

/** Who hears of what in a portal, and who is told when the gate stops itself. */
export interface PortalAudience extends Audience {
  /** Heads of sales and administrators. */
  readonly alertIds: readonly number[]
}

/** The audience as roles and employees stand now. Somebody we have never read counts as active: the portal will tell. */
export async function audienceOf(store: StoreScope, portal: Portal): Promise<PortalAudience> {
  const [roles, people] = await Promise.all([store.roles.list(portal.portalId), store.people.list(portal.portalId)])
  const gone = new Set(people.filter(person => !person.active).map(person => person.userId))
  const isActive = (userId: number): boolean => !gone.has(userId)
  const withRole = (role: string): number[] => roles.filter(row => row.role === role && isActive(row.userId)).map(row => row.userId)
  const admins = [...withRole('admin'), ...people.filter(person => person.isAdmin && person.active).map(person => person.userId)]
  const ropIds = withRole('rop')
  return {
    language: languageFor(portal.language),
    ropIds: ropIds.length > 0 ? ropIds : portal.installerUserId === null ? [] : [portal.installerUserId],
    isActive,
    alertIds: [...new Set([...ropIds, ...admins])],
  }
}
