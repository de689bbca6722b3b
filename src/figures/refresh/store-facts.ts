import type { ItemRef } from '../../domain/item-ref.ts'
import type { FigureItem, FigureKeyKind, FigureSpan } from '../../store/figure-facts.ts'
import type { StoreScope } from '../../store/store.ts'
import type { ItemFacts } from '../facts/evaluate-item.ts'

/** Writes facts in place of the old ones of these items; texts become the portal's numbers. */
export async function storeFacts(store: StoreScope, portalId: number, refs: readonly ItemRef[], facts: readonly ItemFacts[]): Promise<void> {
  const sources = await idsOf(store, portalId, 'source', facts.map(({ texts }) => texts.source))
  const campaigns = await idsOf(store, portalId, 'campaign', facts.map(({ texts }) => texts.campaign))
  const categories = await idsOf(store, portalId, 'category', facts.map(({ texts }) => texts.category))
  const items: FigureItem[] = []
  const spans: FigureSpan[] = []
  for (const { texts, item, spans: own } of facts) {
    const keys = { sourceKey: sources(texts.source), campaignKey: campaigns(texts.campaign), categoryKey: categories(texts.category) }
    if (item !== null)
      items.push({ ...item, ...keys })
    spans.push(...own.map(span => ({ ...span, ...keys })))
  }
  await store.figureFacts.replace(portalId, refs, { items, spans })
}

/** Numbers of texts; nothing = 0. Campaigns that differ by case only are one. */
async function idsOf(store: StoreScope, portalId: number, kind: FigureKeyKind, texts: readonly (string | null)[]): Promise<(text: string | null) => number> {
  const keyOf = (text: string): string => kind === 'campaign' ? text.toLowerCase() : text
  const known = [...new Map(texts.filter(text => text !== null).map(text => [keyOf(text), { key: keyOf(text), shown: text }])).values()]
  const ids = await store.figureFacts.keyIds(portalId, kind, known)
  return text => text === null ? 0 : ids.get(keyOf(text)) ?? 0
}
