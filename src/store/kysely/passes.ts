import type { GatePass, PassRepository } from '../passes.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { insertRows } from './insert-rows.ts'
import { isOneOf } from './items.ts'

const NEW = ['portalId', 'entityTypeId', 'itemId', 'grantedBy', 'reason', 'grantedAt']
const PASS = ['passId', 'entityTypeId', 'itemId', 'grantedBy', 'reason', 'grantedAt'] as const

/** Passes on any engine. */
export function passRepository(db: Database): PassRepository {
  const ofItems: PassRepository['ofItems'] = async (portalId, refs) => refs.length === 0
    ? []
    : db.selectFrom('gatePass').select(PASS).where('portalId', '=', portalId).where(isOneOf(refs)).orderBy('passId', 'desc').execute()
  return {
    async grant(portalId, pass) {
      const { rows: [granted] } = await sql<GatePass>`
        ${insertRows({ table: 'gatePass', columns: NEW, orderBy: ['portalId'], rows: [{ ...pass, portalId }] })} returning *`.execute(db)
      // The cast: one row inserted is one row returned.
      return granted as GatePass
    },
    ofItem: (portalId, ref) => ofItems(portalId, [ref]),
    ofItems,
  }
}
