import type { ItemRef } from '../domain/item-ref.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { Language } from '../domain/words.ts'
import type { Item } from '../store/items.ts'
import type { StoreScope } from '../store/store.ts'
import { LEAD } from '../domain/item-ref.ts'
import { refusal } from '../treaty/refusal.ts'

/** An item whose card is open, and the item its verdict speaks about. */
export interface Judged {
  readonly item: Item
  /** The item itself, the lead a deal came from, or null: a deal that nothing judges. */
  readonly judged: Item | null
}

/** What finding takes. */
interface FindJudgedDeps {
  readonly store: Pick<StoreScope, 'items' | 'dirty'>
  readonly now: () => number
}

/**
 * Finds the item and what is judged in its place: a deal stands for its lead, unless it has none and the treaty judges such
 * deals by a verdict of their own, or deals are the intake (simple mode). An item nobody has read yet is marked: somebody has its card open,
 * so it is read before any import.
 * @throws HttpError `item_unknown` 404
 */
export async function findJudged({ store, now }: FindJudgedDeps, portalId: number, ref: ItemRef, document: TreatyDocument, language: Language): Promise<Judged> {
  const item = await store.items.get(portalId, ref)
  if (!item) {
    await store.dirty.mark(portalId, [{ ...ref, lane: 'live', seenAt: now() }])
    throw refusal('item_unknown', language)
  }
  if (item.entityTypeId === LEAD || isJudgedItself(item, document))
    return { item, judged: item }
  const lead = item.leadId === null ? null : await store.items.get(portalId, { entityTypeId: LEAD, itemId: item.leadId })
  return { item, judged: lead }
}

function isJudgedItself(deal: Item, { handoff, gate }: TreatyDocument): boolean {
  if (handoff.intake.entityTypeId === deal.entityTypeId)
    return handoff.intake.pipelineId === deal.pipelineId || deal.leadId === null
  const pipeline = gate.pipelines.find(({ pipelineId }) => pipelineId === deal.pipelineId)
  return deal.leadId === null && pipeline?.dealWithoutLead === 'own_verdict'
}
