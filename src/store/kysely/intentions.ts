import type { Intention, IntentionEnd, IntentionRepository, NewIntention } from '../intentions.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { insertOnce } from './insert-once.ts'
import { isDue } from './is-due.ts'
import { isOneOf } from './items.ts'
import { at } from './row-values.ts'

const COLUMNS = ['kind', 'entityTypeId', 'itemId', 'dedupeKey', 'payload', 'state', 'attempts', 'notBeforeAt', 'createdAt', 'updatedAt'] as const

/** Intentions on any engine. */
export function intentionRepository(db: Database): IntentionRepository {
  const putMany: IntentionRepository['putMany'] = async (portalId, intentions, now) => {
    const rows = intentions.map(intention => toNew(intention, now))
    const stored = await insertOnce<Intention, ReturnType<typeof toNew>>(db, { portalId, table: 'intention', columns: COLUMNS, rows })
    return stored.map(({ row, added }) => ({ intention: row, added }))
  }
  const ofItems: IntentionRepository['ofItems'] = async (portalId, refs) => refs.length === 0
    ? []
    : db.selectFrom('intention').selectAll().where('portalId', '=', portalId).where(isOneOf(refs)).orderBy('intentionId').execute()
  return {
    async put(portalId, intention, now) {
      const [stored] = await putMany(portalId, [intention], now)
      // The cast: one row asked for is one row given.
      return stored as NonNullable<typeof stored>
    },
    putMany,
    takePending: (portalId, epoch, limit, now) => takePending(db, { portalId, epoch, limit, now }),
    finish: (portalId, epoch, ends, now) => finish(db, { portalId, epoch, ends, now }),
    async supersede(portalId, ref, { kinds, keyPrefix, now }) {
      const result = await db.updateTable('intention')
        .set({ state: 'superseded', updatedAt: at(now) })
        .where('portalId', '=', portalId)
        .where('state', '=', 'pending')
        .where(isOneOf([ref]))
        .$if(kinds !== undefined, query => query.where('kind', 'in', kinds ?? []))
        .$if(keyPrefix !== undefined, query => query.where(sql<boolean>`starts_with(dedupe_key, ${keyPrefix ?? ''})`))
        .executeTakeFirst()
      return Number(result.numUpdatedRows)
    },
    async countUndone(portalId) {
      const { count } = await db.selectFrom('intention').select(db.fn.countAll<number>().as('count')).where('portalId', '=', portalId).where('state', 'in', ['pending', 'running']).executeTakeFirstOrThrow()
      return count
    },
    ofItem: (portalId, ref) => ofItems(portalId, [ref]),
    ofItems,
    nextDueAt: portalId => nextDueAt(db, portalId),
    listDead: (portalId, wish) => listDead(db, portalId, wish),
    async revive(portalId, intentionIds, now) {
      if (intentionIds.length === 0)
        return []
      const rows = await db.updateTable('intention').set({ state: 'pending', attempts: 0, epoch: null, notBeforeAt: null, updatedAt: at(now) }).where('portalId', '=', portalId).where('intentionId', 'in', intentionIds).where('state', 'in', ['pending', 'failed', 'refused']).returning('intentionId').execute()
      return rows.map(row => row.intentionId)
    },
    async deleteFinishedBefore(portalId, before) {
      const result = await db.deleteFrom('intention').where('portalId', '=', portalId).where('state', 'not in', ['pending', 'running']).where('updatedAt', '<', at(before)).executeTakeFirst()
      return Number(result.numDeletedRows)
    },
  }
}

function toNew(intention: NewIntention, now: number) {
  return { ...intention, state: 'pending', attempts: 0, notBeforeAt: intention.notBeforeAt ?? null, createdAt: now, updatedAt: now } as const
}

/** The portal row is locked with the epoch check, so a successor cannot take the lease in between. */
async function takePending(db: Database, wish: { portalId: number, epoch: number, limit: number, now: number }): Promise<Intention[]> {
  const { portalId, epoch, limit, now } = wish
  const { rows } = await sql<Intention>`
    with holder as (
      select portal_id from portal
      where portal_id = ${portalId} and lease_epoch = ${epoch} and lease_until_at > clock_timestamp() for share
    ), next as (
      select i.portal_id, i.intention_id from intention i join holder h on h.portal_id = i.portal_id
      where i.portal_id = ${portalId} and i.state in ('pending', 'running')
        and (i.state = 'pending' or i.epoch < ${epoch})
        and ${isDue('i.not_before_at', now)}
      order by i.intention_id limit ${limit} for update of i
    ), taken as (
      update intention i set state = 'running', epoch = ${epoch}, attempts = i.attempts + 1, updated_at = ${at(now)}
      from next where i.portal_id = ${portalId} and i.portal_id = next.portal_id and i.intention_id = next.intention_id
      returning i.*
    )
    select * from taken order by intention_id`.execute(db)
  return rows
}

async function finish(db: Database, wish: { portalId: number, epoch: number, ends: readonly IntentionEnd[], now: number }): Promise<number[]> {
  if (wish.ends.length === 0)
    return []
  const document = JSON.stringify(wish.ends.map(end => ({
    id: end.intentionId,
    state: end.state,
    result: end.result ?? null,
    error: end.error ?? null,
    notBefore: end.notBeforeAt ?? null,
  })))
  const { rows } = await sql<{ intentionId: number }>`
    update intention i
    set state = e->>'state', result = e->'result', error = e->>'error', updated_at = ${at(wish.now)},
      not_before_at = to_timestamp((e->>'notBefore')::float8 / 1000)
    from jsonb_array_elements(${document}::jsonb) e
    where i.portal_id = ${wish.portalId} and i.intention_id = (e->>'id')::bigint and i.state = 'running' and i.epoch = ${wish.epoch}
    returning i.intention_id`.execute(db)
  return rows.map(row => row.intentionId)
}

async function nextDueAt(db: Database, portalId: number): Promise<number | null> {
  const row = await db.selectFrom('intention')
    .select(['notBeforeAt', 'createdAt'])
    .where('portalId', '=', portalId)
    .where('state', '=', 'pending')
    .orderBy('notBeforeAt', order => order.asc().nullsFirst())
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : row.notBeforeAt ?? row.createdAt
}

function listDead(db: Database, portalId: number, { minAttempts, limit }: { minAttempts: number, limit: number }): Promise<Intention[]> {
  return db.selectFrom('intention').selectAll().where('portalId', '=', portalId).where(where => where.or([
    where('state', '=', 'refused'),
    where.and([where('state', '=', 'failed'), sql<boolean>`kind not like 'correct.%'`]),
    where.and([where('state', 'in', ['pending', 'running']), where('attempts', '>=', minAttempts)]),
  ])).orderBy('updatedAt', 'desc').orderBy('intentionId', 'desc').limit(limit).execute()
}
