import { z } from 'zod'
import { restInt, restList, restNumber, restText } from './rest-scalars.schema.ts'

/** A product row of a lead or deal; of the dozen facts about it we read what tells the category. */
const productRowSchema = z.object({
  id: restInt,
  productName: restText,
  /** Of one piece, with discount and tax. */
  price: restNumber.nullish(),
  quantity: restNumber.nullish(),
  sort: restInt.nullish(),
}).transform(row => ({ rowId: row.id, name: row.productName, price: row.price ?? 0, quantity: row.quantity ?? 0, sort: row.sort ?? 0 }))

/** The result of `crm.item.productrow.list`. @see https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-list.html */
export const productRowsSchema = z.object({ productRows: restList(productRowSchema) })
