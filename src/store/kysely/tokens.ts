import type { NewPortalToken, TokenRepository } from '../tokens.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { at } from './row-values.ts'

const PURPOSE = 'service'

/** Tokens on any engine. */
export function tokenRepository(db: Database): TokenRepository {
  const one = (portalId: number) => db.updateTable('portalToken').where('portalId', '=', portalId).where('purpose', '=', PURPOSE)
  return {
    async read(portalId) {
      const token = await db.selectFrom('portalToken')
        .select(['purpose', 'userId', 'accessCipher', 'refreshCipher', 'keyId', 'expiresAt', 'generation', 'state', 'updatedAt'])
        .where('portalId', '=', portalId)
        .where('purpose', '=', PURPOSE)
        .executeTakeFirst()
      return token ?? null
    },
    async save(portalId, token, now) {
      const { generation } = await db.insertInto('portalToken')
        .values({ portalId, purpose: PURPOSE, ...columns(token, now), generation: 1 })
        .onConflict(conflict => conflict.columns(['portalId', 'purpose']).doUpdateSet({ ...columns(token, now), generation: sql<number>`portal_token.generation + 1` }))
        .returning('generation')
        .executeTakeFirstOrThrow()
      return generation
    },
    async replace(portalId, expectedGeneration, token, now) {
      const result = await one(portalId)
        .set({ ...columns(token, now), generation: expectedGeneration + 1 })
        .where('generation', '=', expectedGeneration)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    async markDead(portalId, generation, now) {
      const result = await one(portalId).set({ state: 'dead', updatedAt: at(now) }).where('generation', '=', generation).executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    async keyIds() {
      const rows = await db.selectFrom('portalToken').select('keyId').distinct().where('portalId', '>', 0).where('state', '=', 'ok').orderBy('keyId').execute()
      return rows.map(row => row.keyId)
    },
    async remove(portalId) {
      await db.deleteFrom('portalToken').where('portalId', '=', portalId).execute()
    },
  }
}

function columns(token: NewPortalToken, now: number) {
  return {
    userId: token.userId,
    accessCipher: Buffer.from(token.accessCipher),
    refreshCipher: Buffer.from(token.refreshCipher),
    keyId: token.keyId,
    expiresAt: at(token.expiresAt),
    state: 'ok' as const,
    updatedAt: at(now),
  }
}
