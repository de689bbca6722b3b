import type { CrmItem, EntityTypeId } from '../crm/crm-item.ts'
import type { Portal } from '../portal.ts'
import type { Caller } from '../rest/method.ts'
import type { OwnerRef } from './owner-ref.ts'
import { entityTypeIds } from '../crm/crm-item.ts'
import { RestError } from '../rest/rest-error.ts'
import { actorOf } from './input.ts'

/** Who looks at what; a call is one. */
export interface Looking {
  portal: Portal
  caller: Pick<Caller, 'userId' | 'appId'>
}

const typeNames: Record<string, EntityTypeId> = { lead: 1, deal: 2, contact: 3, company: 4 }

/** Number of a kind of item from its name in any case; undefined for unknown ones. */
export function entityTypeByName(name: string): EntityTypeId | undefined {
  return typeNames[name.toLowerCase()]
}

/** `lead`, `deal`, `contact` or `company`; empty for an unknown number. */
export function entityTypeName(entityTypeId: number): string {
  return Object.entries(typeNames).find(([, id]) => id === entityTypeId)?.[0] ?? ''
}

function kindOf(entityTypeId: number): EntityTypeId | undefined {
  return entityTypeIds.find(id => id === entityTypeId)
}

/** The item a reference means. */
export function ownerItem(call: Pick<Looking, 'portal'>, owner: OwnerRef): CrmItem | undefined {
  const kind = kindOf(owner.entityTypeId)
  return kind && call.portal.crm.get(kind, owner.entityId)
}

/** Whether the caller may read the item. */
export function canReadOwner(call: Looking, owner: OwnerRef): boolean {
  const kind = kindOf(owner.entityTypeId)
  const item = ownerItem(call, owner)
  return kind !== undefined && item !== undefined && call.portal.crm.canRead(actorOf(call.caller), kind, item)
}

/** Whether the caller may change the item. */
export function canWriteOwner(call: Looking, owner: OwnerRef): boolean {
  const kind = kindOf(owner.entityTypeId)
  const item = ownerItem(call, owner)
  return kind !== undefined && item !== undefined && call.portal.crm.canWrite(actorOf(call.caller), kind, item)
}

/** @throws RestError OWNER_NOT_FOUND, ACCESS_DENIED in the words of the newer methods */
export function requireWritableOwner(call: Looking, owner: OwnerRef): void {
  if (!ownerItem(call, owner))
    throw new RestError(400, 'OWNER_NOT_FOUND', 'Owner was not found')
  if (!canWriteOwner(call, owner))
    throw accessDenied()
}

/** Refusal of the newer methods for lack of rights. */
export function accessDenied(): RestError {
  return new RestError(400, 'ACCESS_DENIED', 'Access denied')
}

/** Refusal of the newer methods for something that is not there. */
export function notFound(words = 'Not found.'): RestError {
  return new RestError(400, 'NOT_FOUND', words)
}
