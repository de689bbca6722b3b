import type { ItemRow } from '../../contracts/rest/item.schema.ts'
import type { EntityTypeId } from '../../domain/item-ref.ts'
import type { ItemReading } from '../../store/items.ts'
import type { PastPart, PastScope } from './past-part.ts'
import { z } from 'zod'
import { parseAnswer } from '../../bitrix/parse-answer.ts'
import { itemListRow, readItems } from '../../bitrix/read-items.ts'
import { itemListResultSchema } from '../../contracts/rest/item.schema.ts'
import { restInt } from '../../contracts/rest/rest-scalars.schema.ts'
import { LEAD } from '../../domain/item-ref.ts'
import { EMPTY_NATIVES } from '../../domain/native-values.ts'
import { sweepsFrom } from '../sweeps-from.ts'
import { PAGE_ROWS, windowFilter } from './past-part.ts'

const idSchema = z.object({ id: restInt })

/** A row read, or only its number when it could not be. */
type PastItem = ItemRow | { entityTypeId: EntityTypeId, itemId: number, updatedAt: null }

/** Leads or deals of the past. */
export function itemPart(entityTypeId: EntityTypeId): PastPart<PastItem> {
  const idsOnly = (key: string, direction: 'ASC' | 'DESC', start: number) => ({ key, method: 'crm.item.list', params: { entityTypeId, select: ['id'], order: { id: direction }, start } })
  return {
    name: entityTypeId === LEAD ? 'leads' : 'deals',
    method: 'crm.item.list',
    page: (key, window) => itemListRow(key, entityTypeId, windowFilter('id', window)),
    newest: key => idsOnly(key, 'DESC', -1),
    count: key => idsOnly(key, 'ASC', 0),
    lastIdOf: key => `$result[${key}][items][${PAGE_ROWS - 1}][id]`,
    read(result) {
      const raw = parseAnswer(itemListResultSchema, result, 'crm.item.list').items
      const ids = raw.flatMap(row => idSchema.safeParse(row).data?.id ?? [])
      const { items } = readItems(entityTypeId, result)
      const read = new Set(items.map(item => item.itemId))
      return { ids, rows: [...items, ...ids.filter(itemId => !read.has(itemId)).map(itemId => ({ entityTypeId, itemId, updatedAt: null }))] }
    },
    store: storeItems,
  }
}

/**
 * What stood still since before the installation joins the mirror as it is: nobody is corrected for it. What changed since, or
 * could not be read, goes through the inbox, where the gate looks at it; else the sweep would take it for already seen.
 */
async function storeItems({ within, portal, readAt }: PastScope, rows: readonly PastItem[]): Promise<void> {
  const since = sweepsFrom(portal)
  const isPast = (row: PastItem): row is ItemRow => row.updatedAt !== null && row.updatedAt < since
  const past = rows.filter(isPast)
  await within.items.insertMissing(portal.portalId, past.map(row => toReading(row, readAt)))
  const touched = rows.filter(row => !isPast(row)).map(({ entityTypeId, itemId }) => ({ entityTypeId, itemId }))
  const known = new Set((await within.items.getMany(portal.portalId, touched)).map(item => item.itemId))
  const unknown = touched.filter(ref => !known.has(ref.itemId))
  await within.dirty.mark(portal.portalId, unknown.map(ref => ({ ...ref, lane: 'bulk', seenAt: readAt })))
}

/** Our native fields were made by the installation: what an old item carries in them is adopted when it is next looked at. */
function toReading({ nativeIds: _, ...row }: ItemRow, readAt: number): ItemReading {
  return { ...row, natives: { ...EMPTY_NATIVES, criteria: [] }, readAt }
}
