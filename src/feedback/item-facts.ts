import type { ItemFacts } from '../contracts/api/card-state.schema.ts'
import type { Item } from '../store/items.ts'
import type { StoreScope } from '../store/store.ts'
import type { Names } from './view-feedback.ts'
import { personOf } from './view-feedback.ts'

/** Facts of an item without contact data. */
export async function describeItem(store: Pick<StoreScope, 'stages'>, portalId: number, item: Item, names: Names): Promise<ItemFacts> {
  const stages = await store.stages.list(portalId)
  const stage = stages.find(({ entityTypeId, pipelineId, stageId }) => entityTypeId === item.entityTypeId && pipelineId === item.pipelineId && stageId === item.stageId)
  return {
    entityTypeId: item.entityTypeId,
    itemId: item.itemId,
    pipelineId: item.pipelineId,
    stageId: item.stageId,
    stageName: stage?.name ?? null,
    semantic: item.semantic,
    assignee: personOf(item.assignedBy, names),
    createdAt: item.createdAt,
    sourceId: item.sourceId,
    utm: { source: item.utmSource, medium: item.utmMedium, campaign: item.utmCampaign, content: item.utmContent, term: item.utmTerm },
    amountMinor: item.amountMinor ?? 0,
    currency: item.currency,
  }
}
