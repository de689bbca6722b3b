import type { RoleRepository } from '../roles.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { atOnce } from './database.ts'
import { insertRows } from './insert-rows.ts'

const COLUMNS = ['portalId', 'userId', 'role', 'grantedBy', 'grantedAt']

/** Roles on any engine. */
export function roleRepository(db: Database): RoleRepository {
  const ofUser: RoleRepository['ofUser'] = async (portalId, userId) => {
    const rows = await db.selectFrom('personRole').select('role').where('portalId', '=', portalId).where('userId', '=', userId).orderBy('role').execute()
    return rows.map(row => row.role)
  }
  return {
    ofUser,
    list: portalId => db.selectFrom('personRole').select(['userId', 'role', 'grantedBy', 'grantedAt']).where('portalId', '=', portalId).orderBy('userId').orderBy('role').execute(),
    replace: (portalId, change) => atOnce(db, within => replace(within, portalId, change)),
  }
}

async function replace(db: Database, portalId: number, { userId, roles, grantedBy, now }: Parameters<RoleRepository['replace']>[1]): Promise<boolean> {
  const before = await roleRepository(db).ofUser(portalId, userId)
  const wanted = [...new Set(roles)].sort()
  const added = wanted.filter(role => !before.includes(role))
  const removed = before.filter(role => !wanted.includes(role))
  if (added.length === 0 && removed.length === 0)
    return false
  if (removed.length > 0)
    await db.deleteFrom('personRole').where('portalId', '=', portalId).where('userId', '=', userId).where('role', 'in', removed).execute()
  const rows = added.map(role => ({ portalId, userId, role, grantedBy, grantedAt: now }))
  if (rows.length > 0)
    await sql`${insertRows({ table: 'personRole', columns: COLUMNS, orderBy: COLUMNS.slice(0, 3), rows })} on conflict do nothing`.execute(db)
  await db.updateTable('person').set(row => ({ sessionEpoch: row('sessionEpoch', '+', 1) })).where('portalId', '=', portalId).where('userId', '=', userId).execute()
  return true
}
