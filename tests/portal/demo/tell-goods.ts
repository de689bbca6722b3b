import type { Portal } from '../portal.ts'
import type { Chance } from './chance.ts'
import type { ToldDeal, ToldLead } from './story-parts.ts'
import { plainLine } from '../crm/product-rows.ts'
import { vocabularies } from './vocabulary.ts'

/** Only the newest leads have goods: older ones would fill the memory with lines nobody opens. */
const leadsWithGoods = 5000
/** Part of the leads with a budget whose rep wrote down what is wanted. */
const writtenShare = 0.6
const deliveredShare = 0.4
/** Of the amount; the rest is furniture. */
const deliveryShare = 0.05
/** Writes the goods of the newest leads with an amount, and the same ones into the deals made of them. */
export function tellGoods({ crm, settings: { language } }: Portal, chance: Chance, leads: readonly ToldLead[], deals: readonly ToldDeal[]): void {
  const words = vocabularies[language]
  const dealOf = new Map(deals.flatMap(({ item, lead }) => lead ? [[lead.item.id, item] as const] : []))
  for (const { item, productIndex } of leads.slice(-leadsWithGoods)) {
    if (typeof item.opportunity !== 'number' || !chance.happens(writtenShare))
      continue
    const delivery = chance.happens(deliveredShare) ? Math.round(item.opportunity * deliveryShare) : 0
    const quantity = chance.pick([1, 1, 1, 2])
    const deal = dealOf.get(item.id)
    for (const owner of [{ ownerType: 'L' as const, ownerId: item.id }, ...deal ? [{ ownerType: 'D' as const, ownerId: deal.id }] : []]) {
      crm.productRows.put(plainLine({ ...owner, productName: words.goods[productIndex] ?? '', price: (item.opportunity - delivery) / quantity, quantity, sort: 10 }, language))
      if (delivery > 0)
        crm.productRows.put(plainLine({ ...owner, productName: words.delivery, price: delivery, quantity: 1, sort: 20 }, language))
    }
  }
}
