import type { ProductRow } from '../../crm/product-rows.ts'
import type { Html } from '../html.ts'
import type { View } from '../view.ts'
import type { SectionContext } from './section.ts'
import { DEAL, LEAD } from '../../crm/crm-item.ts'
import { plainLine } from '../../crm/product-rows.ts'
import { settleAmount } from '../../crm/settle-amount.ts'
import { RestError } from '../../rest/rest-error.ts'
import { formatCount, formatMoney } from '../format.ts'
import { html, isolated } from '../html.ts'
import { icon } from '../icons.ts'
import { forbidden, notFound } from '../problem.ts'
import { readableItem } from './card-page.ts'

/** Lines of goods with their sum; on deals always, on leads when there are some. */
export function productSection({ view, entityTypeId, item, canWrite }: SectionContext): Html {
  const { words, portal: { crm, settings } } = view
  if (entityTypeId !== DEAL && entityTypeId !== LEAD)
    return html``
  const owner = entityTypeId === DEAL ? 'D' : 'L'
  const rows = crm.productRows.of(owner, item.id)
  if (entityTypeId === LEAD && rows.length === 0)
    return html``
  const money = (amount: number): string => formatMoney(view, amount, String(item.currencyId ?? settings.currency))
  return html`<section class="white"><h2>${words('products.title')}</h2>
${rows.length === 0
  ? html`<p class="soft">${words('products.empty')}</p>`
  : html`<div class="scroll-x" tabindex="0" role="region" aria-label="${words('products.title')}"><table class="grid"><thead><tr><th>${words('products.name')}</th><th class="number">${words('products.price')}</th><th class="number">${words('products.quantity')}</th><th class="number">${words('products.sum')}</th>${canWrite && html`<th><span class="visually-hidden">${words('card.actions')}</span></th>`}</tr></thead>
<tbody>${rows.map(row => productLine(view, row, money, canWrite))}</tbody>
<tfoot><tr><th scope="row" colspan="3">${words('products.total')}</th><td class="number"><strong>${money(crm.productRows.total(owner, item.id))}</strong></td>${canWrite && html`<td></td>`}</tr></tfoot></table></div>`}
${canWrite && addForm(view)}</section>`
}

function productLine(view: View, row: ProductRow, money: (amount: number) => string, canWrite: boolean): Html {
  const remove = html`<td><button type="button" class="button quiet icon-only small" data-remove-product="${row.id}" aria-label="${view.words('products.remove', { name: row.productName })}">${icon('close')}</button></td>`
  return html`<tr><td class="name">${isolated(row.productName)}</td><td class="number">${money(row.price)}</td><td class="number">${formatCount(view, row.quantity)} ${isolated(row.measureName)}</td><td class="number">${money(row.price * row.quantity)}</td>${canWrite && remove}</tr>`
}

function addForm({ words }: View): Html {
  return html`<form class="product-add" data-add-product>
<label class="field"><span class="label">${words('products.name')}</span><input name="productName" required maxlength="255"></label>
<label class="field"><span class="label">${words('products.price')}</span><input name="price" type="number" min="0" step="0.01" required></label>
<label class="field"><span class="label">${words('products.quantity')}</span><input name="quantity" type="number" min="0.001" step="0.001" value="1" required></label>
<button class="button" type="submit">${words('products.add')}</button></form>`
}

/** Adds a line to a lead or deal. @throws RestError WRONG_PRODUCT for a line without a name, price or quantity */
export function addProduct(view: View, input: Record<string, unknown>): { id: number } {
  const { crm, owner } = writableOwner(view)
  const [name, price, quantity] = [String(input.productName ?? '').trim(), Number(input.price), Number(input.quantity)]
  if (name === '' || !(price >= 0) || !(quantity > 0))
    throw new RestError(400, 'WRONG_PRODUCT', view.words('products.wrong'))
  const row = crm.productRows.put(plainLine({ ...owner.line, productName: name, price, quantity, sort: 10 }, view.portal.settings.language))
  settleAmount(crm, owner, view.actor)
  return { id: row.id }
}

/** Takes a line away. @throws RestError 404 for a line of another item */
export function removeProduct(view: View, input: Record<string, unknown>): { id: number } {
  const { crm, owner } = writableOwner(view)
  const row = crm.productRows.of(owner.line.ownerType, owner.ownerId).find(one => one.id === Number(input.rowId))
  if (!row)
    throw notFound()
  crm.productRows.remove(row.id)
  settleAmount(crm, owner, view.actor)
  return { id: row.id }
}

function writableOwner(view: View): { crm: View['portal']['crm'], owner: { entityTypeId: 1 | 2, ownerId: number, line: { ownerType: 'L' | 'D', ownerId: number } } } {
  const { entityTypeId, item } = readableItem(view)
  if (entityTypeId !== DEAL && entityTypeId !== LEAD)
    throw notFound()
  if (!view.portal.crm.canWrite(view.actor, entityTypeId, item))
    throw forbidden()
  return { crm: view.portal.crm, owner: { entityTypeId, ownerId: item.id, line: { ownerType: entityTypeId === DEAL ? 'D' : 'L', ownerId: item.id } } }
}
