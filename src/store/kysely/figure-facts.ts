import type { ItemRef } from '../../domain/item-ref.ts'
import type { DirtyBasis, DirtyDay, FigureFactRepository, FigureItem, FigureKeyKind, FigureSpan, FigureState } from '../figure-facts.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { markFigures } from './figure-marks.ts'
import { insertRows } from './insert-rows.ts'
import { isOneOf } from './items.ts'
import { at } from './row-values.ts'

/** Numbers of the bases in the tables. */
export const BASIS_CODES: Readonly<Record<DirtyBasis, number>> = { created: 0, verdict: 1, due: 2, won: 3, ended: 4 }
const BASES = ['created', 'verdict', 'due', 'won', 'ended'] as const

const DIMENSIONS = ['createdAt', 'createdDay', 'repId', 'sourceKey', 'campaignKey', 'categoryKey', 'versionNo', 'isRepeat'] as const
const REF = ['portalId', 'entityTypeId', 'itemId'] as const
const ITEM_COLUMNS = [
  ...REF,
  ...DIMENSIONS,
  'isDeleted',
  'label',
  'isExcluded',
  'isInShare',
  'reason',
  'isStillTrying',
  'verdictAt',
  'verdictDay',
  'labelAt',
  'verdicts',
  'settlesAt',
  'completeAt',
  'dueAt',
  'dueDay',
  'wonAt',
  'wonDay',
  'revenueMinor',
  'foreignDeals',
  'matureAt',
  'step',
] as const satisfies readonly (keyof FigureItem | 'portalId')[]
const SPAN_COLUMNS = [...REF, 'kind', 'seq', 'startedAt', 'endedAt', 'endedDay', 'durationMs', 'bin', ...DIMENSIONS] as const satisfies readonly (keyof FigureSpan | 'portalId')[]

/** Facts per item on any engine. */
export function figureFactRepository(db: Database): FigureFactRepository {
  return {
    ...marks(db),
    ...days(db),
    ...keys(db),
    async state(portalId) {
      const row = await db.selectFrom('figureState').select(['mark', 'rebuildCursor', 'refreshedAt', 'revision', 'weekStart']).where('portalId', '=', portalId).executeTakeFirst()
      return row ?? null
    },
    async setState(portalId, { mark, rebuildCursor, refreshedAt, revision, weekStart }: FigureState) {
      await sql`update figure_state set mark = ${mark}, rebuild_cursor = ${rebuildCursor}, refreshed_at = ${at(refreshedAt)}, revision = ${revision}, week_start = ${weekStart}::smallint where portal_id = ${portalId}`.execute(db)
    },
    async hold(portalId, now) {
      await sql`insert into figure_state (portal_id, mark, refreshed_at) values (${portalId}, '', ${at(now)}) on conflict (portal_id) do nothing`.execute(db)
      const { rows } = await sql`select 1 from figure_state where portal_id = ${portalId} for update skip locked`.execute(db)
      return rows.length > 0
    },
    async itemsAfter(portalId, after, limit) {
      return db.selectFrom('item')
        .select(['entityTypeId', 'itemId'])
        .where('portalId', '=', portalId)
        .where(sql<boolean>`(entity_type_id, item_id) > (${after.entityTypeId}::smallint, ${after.itemId}::int)`)
        .orderBy('entityTypeId')
        .orderBy('itemId')
        .limit(limit)
        .execute()
    },
    async dealsOfLeads(portalId, leadIds) {
      return leadIds.length === 0
        ? []
        : db.selectFrom('item').selectAll().where('portalId', '=', portalId).where(sql<boolean>`lead_id = any(${[...leadIds]}::int[])`).where('entityTypeId', '=', 2).orderBy('itemId').execute()
    },
    replace: (portalId, refs, facts) => replace(db, portalId, refs, facts),
  }
}

function marks(db: Database): Pick<FigureFactRepository, 'mark' | 'takeMarked' | 'doneMarked' | 'countMarked'> {
  return {
    mark: (portalId, refs) => markFigures(db, portalId, refs),
    takeMarked: (portalId, limit) => db.selectFrom('figureDirtyItem').select(['entityTypeId', 'itemId', 'version']).where('portalId', '=', portalId).orderBy('entityTypeId').orderBy('itemId').limit(limit).execute(),
    async doneMarked(portalId, marked) {
      const document = JSON.stringify(marked.map(row => [row.entityTypeId, row.itemId, row.version]))
      await sql`
        delete from figure_dirty_item d using (
          select m.entity_type_id, m.item_id from figure_dirty_item m
          where m.portal_id = ${portalId} and (m.entity_type_id, m.item_id, m.version) in
            (select (e->>0)::smallint, (e->>1)::int, (e->>2)::bigint from jsonb_array_elements(${document}::jsonb) e)
          for update skip locked
        ) own where d.portal_id = ${portalId} and d.entity_type_id = own.entity_type_id and d.item_id = own.item_id`.execute(db)
    },
    async countMarked(portalId) {
      const { count } = await db.selectFrom('figureDirtyItem').select(db.fn.countAll<number>().as('count')).where('portalId', '=', portalId).executeTakeFirstOrThrow()
      return count
    },
  }
}

function days(db: Database): Pick<FigureFactRepository, 'markDays' | 'dirtyDays' | 'isClean'> {
  return {
    async markDays(portalId, dirty) {
      if (dirty.length === 0)
        return
      const document = JSON.stringify(dirty.map(({ basis, day }) => [BASIS_CODES[basis], day]))
      await sql`
        insert into figure_dirty_day (portal_id, basis, day)
        select distinct ${portalId}::int, (e->>0)::smallint, (e->>1)::int from jsonb_array_elements(${document}::jsonb) e order by 2, 3
        on conflict do nothing`.execute(db)
    },
    async dirtyDays(portalId, limit): Promise<DirtyDay[]> {
      const rows = await db.selectFrom('figureDirtyDay').select(['basis', 'day']).where('portalId', '=', portalId).orderBy('basis').orderBy('day').limit(limit).execute()
      return rows.map(row => ({ basis: BASES[row.basis]!, day: row.day }))
    },
    async isClean(portalId, bases, { fromDay, toDay }) {
      const row = await db.selectFrom('figureDirtyDay')
        .select('day')
        .where('portalId', '=', portalId)
        .where('basis', 'in', bases.map(basis => BASIS_CODES[basis]))
        .where('day', '>=', fromDay)
        .where('day', '<', toDay)
        .limit(1)
        .executeTakeFirst()
      return row === undefined
    },
  }
}

function keys(db: Database): Pick<FigureFactRepository, 'keyIds' | 'keys'> {
  const read = (portalId: number, kind: FigureKeyKind) => db.selectFrom('figureKey').select(['keyId', 'key', 'shown']).where('portalId', '=', portalId).where('kind', '=', kind)
  return {
    async keyIds(portalId, kind, texts) {
      if (texts.length === 0)
        return new Map()
      const document = JSON.stringify(texts.map(text => [text.key, text.shown]))
      await sql`
        insert into figure_key (portal_id, kind, key_id, key, shown)
        select ${portalId}::int, ${kind}, (select coalesce(max(k.key_id), 0) from figure_key k where k.portal_id = ${portalId} and k.kind = ${kind}) + row_number() over (order by fresh.key), fresh.key, fresh.shown
        from (select e->>0 as key, min(e->>1) as shown from jsonb_array_elements(${document}::jsonb) e group by 1) fresh
        where not exists (select 1 from figure_key k where k.portal_id = ${portalId} and k.kind = ${kind} and k.key = fresh.key)`.execute(db)
      const rows = await read(portalId, kind).where(sql<boolean>`key in (select e->>0 from jsonb_array_elements(${document}::jsonb) e)`).execute()
      return new Map(rows.map(row => [row.key, row.keyId]))
    },
    async keys(portalId, kind) {
      const rows = await read(portalId, kind).execute()
      return new Map(rows.map(row => [row.keyId, row.shown]))
    },
  }
}

/** Old rows name the days they leave, new ones the days they come to. */
async function replace(db: Database, portalId: number, refs: readonly ItemRef[], { items, spans }: { items: readonly FigureItem[], spans: readonly FigureSpan[] }): Promise<void> {
  if (refs.length === 0)
    return
  const own = [...refs]
  await sql`
    with items as (delete from figure_item where portal_id = ${portalId} and ${isOneOf(own)} returning created_day, verdict_day, due_day, won_day),
    spans as (delete from figure_span where portal_id = ${portalId} and ${isOneOf(own)} returning created_day, ended_day)
    insert into figure_dirty_day (portal_id, basis, day)
    select ${portalId}::int, basis, day from (
      select 0 as basis, created_day as day from items union select 1, verdict_day from items
      union select 2, due_day from items union select 3, won_day from items
      union select 0, created_day from spans union select 4, ended_day from spans
      union select (e->>0)::int, (e->>1)::int from jsonb_array_elements(${JSON.stringify(daysOf(items, spans))}::jsonb) e
    ) days where day is not null order by basis, day
    on conflict do nothing`.execute(db)
  await insertRows({ table: 'figureItem', columns: ITEM_COLUMNS, orderBy: REF, rows: items.map(row => ({ ...row, portalId })) }).execute(db)
  await insertRows({ table: 'figureSpan', columns: SPAN_COLUMNS, orderBy: [...REF, 'kind', 'seq'], rows: spans.map(row => ({ ...row, portalId })) }).execute(db)
}

/** Every day new facts belong to, as basis and day. */
function daysOf(items: readonly FigureItem[], spans: readonly FigureSpan[]): [basis: number, day: number][] {
  const days = new Set<string>()
  const add = (basis: DirtyBasis, day: number | null): unknown => day !== null && days.add(`${BASIS_CODES[basis]}:${day}`)
  for (const item of items) {
    add('created', item.createdDay)
    add('verdict', item.verdictDay)
    add('due', item.dueDay)
    add('won', item.wonDay)
  }
  for (const span of spans) {
    add('created', span.createdDay)
    add('ended', span.endedDay)
  }
  return [...days].map(key => key.split(':').map(Number) as [number, number])
}
