import type { Kysely } from 'kysely'
import type { Tables } from '../tables.ts'

/** The query builder over our tables, or over an open transaction on them. */
export type Database = Kysely<Tables>

/** Runs several statements in one transaction; joins the one that is open already. */
export function atOnce<Result>(db: Database, work: (within: Database) => Promise<Result>): Promise<Result> {
  return db.isTransaction ? work(db) : db.transaction().execute(work)
}
