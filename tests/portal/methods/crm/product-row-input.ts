import type { ProductRow } from '../../crm/product-rows.ts'
import type { Portal } from '../../portal.ts'
import { settleDiscount } from '../../crm/product-rows.ts'

function given(value: unknown, otherwise: number): number {
  const read = Number(value)
  return value === undefined || value === null || value === '' || !Number.isFinite(read) ? otherwise : read
}

/** A row from offered camelCase fields; what is not offered comes from `before`, else from the usual defaults. */
export function readProductRow(portal: Portal, owner: { ownerType: 'L' | 'D', ownerId: number }, fields: Record<string, unknown>, before?: ProductRow): Omit<ProductRow, 'id'> {
  const isRussian = portal.settings.language === 'ru'
  const productId = given(fields.productId, before?.productId ?? 0)
  return settleDiscount({
    ...owner,
    productId,
    productName: String(fields.productName ?? before?.productName ?? (productId > 0 ? `${isRussian ? 'Товар' : 'Product'} #${productId}` : '')),
    price: given(fields.price, before?.price ?? 0),
    quantity: given(fields.quantity, before?.quantity ?? 1),
    discountTypeId: given(fields.discountTypeId, before?.discountTypeId ?? 2) === 1 ? 1 : 2,
    discountRate: given(fields.discountRate, before?.discountRate ?? 0),
    discountSum: given(fields.discountSum, before?.discountSum ?? 0),
    taxRate: fields.taxRate === undefined ? before?.taxRate ?? null : fields.taxRate === null || fields.taxRate === '' ? null : Number(fields.taxRate),
    taxIncluded: (fields.taxIncluded ?? before?.taxIncluded) === 'Y' ? 'Y' : 'N',
    measureCode: given(fields.measureCode, before?.measureCode ?? 796),
    measureName: String(fields.measureName ?? before?.measureName ?? (isRussian ? 'шт' : 'pcs')),
    sort: given(fields.sort, before?.sort ?? 10),
  })
}
