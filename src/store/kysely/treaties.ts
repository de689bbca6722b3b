import type { TreatyRepository, TreatyVersion } from '../treaties.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { at, json } from './row-values.ts'

const VERSION = ['versionNo', 'status', 'document', 'hash', 'startsAt', 'signedAt', 'createdBy', 'createdAt', 'revision'] as const
const SIGNATURE = ['versionNo', 'side', 'userId', 'name', 'hash', 'signedAt'] as const

/** Treaty versions on any engine. */
export function treatyRepository(db: Database): TreatyRepository {
  const select = (portalId: number) => db.selectFrom('treatyVersion').select(VERSION).where('portalId', '=', portalId)
  const signed = (portalId: number) => select(portalId).where('status', '=', 'signed')
  const draft = (portalId: number, versionNo: number) => db.updateTable('treatyVersion').where('portalId', '=', portalId).where('versionNo', '=', versionNo).where('status', '=', 'draft')
  return {
    createDraft: (portalId, wish) => createDraft(db, portalId, wish),
    async saveDraft(portalId, { versionNo, expectedRevision, document, hash, startsAt }) {
      const saved = await draft(portalId, versionNo)
        .set({ document: json(document), hash, startsAt: startsAt === null ? null : at(startsAt), revision: expectedRevision + 1 })
        .where('revision', '=', expectedRevision)
        .returning(VERSION)
        .executeTakeFirst()
      return saved ?? null
    },
    async get(portalId, versionNo) {
      return await select(portalId).where('versionNo', '=', versionNo).executeTakeFirst() ?? null
    },
    async latestDraft(portalId) {
      return await select(portalId).where('status', '=', 'draft').orderBy('versionNo', 'desc').limit(1).executeTakeFirst() ?? null
    },
    async inForce(portalId, moment) {
      return await signed(portalId).where('startsAt', '<=', at(moment)).orderBy('startsAt', 'desc').orderBy('versionNo', 'desc').limit(1).executeTakeFirst() ?? null
    },
    async firstInForceAt(portalId) {
      const first = await signed(portalId).where('startsAt', 'is not', null).orderBy('startsAt').limit(1).executeTakeFirst()
      return first?.startsAt ?? null
    },
    list: portalId => select(portalId).orderBy('versionNo', 'desc').execute(),
    async sign(portalId, signature) {
      const row = { ...signature, signedAt: at(signature.signedAt) }
      await db.insertInto('treatySignature')
        .values({ ...row, portalId })
        .onConflict(conflict => conflict.columns(['portalId', 'versionNo', 'side'])
          .doUpdateSet({ userId: row.userId, name: row.name, hash: row.hash, signedAt: row.signedAt })
          .where('treatySignature.hash', '!=', row.hash))
        .execute()
    },
    signatures: (portalId, versionNo) => db.selectFrom('treatySignature').select(SIGNATURE).where('portalId', '=', portalId).where('versionNo', '=', versionNo).orderBy('signedAt').execute(),
    async markSigned(portalId, { versionNo, hash, startsAt, signedAt }) {
      const result = await draft(portalId, versionNo)
        .set({ status: 'signed', startsAt: at(startsAt), signedAt: at(signedAt) })
        .where('hash', '=', hash)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
  }
}

/** Two drafts opened at once collide on the number; the second try takes the next one. */
async function createDraft(db: Database, portalId: number, wish: Parameters<TreatyRepository['createDraft']>[1]): Promise<TreatyVersion> {
  for (;;) {
    const { rows: [version] } = await sql<TreatyVersion>`
      insert into treaty_version (portal_id, version_no, status, document, hash, starts_at, created_by, created_at, revision)
      select ${portalId}::int, coalesce(max(v.version_no), 0) + 1, 'draft', ${json(wish.document)}, ${wish.hash},
        ${wish.startsAt == null ? null : new Date(wish.startsAt).toISOString()}::timestamptz, ${wish.createdBy}::int, ${at(wish.now)}, 1
      from treaty_version v where v.portal_id = ${portalId}
      on conflict (portal_id, version_no) do nothing
      returning version_no, status, document, hash, starts_at, signed_at, created_by, created_at, revision`.execute(db)
    if (version !== undefined)
      return version
  }
}
