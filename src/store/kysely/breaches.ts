import type { RawBuilder } from 'kysely'
import type { Breach, BreachFilter, BreachOutcome, BreachRepository, BreachWithOutcomes } from '../breaches.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { atOnce } from './database.ts'
import { insertOnce } from './insert-once.ts'
import { isOneOf } from './items.ts'
import { pageLimit, readCursor, toPage } from './keyset.ts'
import { at } from './row-values.ts'

const COLUMNS = [
  'entityTypeId',
  'itemId',
  'kind',
  'dedupeKey',
  'moveHistoryId',
  'movedAt',
  'detectedAt',
  'route',
  'actorId',
  'evidence',
  'versionNo',
  'mode',
  'missing',
] as const

/** The bypass ledger on any engine. */
export function breachRepository(db: Database): BreachRepository {
  const select = (portalId: number) => db.selectFrom('breach').selectAll().where('portalId', '=', portalId)
  const ofItems: BreachRepository['ofItems'] = async (portalId, refs) => refs.length === 0
    ? []
    : withOutcomes(db, portalId, await select(portalId).where(isOneOf(refs)).orderBy('detectedAt').orderBy('breachId').execute())
  const recordMany: BreachRepository['recordMany'] = async (portalId, breaches) => {
    const rows = breaches.map(breach => ({ ...breach, missing: breach.missing ?? [] }))
    const stored = await insertOnce<Breach, Omit<Breach, 'breachId'>>(db, { portalId, table: 'breach', columns: COLUMNS, rows })
    return stored.map(({ row, added }) => ({ breach: row, added }))
  }
  return {
    async record(portalId, breach) {
      // The cast: one row asked for is one row given.
      return (await recordMany(portalId, [breach]))[0] as { breach: Breach, added: boolean }
    },
    recordMany,
    async addOutcome(portalId, outcome) {
      // The cast: one row inserted is one row returned.
      return (await addOutcomes(db, portalId, [outcome]))[0] as BreachOutcome
    },
    addOutcomes: (portalId, outcomes) => addOutcomes(db, portalId, outcomes),
    async get(portalId, breachId) {
      const [breach] = await withOutcomes(db, portalId, await select(portalId).where('breachId', '=', breachId).execute())
      return breach ?? null
    },
    async list(portalId, filter, request) {
      const limit = pageLimit(request)
      const [detectedAt, breachId] = readCursor(request.cursor, 2)
      const rows = await select(portalId)
        .where(matches(filter))
        .$if(breachId !== undefined, query => query.where(sql<boolean>`(detected_at, breach_id) < (${at(detectedAt ?? 0)}, ${breachId ?? 0})`))
        .orderBy('detectedAt', 'desc')
        .orderBy('breachId', 'desc')
        .limit(limit + 1)
        .offset(request.offset ?? 0)
        .execute()
      const page = toPage(rows, limit, row => [row.detectedAt, row.breachId])
      return { ...page, rows: await withOutcomes(db, portalId, page.rows) }
    },
    async count(portalId, filter) {
      const { count } = await db.selectFrom('breach').select(db.fn.countAll<number>().as('count')).where('portalId', '=', portalId).where(matches(filter)).executeTakeFirstOrThrow()
      return count
    },
    ofItem: (portalId, ref) => ofItems(portalId, [ref]),
    ofItems,
    async countOutcomesSince(portalId, outcomes, sinceAt) {
      const { count } = await db.selectFrom('breachOutcome')
        .select(db.fn.countAll<number>().as('count'))
        .where('portalId', '=', portalId)
        .where('at', '>=', at(sinceAt))
        .where('outcome', 'in', outcomes)
        .executeTakeFirstOrThrow()
      return count
    },
  }
}

/**
 * The breach rows are locked first, so that two steps at once get two numbers. Two statements in one transaction: the second
 * one sees what was committed while the first one waited for the rows.
 */
function addOutcomes(db: Database, portalId: number, outcomes: readonly Omit<BreachOutcome, 'seq'>[]): Promise<BreachOutcome[]> {
  if (outcomes.length === 0)
    return Promise.resolve([])
  return atOnce(db, async (within) => {
    const asked = [...new Set(outcomes.map(one => one.breachId))]
    const held = await within.selectFrom('breach').select('breachId').where('portalId', '=', portalId).where(sql<boolean>`breach_id in (select jsonb_array_elements_text(${JSON.stringify(asked)}::jsonb)::bigint)`).orderBy('breachId').forUpdate().execute()
    const known = new Set(held.map(row => row.breachId))
    const stranger = asked.find(breachId => !known.has(breachId))
    if (stranger !== undefined)
      throw new Error(`There is no breach ${stranger} in portal ${portalId}.`)
    const { rows } = await sql<BreachOutcome>`
      insert into breach_outcome (portal_id, breach_id, seq, outcome, at, actor_id, reason, intention_id)
      select ${portalId}::int, n.breach_id,
        (select coalesce(max(o.seq), 0) + 1 from breach_outcome o where o.portal_id = ${portalId} and o.breach_id = n.breach_id),
        n.outcome, n.at, n.actor_id, n.reason, n.intention_id
      from jsonb_populate_recordset(null::breach_outcome, ${JSON.stringify(outcomes.map(toRow))}::jsonb) n
      order by n.breach_id
      returning *`.execute(within)
    return rows
  })
}

function toRow({ breachId, outcome, at: atMs, actorId, reason, intentionId }: Omit<BreachOutcome, 'seq'>): Record<string, unknown> {
  return { breach_id: breachId, outcome, at: new Date(atMs).toISOString(), actor_id: actorId, reason, intention_id: intentionId }
}

async function withOutcomes(db: Database, portalId: number, breaches: readonly Breach[]): Promise<BreachWithOutcomes[]> {
  if (breaches.length === 0)
    return []
  const outcomes = await db.selectFrom('breachOutcome').selectAll().where('portalId', '=', portalId).where('breachId', 'in', breaches.map(breach => breach.breachId)).orderBy('breachId').orderBy('seq').execute()
  return breaches.map(breach => ({ ...breach, outcomes: outcomes.filter(outcome => outcome.breachId === breach.breachId) }))
}

const lastOutcome = sql`(select o.outcome from breach_outcome o where o.portal_id = breach.portal_id and o.breach_id = breach.breach_id order by o.seq desc limit 1)`

function matches(filter: BreachFilter): RawBuilder<boolean> {
  const parts: RawBuilder<boolean>[] = [sql<boolean>`true`]
  if (filter.fromAt !== undefined)
    parts.push(sql<boolean>`detected_at >= ${at(filter.fromAt)}`)
  if (filter.toAt !== undefined)
    parts.push(sql<boolean>`detected_at < ${at(filter.toAt)}`)
  if (filter.movedFromAt !== undefined)
    parts.push(sql<boolean>`moved_at >= ${at(filter.movedFromAt)}`)
  if (filter.movedToAt !== undefined)
    parts.push(sql<boolean>`moved_at < ${at(filter.movedToAt)}`)
  if (filter.assignedTo !== undefined)
    parts.push(sql<boolean>`exists (select 1 from item i where i.portal_id = breach.portal_id and i.entity_type_id = breach.entity_type_id and i.item_id = breach.item_id and i.assigned_by = ${filter.assignedTo})`)
  if (filter.outcome !== undefined)
    parts.push(filter.outcome === 'open' ? sql<boolean>`${lastOutcome} is null` : sql<boolean>`${lastOutcome} = ${filter.outcome}`)
  if (filter.route !== undefined)
    parts.push(sql<boolean>`route = ${filter.route}`)
  if (filter.actorId !== undefined)
    parts.push(sql<boolean>`actor_id = ${filter.actorId}`)
  if (filter.kind !== undefined)
    parts.push(sql<boolean>`kind = ${filter.kind}`)
  if (filter.item !== undefined)
    parts.push(isOneOf([filter.item]))
  return sql<boolean>`(${sql.join(parts, sql` and `)})`
}
