import type { PersonalData, PersonalDataRepository } from '../personal-data.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { atOnce } from './database.ts'
import { at } from './row-values.ts'

/** Tables that name an employee, and the column that does. */
const NAMED_IN = [
  ['person', 'user_id'],
  ['person_role', 'user_id'],
  ['preference', 'user_id'],
  ['treaty_signature', 'user_id'],
  ['feedback', 'author_id'],
  ['breach', 'actor_id'],
  ['breach_outcome', 'actor_id'],
  ['gate_pass', 'granted_by'],
  ['review_act', 'actor_id'],
  ['review_heard', 'user_id'],
  ['marketing_change', 'author_id'],
  ['calibration_judgement', 'user_id'],
  ['audit', 'actor_id'],
  ['person_erasure', 'user_id'],
] as const

/** What a person typed, and what is left of it. */
const OWN_WORDS = [
  ['feedback', 'comment', 'author_id', 'null'],
  ['review_act', 'words', 'actor_id', 'null'],
  ['marketing_change', 'words', 'author_id', 'null'],
  ['gate_pass', 'reason', 'granted_by', `''`],
  ['breach_outcome', 'reason', 'actor_id', 'null'],
] as const

/** Data of one employee on any engine. */
export function personalDataRepository(db: Database): PersonalDataRepository {
  return {
    async read(portalId, userId) {
      const data: PersonalData = {}
      for (const [table, column] of NAMED_IN) {
        const { rows } = await sql<Record<string, unknown>>`select * from ${sql.id(table)} where portal_id = ${portalId} and ${sql.id(column)} = ${userId}`.execute(db)
        data[table] = rows
      }
      return data
    },
    erase: (portalId, userId, note) => atOnce(db, async (within) => {
      await sql`
        insert into person_erasure (portal_id, user_id, erased_at, erased_by) values (${portalId}, ${userId}, ${at(note.at)}, ${note.by})
        on conflict (portal_id, user_id) do nothing`.execute(within)
      for (const table of ['person_role', 'preference'])
        await sql`delete from ${sql.id(table)} where portal_id = ${portalId} and user_id = ${userId}`.execute(within)
      await sql`
        update person set name = ${nameOfErased(userId)}, position = null, time_zone = null, session_epoch = session_epoch + 1
        where portal_id = ${portalId} and user_id = ${userId}`.execute(within)
      for (const [table, column, author, emptied] of OWN_WORDS)
        await sql`update ${sql.id(table)} set ${sql.id(column)} = ${sql.raw(emptied)} where portal_id = ${portalId} and ${sql.id(author)} = ${userId} and ${sql.id(column)} <> ''`.execute(within)
    }),
  }
}

/** What stands where the name stood. */
export function nameOfErased(userId: number): string {
  return `#${userId}`
}
