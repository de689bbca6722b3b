import type { EntityTypeId } from '../domain/item-ref.ts'
import type { CategoryField } from '../store/category-fields.ts'
import type { Portal } from '../store/portals.ts'
import type { RangePart } from './backfill/read-pages.ts'
import type { SyncDeps } from './sync-deps.ts'
import { z } from 'zod'
import { parseAnswer } from '../bitrix/parse-answer.ts'
import { categoryIn, itemListRow } from '../bitrix/read-items.ts'
import { listUserFields } from '../bitrix/user-fields.ts'
import { itemListResultSchema } from '../contracts/rest/item.schema.ts'
import { restInt } from '../contracts/rest/rest-scalars.schema.ts'
import { intakeTypeOf, LEAD } from '../domain/item-ref.ts'
import { itemPart } from './backfill/item-part.ts'
import { windowFilter } from './backfill/past-part.ts'
import { nextWidth, readRanges } from './backfill/read-pages.ts'

/** Options may be renamed and values changed by what raises no event: so often every item is looked at again. */
const AGAIN_MS = 20 * 3_600_000
const PAGES = 50

const idSchema = z.object({ id: restInt })

/**
 * Reads the product category of every item into the mirror: after another field was chosen, after the past was read, and once a
 * day. Two fields of 2,500 items a request; a crash repeats it from the start.
 * @returns items whose category differed
 * @throws PortalCallError it is tried again with the next visit
 */
export async function readCategories(deps: SyncDeps, portal: Portal): Promise<number> {
  const { store, now } = deps
  const field = await store.categoryFields.get(portal.portalId)
  if (field === null || !await isDue(deps, portal, field))
    return 0
  const startedAt = now()
  const fresh = await freshOptions(deps, portal, field)
  const part = categoryPart(intakeTypeOf(portal), fresh)
  let changed = 0
  for (let afterId = 0, width = PAGES; ;) {
    const read = await readRanges(deps.clients.forPortal(portal.portalId), part, afterId, { pages: PAGES, width })
    changed += await store.items.setCategories(portal.portalId, intakeTypeOf(portal), read.rows)
    if (read.isEnd)
      break
    afterId = read.lastId
    width = nextWidth(width, read)
  }
  await store.categoryFields.markRead(portal.portalId, { ...fresh, readAt: startedAt })
  deps.log.info({ memberId: portal.memberId, changed }, 'product categories read')
  return changed
}

async function isDue({ store, now }: SyncDeps, portal: Portal, { readAt }: CategoryField): Promise<boolean> {
  const items = (await store.backfills.list(portal.portalId)).find(part => part.part === (intakeTypeOf(portal) === LEAD ? 'leads' : 'deals'))
  return readAt === null || now() - readAt > AGAIN_MS || (items?.finishedAt ?? 0) > readAt
}

/** The options as they are called today; a deleted field keeps the words it had. */
async function freshOptions({ clients }: SyncDeps, portal: Portal, field: CategoryField): Promise<CategoryField> {
  const rows = await listUserFields(clients.forPortal(portal.portalId), intakeTypeOf(portal), { lane: 'background' })
  const row = rows.find(one => one.fieldName === field.fieldName)
  return row === undefined ? field : { ...field, options: row.options.map(({ id, value }) => ({ id, name: value })) }
}

/** Ids and categories only; everything else of an item stays where it is. */
function categoryPart(entityTypeId: EntityTypeId, field: CategoryField): RangePart<{ itemId: number, categoryKey: string | null }> {
  const { method, newest } = itemPart(entityTypeId)
  return {
    method,
    newest,
    page: (key, window) => {
      const row = itemListRow(key, entityTypeId, windowFilter('id', window))
      return { ...row, params: { ...row.params, select: ['id', field.fieldName] } }
    },
    read(result) {
      const rows = parseAnswer(itemListResultSchema, result, 'crm.item.list').items.flatMap((row) => {
        const itemId = idSchema.safeParse(row).data?.id
        return itemId === undefined ? [] : [{ itemId, categoryKey: categoryIn(row, field) }]
      })
      return { ids: rows.map(row => row.itemId), rows }
    },
  }
}
