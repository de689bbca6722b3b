import type { NewPortal, Portal, PortalPatch, PortalRepository } from '../portals.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { announcePortal } from './announce.ts'
import { atOnce } from './database.ts'
import { insertRows } from './insert-rows.ts'
import { purgeLate, purgePeople, purgePortal } from './purge.ts'
import { at, json, toColumns } from './row-values.ts'

const COLUMNS = [
  'portalId',
  'memberId',
  'origin',
  'clientEndpoint',
  'serverEndpoint',
  'applicationTokenHash',
  'status',
  'installerUserId',
  'appLocalId',
  'language',
  'timeZone',
  'weekStart',
  'currency',
  'crmMode',
  'scopes',
  'license',
  'appVersion',
  'installState',
  'capabilities',
  'sessionEpoch',
  'installedAt',
  'lockedAt',
  'deleteAt',
  'clean',
  'gatePausedAt',
  'gatePausedBy',
  'brakeTrippedAt',
  'brakeReason',
  'watermarks',
  'createdAt',
  'updatedAt',
] as const satisfies readonly (keyof Portal)[]

/** Portals on any engine. */
export function portalRepository(db: Database): PortalRepository {
  const select = () => db.selectFrom('portal').select(COLUMNS)
  const set = (portalId: number, patch: object) => db.updateTable('portal').set(patch).where('portalId', '=', portalId)
  return {
    create: (portal, now) => create(db, portal, now),
    async get(portalId) {
      return await select().where('portalId', '=', portalId).executeTakeFirst() ?? null
    },
    async findByMemberId(memberId) {
      const query = select().where('portalId', '=', where => where.selectFrom('portalDirectory').select('portalId').where('memberId', '=', memberId))
      return await query.executeTakeFirst() ?? null
    },
    async update(portalId, patch, now) {
      const row = await set(portalId, toColumns<PortalPatch & { updatedAt: number }>({ ...patch, updatedAt: now })).returning(COLUMNS).executeTakeFirst()
      await announcePortal(db, portalId)
      return row ?? null
    },
    async setInstallStep(portalId, code, state, now) {
      await set(portalId, { installState: sql`install_state || ${json({ [code]: state })}`, updatedAt: at(now) }).execute()
    },
    async setCapabilities(portalId, capabilities, now) {
      await set(portalId, { capabilities: sql`capabilities || ${json(capabilities)}`, updatedAt: at(now) }).execute()
      await announcePortal(db, portalId)
    },
    async setWatermark(portalId, name, value) {
      await set(portalId, { watermarks: sql`watermarks || ${json({ [name]: value })}` }).execute()
    },
    async bumpSessionEpoch(portalId) {
      const { sessionEpoch } = await set(portalId, { sessionEpoch: sql`session_epoch + 1` }).returning('sessionEpoch').executeTakeFirstOrThrow()
      await announcePortal(db, portalId)
      return sessionEpoch
    },
    listActive: ({ afterPortalId, limit }) => select().where('portalId', '>', afterPortalId).where('status', '=', 'active').orderBy('portalId').limit(limit).execute(),
    listDueForDeletion: now => select().where('portalId', '>', 0).where('status', '=', 'locked').where('deleteAt', '<=', at(now)).orderBy('portalId').execute(),
    async purge(portalId) {
      await purgePortal(db, portalId)
      await announcePortal(db, portalId)
    },
    purgePeople: portalId => purgePeople(db, portalId),
    async listGone({ afterPortalId, limit }) {
      const { rows } = await sql<{ portalId: number }>`
        select d.portal_id from portal_directory d left join portal p on p.portal_id = d.portal_id
        where d.portal_id > ${afterPortalId} and p.portal_id is null order by d.portal_id limit ${limit}`.execute(db)
      return rows.map(row => row.portalId)
    },
    purgeLate: portalId => purgeLate(db, portalId),
  }
}

/** The directory gives the number; a second installation at the same moment, or the end of the portal's former data, waits for both statements. */
async function create(db: Database, portal: NewPortal, now: number): Promise<Portal> {
  return atOnce(db, within => createIn(within, portal, now))
}

async function createIn(db: Database, portal: NewPortal, now: number): Promise<Portal> {
  const { rows: [entry] } = await sql<{ portalId: number }>`
    insert into portal_directory (member_id) values (${portal.memberId})
    on conflict (member_id) do update set member_id = excluded.member_id
    returning portal_id`.execute(db)
  const portalId = entry?.portalId ?? 0
  const row = { ...withDefaults(portal), portalId, createdAt: now, updatedAt: now }
  await sql`${insertRows({ table: 'portal', columns: COLUMNS, orderBy: ['portalId'], rows: [row] })} on conflict (portal_id) do nothing`.execute(db)
  await announcePortal(db, portalId)
  return db.selectFrom('portal').select(COLUMNS).where('portalId', '=', portalId).executeTakeFirstOrThrow()
}

function withDefaults(portal: NewPortal): object {
  return {
    status: 'installing',
    language: 'ru',
    timeZone: 'Europe/Moscow',
    weekStart: 0,
    currency: 'RUB',
    crmMode: 'classic',
    scopes: [],
    appVersion: 1,
    installState: {},
    capabilities: {},
    sessionEpoch: 1,
    clean: false,
    watermarks: {},
    ...portal,
  }
}
