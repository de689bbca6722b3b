import type { CalibrationRepository } from '../calibrations.ts'
import type { CalibrationSet } from '../reviews.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { atOnce } from './database.ts'
import { insertRows } from './insert-rows.ts'

const SET = ['month', 'versionNo', 'createdAt', 'closesAt'] as const
const LEAD = ['setId', 'position', 'entityTypeId', 'itemId', 'repId', 'marketerId', 'ropId'] as const
const JUDGEMENT = ['setId', 'position', 'judge', 'userId', 'label', 'answers', 'at'] as const

/** Calibrations on any engine. */
export function calibrationRepository(db: Database): CalibrationRepository {
  const select = (portalId: number) => db.selectFrom('calibrationSet').select(['setId', ...SET]).where('portalId', '=', portalId)
  return {
    create: (portalId, set, leads) => atOnce(db, async (within) => {
      const { rows: [made] } = await sql<CalibrationSet>`
        ${insertRows({ table: 'calibrationSet', columns: ['portalId', ...SET], orderBy: ['portalId'], rows: [{ ...set, portalId }] })}
        on conflict (portal_id, month) do nothing returning *`.execute(within)
      if (made === undefined)
        return null
      if (leads.length > 0)
        await sql`${insertRows({ table: 'calibrationLead', columns: ['portalId', ...LEAD], orderBy: ['portalId', 'setId', 'position'], rows: leads.map(lead => ({ ...lead, setId: made.setId, portalId })) })}`.execute(within)
      return made
    }),
    async get(portalId, setId) {
      return await select(portalId).where('setId', '=', setId).executeTakeFirst() ?? null
    },
    list: (portalId, limit) => select(portalId).orderBy('month', 'desc').limit(limit).execute(),
    async leadsOf(portalId, setIds) {
      return setIds.length === 0 ? [] : db.selectFrom('calibrationLead').select(LEAD).where('portalId', '=', portalId).where('setId', 'in', setIds).orderBy('setId').orderBy('position').execute()
    },
    async judgementsOf(portalId, setIds) {
      return setIds.length === 0 ? [] : db.selectFrom('calibrationJudgement').select(JUDGEMENT).where('portalId', '=', portalId).where('setId', 'in', setIds).orderBy('setId').orderBy('position').orderBy('judge').execute()
    },
    async judge(portalId, judgement) {
      const { rows } = await sql`
        ${insertRows({ table: 'calibrationJudgement', columns: ['portalId', ...JUDGEMENT], orderBy: ['portalId'], rows: [{ ...judgement, portalId }] })}
        on conflict do nothing returning position`.execute(db)
      return rows.length > 0
    },
  }
}
