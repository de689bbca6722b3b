import type { ProductRow } from '../../crm/product-rows.ts'
import type { Call, Method } from '../../rest/method.ts'
import { classicRefusal } from '../../crm/crm-refusals.ts'
import { pricesOf } from '../../crm/product-rows.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { mapOf } from './caller-actor.ts'
import { readProductRow } from './product-row-input.ts'
import { ownerOf, settleAmount } from './product-row-methods.ts'

const camelNames = {
  PRODUCT_ID: 'productId',
  PRODUCT_NAME: 'productName',
  PRICE: 'price',
  QUANTITY: 'quantity',
  DISCOUNT_TYPE_ID: 'discountTypeId',
  DISCOUNT_RATE: 'discountRate',
  DISCOUNT_SUM: 'discountSum',
  TAX_RATE: 'taxRate',
  TAX_INCLUDED: 'taxIncluded',
  MEASURE_CODE: 'measureCode',
  MEASURE_NAME: 'measureName',
  SORT: 'sort',
} as const

function view(row: ProductRow): Record<string, unknown> {
  const { priceExclusive, priceNetto, priceBrutto } = pricesOf(row)
  return {
    ID: String(row.id),
    OWNER_ID: String(row.ownerId),
    OWNER_TYPE: row.ownerType,
    ...Object.fromEntries(Object.entries(camelNames).map(([key, name]) => [key, row[name]])),
    ORIGINAL_PRODUCT_NAME: row.productName,
    PRODUCT_DESCRIPTION: null,
    PRICE_EXCLUSIVE: priceExclusive,
    PRICE_NETTO: priceNetto,
    PRICE_BRUTTO: priceBrutto,
    PRICE_ACCOUNT: row.price.toFixed(2),
    CUSTOMIZED: 'Y',
    XML_ID: '',
    TYPE: 4,
    STORE_ID: null,
    RESERVE_ID: null,
    DATE_RESERVE_END: null,
    RESERVE_QUANTITY: null,
  }
}

/** The lead or deal of the call. @throws RestError without code */
function owner(call: Call, ownerType: 'L' | 'D', access: 'read' | 'write'): ReturnType<typeof ownerOf> {
  const id = Number(call.params.id)
  if (!Number.isInteger(id) || id <= 0)
    throw classicRefusal('The parameter id is invalid or not defined.')
  try {
    return ownerOf(call, ownerType, id, access)
  }
  catch (error) {
    throw error instanceof RestError && error.status === 400 ? classicRefusal(error.code === 'OWNER_NOT_FOUND' ? 'Not found' : 'Access denied.') : error
  }
}

function newRow(call: Call, to: { ownerType: 'L' | 'D', ownerId: number }, row: Record<string, unknown>): Omit<ProductRow, 'id'> {
  const fields = Object.fromEntries(Object.entries(camelNames).filter(([key]) => row[key] !== undefined).map(([key, name]) => [name, row[key]]))
  if (Number(fields.discountTypeId) === 1 && fields.discountSum === undefined)
    throw new RestError(400, 'ERROR_CORE', 'Discount Sum (DISCOUNT_SUM) is required if Monetary Discount Type (DISCOUNT_TYPE_ID) is defined.')
  return readProductRow(call.portal, to, fields)
}

function methodsOf(word: 'lead' | 'deal', ownerType: 'L' | 'D'): Method[] {
  return [
    method({
      name: `crm.${word}.productrows.get`,
      run: call => ({ result: call.portal.crm.productRows.of(ownerType, owner(call, ownerType, 'read').ownerId).map(view) }),
    }),
    method({
      name: `crm.${word}.productrows.set`,
      run(call) {
        const to = owner(call, ownerType, 'write')
        const { productRows } = call.portal.crm
        const rows = Object.values(mapOf(call.params.rows)).map(row => newRow(call, { ownerType, ownerId: to.ownerId }, mapOf(row)))
        productRows.of(ownerType, to.ownerId).forEach(row => productRows.remove(row.id))
        rows.forEach(row => productRows.put(row))
        settleAmount(call, to)
        return { result: true }
      },
    }),
  ]
}

/** Goods of leads and deals in the old spelling. */
export const classicRowMethods: Method[] = [...methodsOf('lead', 'L'), ...methodsOf('deal', 'D')]
