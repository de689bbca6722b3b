import type { Database } from './database.ts'
import { sql } from 'kysely'
import { atOnce } from './database.ts'

/** Children before parents. The directory stays: a portal that comes back gets its old number. */
const ALL = [
  'calibration_judgement',
  'calibration_lead',
  'calibration_set',
  'review_heard',
  'review_standing',
  'review_act',
  'review',
  'review_signal',
  'marketing_change',
  'audit_seed',
  'breach_outcome',
  'breach',
  'treaty_signature',
  'treaty_version',
  'task_lease',
  'backfill_part',
  'backfill_call',
  'dirty_item',
  'item',
  'stage_move',
  'touch',
  'feedback',
  'gate_pass',
  'intention',
  'timeline_record',
  'audit',
  'rest_log',
  'request_budget',
  'preference',
  'figure_state',
  'figure_dirty_item',
  'figure_dirty_day',
  'figure_key',
  'figure_item',
  'figure_span',
  'figure_dim',
  'figure_pair',
  'figure_funnel',
  'figure_duration',
  'native_field',
  'stage',
  'source_name',
  'category_field',
  'goods_due',
  'bound_value',
  'bound_reading',
  'pipeline',
  'portal_token',
  'person_role',
  'person_erasure',
  'person',
  'department',
  'portal',
]

const PEOPLE = ['portal_token', 'person_role', 'person', 'department', 'preference']

/** Deletes every row of a portal. Its own row is locked first: who writes beside it waits, and finds the portal gone. */
export function purgePortal(db: Database, portalId: number): Promise<void> {
  return atOnce(db, async (within) => {
    await sql`select portal_id from portal where portal_id = ${portalId} for update`.execute(within)
    await purge(within, portalId, ALL)
  })
}

/** Deletes what was written late about a portal that is gone. While it is locked the portal cannot come back; when it has, nothing is deleted. */
export function purgeLate(db: Database, portalId: number): Promise<void> {
  return atOnce(db, async (within) => {
    await sql`select portal_id from portal_directory where portal_id = ${portalId} for update`.execute(within)
    const { rows } = await sql`select portal_id from portal where portal_id = ${portalId}`.execute(within)
    if (rows.length === 0)
      await purge(within, portalId, ALL)
  })
}

/** Deletes tokens, employees' names, roles and settings. */
export function purgePeople(db: Database, portalId: number): Promise<void> {
  return purge(db, portalId, PEOPLE)
}

async function purge(db: Database, portalId: number, tables: readonly string[]): Promise<void> {
  await atOnce(db, async (within) => {
    for (const table of tables)
      await sql`delete from ${sql.id(table)} where portal_id = ${portalId}`.execute(within)
  })
}
