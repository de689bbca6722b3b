import type { ItemRef } from '../../domain/item-ref.ts'
import type { Item } from '../../store/items.ts'
import type { StoreScope } from '../../store/store.ts'
import type { RawItem } from '../facts/figure-rules.ts'
import type { FigureDeps } from './figure-deps.ts'
import { itemKey } from '../../domain/item-ref.ts'

/** All raw rows about items; unknown ones are left out. */
export async function readRaw(store: StoreScope, portalId: number, refs: readonly ItemRef[], readDecisions: FigureDeps['readDecisions']): Promise<RawItem[]> {
  const items = await store.items.getMany(portalId, [...refs])
  const leadIds = items.filter(item => item.entityTypeId === 1).map(item => item.itemId)
  const deals = await store.figureFacts.dealsOfLeads(portalId, leadIds)
  const moves = groupBy(await store.moves.ofItems(portalId, [...items, ...deals]), itemKey)
  const touches = groupBy(await store.touches.ofItems(portalId, [...items, ...deals]), itemKey)
  const feedback = groupBy(await store.feedback.ofItems(portalId, items), itemKey)
  const dealsByLead = groupBy(deals, deal => `1:${deal.leadId}`)
  const decisions = await readDecisions?.(store, portalId, items)
  return items.map((item) => {
    const own: Item[] = dealsByLead.get(itemKey(item)) ?? []
    return {
      item,
      deals: own,
      moves: [item, ...own].flatMap(owner => moves.get(itemKey(owner)) ?? []),
      feedback: feedback.get(itemKey(item)) ?? [],
      touches: [item, ...own].flatMap(owner => touches.get(itemKey(owner)) ?? []),
      decisions: decisions?.get(itemKey(item)),
    }
  })
}

function groupBy<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group === undefined)
      groups.set(key(row), [row])
    else
      group.push(row)
  }
  return groups
}
