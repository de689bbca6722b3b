import type { Portal } from '../portal.ts'
import type { Actor } from './actor.ts'
import type { CrmItem } from './crm-item.ts'
import { accessDenied, intranetOnly } from './crm-refusals.ts'

type Access = 'crmRead' | 'crmWrite'

/**
 * Which responsible persons' items an actor may read or change: everybody's (`all`), or those of the listed people.
 * Unknown and dismissed people reach nothing.
 */
export function reachOf(portal: Pick<Portal, 'people'>, actor: Actor, access: Access): 'all' | ReadonlySet<number> {
  if (actor.kind === 'system')
    return 'all'
  const user = portal.people.get(actor.userId)
  if (user === undefined || !user.active)
    return new Set()
  if (user.admin || user[access] === 'all')
    return 'all'
  if (user[access] === 'none')
    return new Set()
  if (user[access] === 'own')
    return new Set([user.id])
  const near = portal.people.list().filter(({ id }) => portal.people.shareDepartment(user.id, id) || portal.people.isBossOf(user.id, id))
  return new Set([user.id, ...near.map(({ id }) => id)])
}

/** Whether an item lies inside a reach. */
export function isWithin(reach: 'all' | ReadonlySet<number>, item: CrmItem): boolean {
  return reach === 'all' || reach.has(item.assignedById)
}

/**
 * Stops people who are no employees, and those without any right of this kind.
 * @throws RestError allowed_only_intranet_user, ACCESS_DENIED
 */
export function requireSomeAccess(portal: Pick<Portal, 'people'>, actor: Actor, access: Access): void {
  if (actor.kind === 'system')
    return
  const user = portal.people.get(actor.userId)
  if (user?.extranet)
    throw intranetOnly()
  const reach = reachOf(portal, actor, access)
  if (reach !== 'all' && reach.size === 0)
    throw accessDenied()
}

/** Whether an actor may change CRM settings: custom fields, directories, common layouts. */
export function isCrmAdmin(portal: Pick<Portal, 'people'>, actor: Actor): boolean {
  if (actor.kind === 'system')
    return true
  const user = portal.people.get(actor.userId)
  return user !== undefined && user.active && (user.admin || user.crmAdmin)
}
