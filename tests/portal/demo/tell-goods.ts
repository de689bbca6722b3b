import type { ProductRow } from '../crm/product-rows.ts'
import type { Portal } from '../portal.ts'
import type { Chance } from './chance.ts'
import type { ToldDeal, ToldLead } from './story-parts.ts'
import { vocabularies } from './vocabulary.ts'

/** Only the newest leads have goods: older ones would fill the memory with lines nobody opens. */
const leadsWithGoods = 5000
/** Part of the leads with a budget whose rep wrote down what is wanted. */
const writtenShare = 0.6
const deliveredShare = 0.4
/** Of the amount; the rest is furniture. */
const deliveryShare = 0.05
/** Code of the classifier of measures: a piece. */
const pieceCode = 796

/** Writes the goods of the newest leads with an amount, and the same ones into the deals made of them. @returns how many lines */
export function tellGoods(portal: Portal, chance: Chance, leads: readonly ToldLead[], deals: readonly ToldDeal[]): number {
  const { language } = portal.settings
  const words = vocabularies[language]
  const dealOf = new Map(deals.flatMap(({ item, lead }) => lead ? [[lead.item.id, item] as const] : []))
  let lines = 0

  function put(owner: Pick<ProductRow, 'ownerType' | 'ownerId'>, { productName, price, quantity, sort }: Pick<ProductRow, 'productName' | 'price' | 'quantity' | 'sort'>): void {
    portal.crm.productRows.put({
      ...owner,
      productId: 0,
      productName,
      price,
      quantity,
      discountTypeId: 2,
      discountRate: 0,
      discountSum: 0,
      taxRate: null,
      taxIncluded: 'N',
      measureCode: pieceCode,
      measureName: language === 'ru' ? 'шт' : 'pcs',
      sort,
    })
    lines += 1
  }

  for (const { item, productIndex } of leads.slice(-leadsWithGoods)) {
    if (typeof item.opportunity !== 'number' || !chance.happens(writtenShare))
      continue
    const delivery = chance.happens(deliveredShare) ? Math.round(item.opportunity * deliveryShare) : 0
    const quantity = chance.pick([1, 1, 1, 2])
    const deal = dealOf.get(item.id)
    for (const owner of [{ ownerType: 'L' as const, ownerId: item.id }, ...deal ? [{ ownerType: 'D' as const, ownerId: deal.id }] : []]) {
      put(owner, { productName: words.goods[productIndex] ?? '', price: (item.opportunity - delivery) / quantity, quantity, sort: 10 })
      if (delivery > 0)
        put(owner, { productName: words.delivery, price: delivery, quantity: 1, sort: 20 })
    }
  }
  return lines
}
