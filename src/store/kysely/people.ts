import type { PeopleRepository, Person } from '../people.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { atOnce } from './database.ts'
import { insertRows, lastOfEach, overwrite } from './insert-rows.ts'
import { nameOfErased } from './personal-data.ts'

const KEY = ['portalId', 'userId']
const FACTS = ['name', 'position', 'active', 'isAdmin', 'departmentIds', 'timeZone', 'seenAt']
const PERSON = ['userId', 'name', 'position', 'active', 'isAdmin', 'departmentIds', 'timeZone', 'sessionEpoch', 'seenAt'] as const

/** Employees and departments on any engine. */
export function peopleRepository(db: Database): PeopleRepository {
  const select = (portalId: number) => db.selectFrom('person').select(PERSON).where('portalId', '=', portalId)
  return {
    async upsertMany(portalId, people) {
      const rows = (await withoutErased(db, portalId, lastOfEach(people, person => String(person.userId)))).map(person => ({ ...person, portalId, sessionEpoch: 1 }))
      if (rows.length === 0)
        return
      await sql`
        ${insertRows({ table: 'person', columns: [...KEY, ...FACTS, 'sessionEpoch'], orderBy: KEY, rows })}
        ${overwrite(KEY, FACTS)},
        session_epoch = person.session_epoch + case when person.active and not excluded.active then 1 else 0 end`.execute(db)
    },
    async get(portalId, userId) {
      return await select(portalId).where('userId', '=', userId).executeTakeFirst() ?? null
    },
    async getMany(portalId, userIds): Promise<Person[]> {
      return userIds.length === 0 ? [] : select(portalId).where('userId', 'in', userIds).orderBy('userId').execute()
    },
    list: portalId => select(portalId).orderBy('userId').execute(),
    async bumpSessionEpoch(portalId, userId) {
      await db.updateTable('person').set(row => ({ sessionEpoch: row('sessionEpoch', '+', 1) })).where('portalId', '=', portalId).where('userId', '=', userId).execute()
    },
    replaceDepartments: (portalId, departments) => atOnce(db, async (within) => {
      await within.deleteFrom('department').where('portalId', '=', portalId).execute()
      const rows = lastOfEach(departments, department => String(department.departmentId)).map(department => ({ ...department, portalId }))
      const key = ['portalId', 'departmentId']
      const facts = ['name', 'parentId', 'headUserId']
      if (rows.length > 0)
        await sql`${insertRows({ table: 'department', columns: [...key, ...facts], orderBy: key, rows })} ${overwrite(key, facts)}`.execute(within)
    }),
    departments: portalId => db.selectFrom('department').select(['departmentId', 'name', 'parentId', 'headUserId']).where('portalId', '=', portalId).orderBy('departmentId').execute(),
  }
}

/** Whoever was erased on request comes back without name, position and zone. */
async function withoutErased(db: Database, portalId: number, people: Omit<Person, 'sessionEpoch'>[]): Promise<Omit<Person, 'sessionEpoch'>[]> {
  const { rows } = await sql<{ userId: number }>`select user_id from person_erasure where portal_id = ${portalId}`.execute(db)
  const erased = new Set(rows.map(row => row.userId))
  return erased.size === 0 ? people : people.map(person => erased.has(person.userId) ? { ...person, name: nameOfErased(person.userId), position: null, timeZone: null } : person)
}
