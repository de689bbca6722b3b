import type { RawBuilder } from 'kysely'
import type { WordRepository } from '../words.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { atOnce } from './database.ts'
import { at } from './row-values.ts'

/** A column somebody typed into, what it becomes, when its row was written, and how its row names its item. */
interface WordColumn {
  table: string
  column: string
  /** What is left of it, as SQL. */
  emptied: string
  writtenAt: string
  /** Which rows hold a person's words, as SQL; absent = all. */
  where?: string
  /** Condition that ties the row `w` to a gone item `i`; null = it is about no single item. */
  ofItem: string | null
}

const SAME_ITEM = 'w.entity_type_id = i.entity_type_id and w.item_id = i.item_id'

const WORDS: readonly WordColumn[] = [
  { table: 'feedback', column: 'comment', emptied: 'null', writtenAt: 'given_at', ofItem: SAME_ITEM },
  {
    table: 'review_act',
    column: 'words',
    emptied: 'null',
    writtenAt: 'recorded_at',
    ofItem: 'exists (select 1 from review r where r.portal_id = w.portal_id and r.review_id = w.review_id and r.entity_type_id = i.entity_type_id and r.item_id = i.item_id)',
  },
  { table: 'marketing_change', column: 'words', emptied: 'null', writtenAt: 'recorded_at', ofItem: null },
  { table: 'gate_pass', column: 'reason', emptied: `''`, writtenAt: 'granted_at', ofItem: SAME_ITEM },
  {
    table: 'breach_outcome',
    column: 'reason',
    emptied: 'null',
    writtenAt: 'at',
    where: `w.outcome = 'granted'`,
    ofItem: 'exists (select 1 from breach b where b.portal_id = w.portal_id and b.breach_id = w.breach_id and b.entity_type_id = i.entity_type_id and b.item_id = i.item_id)',
  },
]

/** Words on any engine. */
export function wordRepository(db: Database): WordRepository {
  return {
    forgetBefore: (portalId, before) => forget(db, portalId, word => sql`w.${sql.ref(word.writtenAt)} < ${at(before)}`),
    forgetOfGone: (portalId, goneBefore) => forget(db, portalId, word => word.ofItem === null
      ? sql`false`
      : sql`exists (select 1 from item i where i.portal_id = ${portalId} and i.deleted_at < ${at(goneBefore)} and ${sql.raw(word.ofItem)})`),
  }
}

async function forget(db: Database, portalId: number, which: (word: WordColumn) => RawBuilder<unknown>): Promise<number> {
  return atOnce(db, async (within) => {
    let rows = 0
    for (const word of WORDS) {
      const column = sql.ref(word.column)
      const { numAffectedRows } = await sql`
        update ${sql.table(word.table)} w set ${column} = ${sql.raw(word.emptied)}
        where w.portal_id = ${portalId} and w.${column} <> '' and ${sql.raw(word.where ?? 'true')} and ${which(word)}`.execute(within)
      rows += Number(numAffectedRows ?? 0)
    }
    return rows
  })
}
