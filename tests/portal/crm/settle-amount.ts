import type { Actor } from './actor.ts'
import type { EntityTypeId } from './crm-item.ts'
import type { Crm } from './crm.ts'
import { LEAD } from './crm-item.ts'

/** A lead or deal whose amount is calculated follows its lines of goods. */
export function settleAmount(crm: Crm, owner: { entityTypeId: EntityTypeId, ownerId: number }, actor: Actor): void {
  const { entityTypeId, ownerId } = owner
  if (crm.get(entityTypeId, ownerId)?.isManualOpportunity !== 'Y')
    crm.update(entityTypeId, ownerId, { opportunity: crm.productRows.total(entityTypeId === LEAD ? 'L' : 'D', ownerId) }, actor)
}
