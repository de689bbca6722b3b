import type { CategoryField } from '../store/category-fields.ts'
import type { Portal } from '../store/portals.ts'
import type { SyncDeps } from './sync-deps.ts'
import { categoryIn } from '../bitrix/read-items.ts'
import { listUserFields } from '../bitrix/user-fields.ts'
import { intakeTypeOf, LEAD } from '../domain/item-ref.ts'
import { readFields } from './backfill/read-fields.ts'

/** Options may be renamed and values changed by what raises no event: so often every item is looked at again. */
const AGAIN_MS = 20 * 3_600_000

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
  let changed = 0
  await readFields(deps.clients.forPortal(portal.portalId), { entityTypeId: intakeTypeOf(portal), fieldNames: [field.fieldName], afterId: 0 }, async (rows) => {
    changed += await store.items.setCategories(portal.portalId, intakeTypeOf(portal), rows.map(({ itemId, row }) => ({ itemId, categoryKey: categoryIn(row, fresh) })))
  })
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
