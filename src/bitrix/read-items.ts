import type { ItemRow } from '../contracts/rest/item.schema.ts'
import type { CategoryMapping } from '../domain/category-value.ts'
import type { EntityTypeId, ItemRef } from '../domain/item-ref.ts'
import type { BatchRow } from './portal-client.ts'
import { DEAL_SELECT, dealSchema, itemListResultSchema, LEAD_SELECT, leadSchema } from '../contracts/rest/item.schema.ts'
import { categoryOf } from '../domain/category-value.ts'
import { LEAD } from '../domain/item-ref.ts'
import { parseAnswer } from './parse-answer.ts'

/** Most items of one row: a page of `crm.item.list`. */
export const ITEMS_PER_ROW = 50

/** Items of one list row; `broken` counts rows nobody could read, so that a caller can tell "gone" from "unreadable". */
export interface ItemsRead {
  items: ItemRow[]
  broken: number
}

/** A batch row that reads up to 50 items by id. Items the service user may not see, and deleted ones, are simply missing. */
export function itemsByIdRow(key: string, entityTypeId: EntityTypeId, itemIds: readonly number[], category: CategoryMapping | null = null): BatchRow {
  return itemListRow(key, entityTypeId, { '@id': [...itemIds] }, category)
}

/** A batch row that reads the deals made from these leads, at most 50 deals. */
export function dealsOfLeadsRow(key: string, leadIds: readonly number[]): BatchRow {
  return itemListRow(key, 2, { '@leadId': [...leadIds] })
}

/** A row of `crm.item.list` with our fields, the field of the category if there is one, and any filter; in order of id, without counting. */
export function itemListRow(key: string, entityTypeId: EntityTypeId, filter: Record<string, unknown>, category: CategoryMapping | null = null): BatchRow {
  return {
    key,
    method: 'crm.item.list',
    params: {
      entityTypeId,
      useOriginalUfNames: 'Y',
      select: [...entityTypeId === LEAD ? LEAD_SELECT : DEAL_SELECT, ...category === null ? [] : [category.fieldName]],
      filter,
      order: { id: 'ASC' },
      start: -1,
    },
  }
}

/** Reads the answer of any of the rows above; with the field of the category, each item says its own. @throws UnexpectedAnswerError when it is no list at all */
export function readItems(entityTypeId: EntityTypeId, result: unknown, category: CategoryMapping | null = null): ItemsRead {
  const { items } = parseAnswer(itemListResultSchema, result, 'crm.item.list')
  const schema = entityTypeId === LEAD ? leadSchema : dealSchema
  const read = items.map(row => ({ ...schema.safeParse(row), row }))
  return {
    items: read.flatMap(({ success, data, row }) => success && data ? [{ ...data, ...category && { categoryKey: categoryIn(row, category) } }] : []),
    broken: read.filter(row => !row.success).length,
  }
}

/** The category of a row as the portal sent it; null = none. */
export function categoryIn(row: unknown, category: CategoryMapping): string | null {
  return typeof row === 'object' && row !== null ? categoryOf(category, (row as Record<string, unknown>)[category.fieldName]) : null
}

/** Reads the item inside the answer of `crm.item.get`, `.update` or `.add`; null when it cannot be read. */
export function readItem(entityTypeId: EntityTypeId, result: unknown): ItemRow | null {
  const item = typeof result === 'object' && result !== null && 'item' in result ? result.item : null
  const parsed = (entityTypeId === LEAD ? leadSchema : dealSchema).safeParse(item)
  return parsed.success ? parsed.data : null
}

/** A batch row that changes fields of one item. A stage is `stageId`, our own fields keep their upper-case names. */
export function updateItemRow(key: string, item: ItemRef, fields: Record<string, unknown>): BatchRow {
  return {
    key,
    method: 'crm.item.update',
    params: { entityTypeId: item.entityTypeId, id: item.itemId, fields, useOriginalUfNames: 'Y' },
  }
}
