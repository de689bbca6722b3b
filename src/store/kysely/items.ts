import type { RawBuilder } from 'kysely'
import type { ItemRef } from '../../domain/item-ref.ts'
import type { Item, ItemReading, ItemRepository } from '../items.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { itemKey } from '../../domain/item-ref.ts'
import { markingOf } from './figure-marks.ts'
import { goodsMarkingOf } from './goods-marks.ts'
import { insertRows, lastOfEach } from './insert-rows.ts'
import { at, json, toSnakeCase } from './row-values.ts'

const READ = [
  'pipelineId',
  'stageId',
  'semantic',
  'assignedBy',
  'createdBy',
  'updatedBy',
  'movedBy',
  'createdAt',
  'updatedAt',
  'movedAt',
  'closedAt',
  'sourceId',
  'utmSource',
  'utmMedium',
  'utmCampaign',
  'utmContent',
  'utmTerm',
  'amountMinor',
  'currency',
  'leadId',
  'contactId',
  'companyId',
  'isReturnCustomer',
  'natives',
  'readAt',
] as const satisfies readonly (keyof ItemReading)[]

/** Kept as stored unless the reading brings them. */
const OURS = ['callsMade', 'deletedAt', 'goneCause', 'lastLawfulStageId', 'categoryKey'] as const satisfies readonly (keyof ItemReading)[]
const COLUMNS = ['portalId', 'entityTypeId', 'itemId', 'mirrorVersion', ...READ, ...OURS]
const KEY = ['portalId', 'entityTypeId', 'itemId']
/** The largest value of the column. */
const MOST_ITEM_ID = 2 ** 31 - 1

/** The mirror on any engine. */
export function itemRepository(db: Database): ItemRepository {
  const select = (portalId: number) => db.selectFrom('item').selectAll().where('portalId', '=', portalId)
  const dealsOfLeads = (portalId: number, leadIds: number[]): Promise<Item[]> => leadIds.length === 0
    ? Promise.resolve([])
    : select(portalId)
        .where('leadId', 'in', leadIds)
        .where('entityTypeId', '=', 2)
        .where('deletedAt', 'is', null)
        .orderBy('createdAt')
        .orderBy('itemId')
        .execute()
  const one = (portalId: number, ref: ItemRef) => db.updateTable('item')
    .where('portalId', '=', portalId)
    .where('entityTypeId', '=', ref.entityTypeId)
    .where('itemId', '=', ref.itemId)
  return {
    upsertMany: (portalId, readings) => upsertMany(db, portalId, readings),
    async insertMissing(portalId, readings) {
      if (readings.length === 0)
        return
      const rows = lastOfEach(readings, itemKey).map(reading => toRow(portalId, reading))
      await sql`
        with added as (
          ${insertRows({ table: 'item', columns: COLUMNS, orderBy: KEY, rows })}
          on conflict (portal_id, entity_type_id, item_id) do nothing returning *
        ),
        due as (${goodsMarkingOf(portalId, sql`select * from added`)})
        ${markingOf(portalId, sql`select entity_type_id, item_id from added`)}`.execute(db)
    },
    async get(portalId, ref) {
      const item = await select(portalId).where('entityTypeId', '=', ref.entityTypeId).where('itemId', '=', ref.itemId).executeTakeFirst()
      return item ?? null
    },
    async getMany(portalId, refs) {
      return refs.length === 0 ? [] : select(portalId).where(isOneOf(refs)).execute()
    },
    dealsOfLead: (portalId, leadId) => dealsOfLeads(portalId, [leadId]),
    dealsOfLeads,
    async setNatives(portalId, ref, natives) {
      await one(portalId, ref).set({ natives: json(natives) as unknown as Item['natives'] }).execute()
    },
    async setLastLawfulStage(portalId, ref, stageId) {
      await one(portalId, ref).set({ lastLawfulStageId: stageId }).execute()
    },
    async markGone(portalId, refs, gone) {
      if (refs.length > 0) {
        await sql`
          with gone as (
            update item set deleted_at = coalesce(deleted_at, ${at(gone.at)}), gone_cause = ${gone.cause}, mirror_version = mirror_version + 1
            where portal_id = ${portalId} and (deleted_at is null or (${gone.cause}::text = 'merged' and gone_cause <> 'merged')) and ${isOneOf(refs)}
            returning entity_type_id, item_id
          )
          ${markingOf(portalId, sql`select entity_type_id, item_id from gone`)}`.execute(db)
      }
    },
    async setCategories(portalId, entityTypeId, categories) {
      if (categories.length === 0)
        return 0
      const document = JSON.stringify(categories.map(row => [row.itemId, row.categoryKey]))
      const { rows } = await sql<{ changed: number }>`
        with changed as (
          update item i set category_key = e.value->>1 from jsonb_array_elements(${document}::jsonb) e
          where i.portal_id = ${portalId} and i.entity_type_id = ${entityTypeId} and i.item_id = (e.value->>0)::int and i.category_key is distinct from e.value->>1
          returning i.entity_type_id, i.item_id
        ),
        marked as (${markingOf(portalId, sql`select entity_type_id, item_id from changed`)})
        select count(*)::int as changed from changed`.execute(db)
      return rows[0]?.changed ?? 0
    },
    async forgetCategories(portalId) {
      await sql`
        with own as (
          select entity_type_id, item_id from item where portal_id = ${portalId} and category_key is not null order by entity_type_id, item_id for update
        ),
        changed as (
          update item i set category_key = null from own
          where i.portal_id = ${portalId} and i.entity_type_id = own.entity_type_id and i.item_id = own.item_id returning i.entity_type_id, i.item_id
        )
        ${markingOf(portalId, sql`select entity_type_id, item_id from changed`)}`.execute(db)
    },
    async setCalls(portalId, ref, calls) {
      await one(portalId, ref).set({ callsMade: calls }).execute()
    },
    async liveIds(portalId, entityTypeId) {
      const rows = await db.selectFrom('item').select('itemId').where('portalId', '=', portalId).where('entityTypeId', '=', entityTypeId).where('deletedAt', 'is', null).orderBy('itemId').execute()
      return rows.map(row => row.itemId)
    },
    judgedNatively: (portalId, wish) => select(portalId)
      .where('entityTypeId', '=', wish.entityTypeId)
      .where('itemId', '<', wish.beforeItemId ?? MOST_ITEM_ID)
      .where(sql<boolean>`natives->>'verdict' is not null`)
      .where('deletedAt', 'is', null)
      .orderBy('itemId', 'desc')
      .limit(wish.limit)
      .execute(),
    inStages: (portalId, wish) => select(portalId)
      .where('entityTypeId', '=', wish.entityTypeId)
      .where('stageId', 'in', wish.stageIds)
      .where('deletedAt', 'is', null)
      .where('itemId', '>', wish.afterItemId ?? 0)
      .orderBy('itemId')
      .limit(wish.limit)
      .execute(),
  }
}

/**
 * `(entity_type_id, item_id)` is one of these; one parameter for each kind of item, whatever their number. Written so that every planner takes
 * the index, also one that knows nothing of the tables yet: joined with a list of pairs it reads all rows of the portal. `table` is its alias where more than one has such columns.
 */
export function isOneOf(refs: readonly ItemRef[], table?: string): RawBuilder<boolean> {
  const kinds = [...new Set(refs.map(ref => ref.entityTypeId))].sort()
  const ids = (entityTypeId: number): string => refs.filter(ref => ref.entityTypeId === entityTypeId).map(ref => ref.itemId).join(',')
  const column = (name: string): RawBuilder<unknown> => sql.ref(table === undefined ? name : `${table}.${name}`)
  const arms = kinds.map(entityTypeId => sql`(${column('entityTypeId')} = ${sql.lit(entityTypeId)} and ${column('itemId')} = any(string_to_array(${ids(entityTypeId)}, ',')::int[]))`)
  return arms.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(arms, sql` or `)})`
}

/** An older reading never replaces a newer one, unless the newer one was dated by a clock that is ahead of the database's. */
async function upsertMany(db: Database, portalId: number, readings: readonly ItemReading[]): Promise<Item[]> {
  if (readings.length === 0)
    return []
  const rows = lastOfEach(readings, itemKey).map(reading => toRow(portalId, reading))
  const sets = [
    ...READ.map(column => sql`${sql.id(toSnakeCase(column))} = excluded.${sql.id(toSnakeCase(column))}`),
    ...OURS.map(column => overwriteWhenGiven(column, readings)),
  ]
  const { rows: stored } = await sql<Item>`
    with stored as (
      ${insertRows({ table: 'item', columns: COLUMNS, orderBy: KEY, rows })}
      on conflict (portal_id, entity_type_id, item_id) do update
      set mirror_version = item.mirror_version + 1, ${sql.join(sets)}
      where item.read_at <= excluded.read_at or item.read_at > clock_timestamp() + interval '2 minutes'
      returning item.*
    ),
    marked as (${markingOf(portalId, sql`select entity_type_id, item_id from stored`)}),
    due as (${goodsMarkingOf(portalId, sql`select * from stored`)})
    select * from stored`.execute(db)
  const written = new Set(stored.map(itemKey))
  const others = readings.filter(reading => !written.has(itemKey(reading)))
  return others.length === 0 ? stored : [...stored, ...await db.selectFrom('item').selectAll().where('portalId', '=', portalId).where(isOneOf(others)).execute()]
}

function toRow(portalId: number, reading: ItemReading): object {
  return { ...reading, portalId, mirrorVersion: 1, callsMade: reading.callsMade ?? 0 }
}

/** A column of ours is overwritten only for the items whose reading names it. */
function overwriteWhenGiven(column: typeof OURS[number], readings: readonly ItemReading[]): RawBuilder<unknown> {
  const given = JSON.stringify(readings.filter(reading => reading[column] !== undefined).map(itemKey))
  const name = sql.id(toSnakeCase(column))
  return sql`${name} = case when ${given}::jsonb ? (excluded.entity_type_id || ':' || excluded.item_id) then excluded.${name} else item.${name} end`
}
