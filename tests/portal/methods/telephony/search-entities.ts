import type { Actor } from '../../crm/actor.ts'
import type { EntityTypeId } from '../../crm/crm-item.ts'
import type { Portal } from '../../portal.ts'
import type { Call, Method } from '../../rest/method.ts'
import { COMPANY, CONTACT, LEAD } from '../../crm/crm-item.ts'
import { nameOf } from '../../crm/search-items.ts'
import { method } from '../../rest/method.ts'
import { actorOf, textOf } from '../../work/input.ts'
import { requireTelephony, telephonyName, telephonyRefusal } from './telephony-input.ts'

/** Whom a number belongs to, in the order telephony asks. */
const searchOrder: readonly EntityTypeId[] = [CONTACT, COMPANY, LEAD]

/** Contacts, companies and leads with exactly this number that the actor may see. */
export function clientsByPhone(portal: Portal, phone: string, actor: Actor): { entityTypeId: EntityTypeId, entityId: number }[] {
  return searchOrder.flatMap(entityTypeId => portal.crm.findDuplicates(entityTypeId, 'PHONE', [phone], actor).map(entityId => ({ entityTypeId, entityId })))
}

/** The employee in charge; extension numbers are the numbers of the people, other phones nobody has. */
function employeeRow({ people }: Portal, userId: number): Record<string, unknown> | null {
  const user = people.get(userId)
  return user
    ? { ID: String(user.id), TIMEMAN_STATUS: user.active ? 'OPENED' : 'CLOSED', USER_PHONE_INNER: String(user.id), WORK_PHONE: null, PERSONAL_PHONE: null, PERSONAL_MOBILE: null }
    : null
}

function search(call: Call): { result: unknown[] } {
  requireTelephony(call)
  const { portal, caller, params } = call
  const phone = textOf(params.PHONE_NUMBER)
  if (!/\d/.test(phone))
    throw telephonyRefusal('PHONE_NUMBER is empty')
  const result = clientsByPhone(portal, phone, actorOf(caller)).flatMap((found) => {
    const item = portal.crm.get(found.entityTypeId, found.entityId)
    return item ? [{ CRM_ENTITY_TYPE: telephonyName(found), CRM_ENTITY_ID: item.id, ASSIGNED_BY_ID: item.assignedById, NAME: nameOf(item), ASSIGNED_BY: employeeRow(portal, item.assignedById ?? 0) }] : []
  })
  return { result }
}

/** `telephony.externalCall.searchCrmEntities`. */
export const searchEntitiesMethod: Method = method({ name: 'telephony.externalCall.searchCrmEntities', run: search })
