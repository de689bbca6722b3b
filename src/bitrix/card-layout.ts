import type { CardLayout } from '../contracts/rest/card-layout.schema.ts'
import type { EntityTypeId } from '../domain/item-ref.ts'
import type { CallOptions, PortalClient } from './portal-client.ts'
import { cardLayoutSchema } from '../contracts/rest/card-layout.schema.ts'
import { parseAnswer } from './parse-answer.ts'

/** Which layout: simple and repeat leads have one each, deals one per pipeline. */
export interface LayoutKey {
  entityTypeId: EntityTypeId
  extras: { leadCustomerType?: 1 | 2, dealCategoryId?: number }
}

/** The layout everybody shares; null while the portal still shows its default one. */
export async function readCardLayout(client: PortalClient, key: LayoutKey, options: CallOptions): Promise<CardLayout> {
  const result = await client.call('crm.item.details.configuration.get', { entityTypeId: key.entityTypeId, scope: 'C', extras: key.extras }, options)
  return parseAnswer(cardLayoutSchema, result, 'crm.item.details.configuration.get')
}

/** Replaces the shared layout as a whole; employees' personal layouts stay theirs. */
export async function writeCardLayout(client: PortalClient, key: LayoutKey, layout: NonNullable<CardLayout>, options: CallOptions): Promise<void> {
  await client.call('crm.item.details.configuration.set', { entityTypeId: key.entityTypeId, scope: 'C', extras: key.extras, data: layout }, options)
}
