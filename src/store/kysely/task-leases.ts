import type { TaskLeaseRepository } from '../task-leases.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'

/** Leases of tasks on any engine: a row per portal and task. */
export function taskLeaseRepository(db: Database): TaskLeaseRepository {
  return {
    async acquire(portalId, task, { owner, forMs }) {
      const { rows: [row] } = await sql<{ epoch: number }>`
        insert into task_lease as t (portal_id, task, owner, epoch, until_at)
        values (${portalId}, ${task}, ${owner}, 1, ${from(forMs)})
        on conflict (portal_id, task) do update set owner = excluded.owner, epoch = t.epoch + 1, until_at = excluded.until_at
        where (t.until_at is null or t.until_at <= clock_timestamp()) and (t.next_at is null or t.next_at <= clock_timestamp())
        returning t.epoch`.execute(db)
      return row ? { epoch: row.epoch } : null
    },
    async renew(portalId, task, { epoch }, forMs) {
      const { rows } = await sql`
        update task_lease set until_at = ${from(forMs)}
        where portal_id = ${portalId} and task = ${task} and epoch = ${epoch} and until_at > clock_timestamp()
        returning portal_id`.execute(db)
      return rows.length > 0
    },
    async release(portalId, task, { epoch }, dueInMs = 0) {
      await sql`
        update task_lease set owner = null, until_at = null, next_at = ${from(dueInMs)}
        where portal_id = ${portalId} and task = ${task} and epoch = ${epoch}`.execute(db)
    },
    async makeDue(portalId, task) {
      await db.updateTable('taskLease').set({ nextAt: null }).where('portalId', '=', portalId).where('task', '=', task).execute()
    },
  }
}

function from(ms: number) {
  return sql`clock_timestamp() + ${ms}::float8 * interval '1 millisecond'`
}
