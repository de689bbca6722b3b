import type { Migration } from 'kysely'
import { sql } from 'kysely'
import { portalsMigration } from './0001-portals.ts'
import { itemsMigration } from './0002-items.ts'
import { logsMigration } from './0003-logs.ts'
import { figuresMigration } from './0004-figures.ts'
import { reviewsMigration } from './0005-reviews.ts'
import { backfillMigration } from './0006-backfill.ts'
import { operationsMigration } from './0007-operations.ts'
import { figureRevisionMigration } from './0008-figure-revision.ts'
import { sourceNamesMigration } from './0009-source-names.ts'
import { categoryFieldMigration } from './0010-category-field.ts'
import { touchesMigration } from './0011-touches.ts'
import { weekStartMigration } from './0012-week-start.ts'
import { boundValuesMigration } from './0013-bound-values.ts'
import { goodsDueMigration } from './0014-goods-due.ts'
import { talksMigration } from './0015-talks.ts'

function fromStatements(statements: readonly string[]): Migration {
  return {
    async up(db) {
      for (const statement of statements)
        await sql.raw(statement).execute(db)
    },
  }
}

/** All migrations by name, in order; there is no way back. A new one is added at the end and never changed afterwards. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-portals': fromStatements(portalsMigration),
  '0002-items': fromStatements(itemsMigration),
  '0003-logs': fromStatements(logsMigration),
  '0004-figures': fromStatements(figuresMigration),
  '0005-reviews': fromStatements(reviewsMigration),
  '0006-backfill': fromStatements(backfillMigration),
  '0007-operations': fromStatements(operationsMigration),
  '0008-figure-revision': fromStatements(figureRevisionMigration),
  '0009-source-names': fromStatements(sourceNamesMigration),
  '0010-category-field': fromStatements(categoryFieldMigration),
  '0011-touches': fromStatements(touchesMigration),
  '0012-week-start': fromStatements(weekStartMigration),
  '0013-bound-values': fromStatements(boundValuesMigration),
  '0014-goods-due': fromStatements(goodsDueMigration),
  '0015-talks': fromStatements(talksMigration),
}
