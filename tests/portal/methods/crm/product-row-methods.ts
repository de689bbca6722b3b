import type { EntityTypeId } from '../../crm/crm-item.ts'
import type { ProductRow } from '../../crm/product-rows.ts'
import type { Call, Method } from '../../rest/method.ts'
import { DEAL, LEAD } from '../../crm/crm-item.ts'
import { accessDenied } from '../../crm/crm-refusals.ts'
import { compareScalars, comparisonTest, splitFilterKey } from '../../crm/filter-condition.ts'
import { pricesOf } from '../../crm/product-rows.ts'
import { settleAmount as followProducts } from '../../crm/settle-amount.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { actorOf, mapOf, requireEmployee, startOf } from './caller-actor.ts'
import { trait } from './field-trait.ts'
import { readProductRow } from './product-row-input.ts'

const pageSize = 50

/** Whose rows. */
export interface Owner {
  ownerType: 'L' | 'D'
  ownerId: number
  entityTypeId: EntityTypeId
}

/** Camel-case row as the methods answer it. */
function view(row: ProductRow): Record<string, unknown> {
  return { ...row, priceAccount: row.price, ...pricesOf(row), customized: 'Y', xmlId: '', type: 4, storeId: null }
}

/** The lead or deal of a row. @throws RestError ENTITY_TYPE_NOT_SUPPORTED, OWNER_NOT_FOUND, ACCESS_DENIED, `100` */
export function ownerOf(call: Call, ownerType: unknown, ownerId: unknown, access: 'read' | 'write'): Owner {
  requireEmployee(call)
  if (ownerType === undefined || ownerId === undefined)
    throw new RestError(400, '100', 'Could not find value for parameter {ownerId}')
  if (ownerType !== 'L' && ownerType !== 'D')
    throw new RestError(400, 'ENTITY_TYPE_NOT_SUPPORTED', 'Working with this type of objects is not supported')
  const entityTypeId = ownerType === 'L' ? LEAD : DEAL
  const item = call.portal.crm.get(entityTypeId, Number(ownerId))
  if (item === undefined)
    throw new RestError(400, 'OWNER_NOT_FOUND', 'Owner was not found')
  const { crm } = call.portal
  if (!(access === 'read' ? crm.canRead : crm.canWrite)(actorOf(call), entityTypeId, item))
    throw accessDenied()
  return { ownerType, ownerId: item.id, entityTypeId }
}

/** An owner whose amount is calculated follows its rows. */
export function settleAmount(call: Call, owner: Owner): void {
  followProducts(call.portal.crm, owner, actorOf(call))
}

function rowOf(call: Call, access: 'read' | 'write'): { row: ProductRow, owner: Owner } {
  const row = call.portal.crm.productRows.get(Number(call.params.id))
  if (row === undefined)
    throw new RestError(400, 'NOT_FOUND', 'Product item not found')
  return { row, owner: ownerOf(call, row.ownerType, row.ownerId, access) }
}

function listOf(call: Call): { rows: ProductRow[] } {
  const filter = mapOf(call.params.filter)
  const { ownerType: _, ownerId: __, ...rest } = filter
  const { '=ownerType': ownerType = filter.ownerType, '=ownerId': ownerId = filter.ownerId, ...others } = rest
  const owner = listedOwner(call, ownerType, ownerId)
  const tests = Object.entries(others).map(([key, value]) => {
    const { comparison, name } = splitFilterKey(key)
    const test = comparisonTest(comparison, (Array.isArray(value) ? value : [value]).map(one => scalar(name, one)))
    return (row: ProductRow) => test(cell(row, name))
  })
  const rows = call.portal.crm.productRows.of(owner.ownerType, owner.ownerId).filter(row => tests.every(test => test(row)))
  for (const [name, direction] of Object.entries(mapOf(call.params.order)).reverse())
    rows.sort((a, b) => compareScalars(cell(a, name), cell(b, name)) * (String(direction).toUpperCase() === 'DESC' ? -1 : 1))
  return { rows }
}

/** The list says of an owner that does not exist what it says of one nobody may see. */
function listedOwner(call: Call, ownerType: unknown, ownerId: unknown): Owner {
  try {
    return ownerOf(call, ownerType, ownerId, 'read')
  }
  catch (error) {
    throw error instanceof RestError && error.code === 'OWNER_NOT_FOUND' ? accessDenied() : error
  }
}

const texts = new Set(['productName', 'taxIncluded', 'measureName', 'ownerType'])

function scalar(name: string, value: unknown): string | number {
  const read = texts.has(name) ? String(value) : Number(value)
  if (Number.isNaN(read))
    throw new RestError(400, 'INVALID_ARG_VALUE', `Invalid filter: field '${name}' has invalid value`)
  return read
}

function cell(row: ProductRow, name: string): string | number | null {
  const value = view(row)[name]
  if (value === undefined)
    throw new RestError(400, 'INVALID_ARG_VALUE', `Invalid filter: field '${name}' is not allowed in filter`)
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

const fieldTraits = {
  id: trait('integer', 'ID', 'read-only'),
  ownerId: trait('integer', 'Owner ID', 'required', 'immutable'),
  ownerType: trait('string', 'Owner Type', 'required', 'immutable'),
  productId: trait('integer', 'Product', 'required'),
  productName: trait('string', 'Product Name'),
  ...Object.fromEntries(['price', 'quantity', 'discountRate', 'discountSum', 'taxRate'].map(name => [name, trait('double', name)])),
  ...Object.fromEntries(['priceExclusive', 'priceNetto', 'priceBrutto'].map(name => [name, trait('double', name, 'read-only')])),
  discountTypeId: trait('integer', 'Discount Type'),
  taxIncluded: trait('char', 'Tax included'),
  customized: trait('char', 'Customized'),
  measureCode: trait('integer', 'Measure code'),
  measureName: trait('string', 'Measure'),
  sort: trait('integer', 'Sorting'),
  type: trait('integer', 'TYPE', 'read-only'),
  storeId: trait('integer', 'STORE_ID', 'read-only'),
}

/** `crm.item.productrow.*`. */
export const productRowMethods: Method[] = [
  method({
    name: 'crm.item.productrow.add',
    run(call) {
      const fields = mapOf(call.params.fields)
      const { entityTypeId, ...owner } = ownerOf(call, fields.ownerType, fields.ownerId, 'write')
      const row = call.portal.crm.productRows.put(readProductRow(call.portal, owner, fields))
      settleAmount(call, { ...owner, entityTypeId })
      return { result: { productRow: view(row) } }
    },
  }),
  method({
    name: 'crm.item.productrow.update',
    run(call) {
      const { row, owner } = rowOf(call, 'write')
      const fields = mapOf(call.params.fields)
      const unknown = Object.keys(fields).find(name => !(name in fieldTraits))
      if (unknown !== undefined || 'ownerId' in fields || 'ownerType' in fields)
        throw new RestError(400, 'INVALID_ARG_VALUE', `Field '${unknown ?? 'ownerId'}' is not available for update`)
      const changed = call.portal.crm.productRows.put({ ...readProductRow(call.portal, { ownerType: row.ownerType, ownerId: row.ownerId }, fields, row), id: row.id })
      settleAmount(call, owner)
      return { result: { productRow: view(changed) } }
    },
  }),
  method({
    name: 'crm.item.productrow.delete',
    run(call) {
      const { row, owner } = rowOf(call, 'write')
      call.portal.crm.productRows.remove(row.id)
      settleAmount(call, owner)
      return { result: null }
    },
  }),
  method({ name: 'crm.item.productrow.get', run: call => ({ result: { productRow: view(rowOf(call, 'read').row) } }) }),
  method({
    name: 'crm.item.productrow.list',
    run(call) {
      const { rows } = listOf(call)
      const start = Math.max(0, startOf(call.params.start))
      const hasMore = rows.length > start + pageSize
      return { result: { productRows: rows.slice(start, start + pageSize).map(view) }, total: rows.length, ...hasMore ? { next: start + pageSize } : {} }
    },
  }),
  method({
    name: 'crm.item.productrow.set',
    run(call) {
      const { entityTypeId, ...owner } = ownerOf(call, call.params.ownerType, call.params.ownerId, 'write')
      const { productRows } = call.portal.crm
      productRows.of(owner.ownerType, owner.ownerId).forEach(row => productRows.remove(row.id))
      const rows = Object.values(mapOf(call.params.productRows)).map(fields => productRows.put(readProductRow(call.portal, owner, mapOf(fields))))
      settleAmount(call, { ...owner, entityTypeId })
      return { result: { productRows: rows.map(view) } }
    },
  }),
  method({
    name: 'crm.item.productrow.getAvailableForPayment',
    run(call) {
      const owner = ownerOf(call, call.params.ownerType, call.params.ownerId, 'read')
      return { result: { productRows: call.portal.crm.productRows.of(owner.ownerType, owner.ownerId).map(view) } }
    },
  }),
  method({ name: 'crm.item.productrow.fields', run: () => ({ result: { fields: fieldTraits } }) }),
]
