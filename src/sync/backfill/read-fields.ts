import type { PortalClient } from '../../bitrix/portal-client.ts'
import type { EntityTypeId } from '../../domain/item-ref.ts'
import type { RangePart } from './read-pages.ts'
import { z } from 'zod'
import { parseAnswer } from '../../bitrix/parse-answer.ts'
import { itemListRow } from '../../bitrix/read-items.ts'
import { itemListResultSchema } from '../../contracts/rest/item.schema.ts'
import { restInt } from '../../contracts/rest/rest-scalars.schema.ts'
import { itemPart } from './item-part.ts'
import { windowFilter } from './past-part.ts'
import { nextWidth, readRanges } from './read-pages.ts'

/** One item as the portal sent it: its id and the fields asked for. */
export interface FieldsRow {
  readonly itemId: number
  readonly row: Readonly<Record<string, unknown>>
}

/** Which fields of which items. */
export interface FieldsWish {
  readonly entityTypeId: EntityTypeId
  readonly fieldNames: readonly string[]
  /** Items with a greater id. */
  readonly afterId: number
}

const PAGES = 50

const rowSchema = z.looseObject({ id: restInt })

/**
 * Reads some fields of all items in order of id, 2,500 items a request, everything else of them stays where it is; `take` gets the
 * rows as they come.
 * @throws PortalCallError when a request was refused; what was taken before stays taken
 */
export async function readFields(client: PortalClient, wish: FieldsWish, take: (rows: readonly FieldsRow[]) => Promise<void>): Promise<void> {
  const part = fieldsPart(wish)
  for (let { afterId } = wish, width = PAGES; ;) {
    const read = await readRanges(client, part, afterId, { pages: PAGES, width })
    await take(read.rows)
    if (read.isEnd)
      return
    afterId = read.lastId
    width = nextWidth(width, read)
  }
}

function fieldsPart({ entityTypeId, fieldNames }: FieldsWish): RangePart<FieldsRow> {
  const { method, newest } = itemPart(entityTypeId)
  return {
    method,
    newest,
    page: (key, window) => {
      const row = itemListRow(key, entityTypeId, windowFilter('id', window))
      return { ...row, params: { ...row.params, select: ['id', ...fieldNames] } }
    },
    read(result) {
      const rows = parseAnswer(itemListResultSchema, result, method).items.flatMap((item) => {
        const row = rowSchema.safeParse(item).data
        return row ? [{ itemId: row.id, row }] : []
      })
      return { ids: rows.map(row => row.itemId), rows }
    },
  }
}
