import type { BudgetRepository } from '../budget.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { atOnce } from './database.ts'
import { json } from './row-values.ts'

/** The shared budget on any engine: the row is locked while it is changed. */
export function budgetRepository(db: Database): BudgetRepository {
  return {
    async read(portalId) {
      const row = await db.selectFrom('requestBudget').select('state').where('portalId', '=', portalId).executeTakeFirst()
      return row?.state ?? null
    },
    update: (portalId, change) => atOnce(db, async (within) => {
      const { rows: [row] } = await sql<{ state: unknown, at: number }>`
        insert into request_budget (portal_id, state) values (${portalId}, 'null'::jsonb)
        on conflict (portal_id) do update set state = request_budget.state
        returning state, (extract(epoch from clock_timestamp()) * 1000)::float8 as at`.execute(within)
      const { state, answer } = change(row?.state ?? null, Math.floor(row?.at ?? 0))
      await within.updateTable('requestBudget').set({ state: json(state) }).where('portalId', '=', portalId).execute()
      return answer
    }),
  }
}
