import type { PortalClients } from '../../../src/bitrix/portal-client.ts'
import type { Store } from '../../../src/store/store.ts'
import type { BackfillDeps } from '../../../src/sync/backfill/backfill-deps.ts'
import type { GateScene } from '../../support/gate-scene.ts'
import { setTimeout as wait } from 'node:timers/promises'
import { createBudgetGate } from '../../../src/bitrix/budget-gate.ts'
import { DEFAULT_BUDGET_RULES, emptyBudget, operatingLeft } from '../../../src/bitrix/budget.ts'
import { createPortalClients } from '../../../src/bitrix/create-portal-clients.ts'
import { createGuardedAgents } from '../../../src/bitrix/guarded-agents.ts'
import { itemsByIdRow } from '../../../src/bitrix/read-items.ts'
import { createPaceReader } from '../../../src/bitrix/read-pace.ts'
import { readStoredBudget, storedBudget } from '../../../src/portals/stored-budget.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { backfillPortal } from '../../../src/sync/backfill/backfill-portal.ts'
import { CLIENT, openGateScene, PEOPLE } from '../../support/gate-scene.ts'
import { startTestPostgres } from '../../support/start-test-postgres.ts'
import { sdkListRows } from './sdk-list.ts'

/** A portal with a past, limited to two requests a second, its burst drained, and the ways to read it. */
export interface PastReading {
  /** Reads everything into an empty mirror. */
  readAll: () => Promise<{ seconds: number, mirrored: number }>
  /** Rows a second of the SDK's own list helper under the same limit. */
  sdkRowsPerSecond: (seconds: number) => Promise<number>
  /** Reads until the background's operating time of the list method is used up, while the gate reads twice a second. */
  readWithOperating: (secPerPage: number) => Promise<{ share: number, gateReads: number, gateRefusals: number }>
  close: () => Promise<void>
}

const METHOD = 'crm.item.list'
const SHARE_SEC = DEFAULT_BUDGET_RULES.operatingLimitSec * DEFAULT_BUDGET_RULES.backgroundOperatingShare
/** The gate goes on reading when the background has used up its share. */
const GATE_AFTER_MS = 5_000
const YEAR_MS = 365 * 86_400_000
const sleep = (ms: number): Promise<void> => wait(ms)

/** Starts a Postgres with fsync and a portal with half as many leads as rows, one stage move each; close with `close()`. */
export async function openPastReading(rows: number): Promise<PastReading> {
  const postgres = await startTestPostgres({ durable: true })
  const store = await openStore({ engine: 'postgres', databaseUrl: postgres.url })
  const scene = await openGateScene(store)
  tellPast(scene, rows / 2)
  const clients = limitedClients(scene)
  const deps: BackfillDeps = {
    store,
    clients,
    readPace: createPaceReader({ store: storedBudget(store.budget), rules: DEFAULT_BUDGET_RULES, now: Date.now }),
    readPeople: async () => 0,
    now: Date.now,
    log: { info: () => {}, warn: facts => console.error(facts) },
  }
  return {
    async readAll() {
      await forget(store, scene.portalId)
      await drain(scene)
      const startedAt = performance.now()
      await readOn(deps, scene.portalId, () => false)
      return { seconds: (performance.now() - startedAt) / 1000, mirrored: await mirroredRows(store, scene.portalId) }
    },
    async sdkRowsPerSecond(seconds) {
      await drain(scene)
      return await sdkListRows(scene, seconds * 1000) / seconds
    },
    async readWithOperating(secPerPage) {
      await forget(store, scene.portalId)
      scene.portal.knobs.apply({ operatingLimitSec: DEFAULT_BUDGET_RULES.operatingLimitSec, operatingChargeSec: secPerPage })
      return readBesideGate(deps, scene)
    },
    async close() {
      clients.close()
      await scene.close()
      await store.close()
      await postgres.stop()
    },
  }
}

/** Leads and their first stage move, from a year ago: the installation has left them alone. */
function tellPast({ portal }: GateScene, leads: number): void {
  const at = Date.now() - YEAR_MS
  const by = PEOPLE.admin
  const [firstId, firstHistoryId] = [portal.crm.nextId(1), portal.crm.nextHistoryId()]
  const items = Array.from({ length: leads }, (_, index) => ({ id: firstId + index, createdTime: at + index, updatedTime: at + index, createdBy: by, updatedBy: by, assignedById: PEOPLE.rep, opened: 'Y', title: 'Окна', stageId: 'NEW', movedTime: at + index, movedBy: by }))
  const history = items.map((item, index) => ({ id: firstHistoryId + index, typeId: 1 as const, ownerId: item.id, createdAt: item.createdTime, stageId: 'NEW', semanticId: 'P' as const, categoryId: 0 }))
  portal.crm.load(1, items, history)
}

function limitedClients({ portal, url, oauthUrl, store }: GateScene): PortalClients {
  const { id: appId } = portal.apps.list().find(app => app.clientId === CLIENT.clientId)!
  const { accessToken, expiresAt } = portal.tokens.issue({ appId, userId: PEOPLE.admin })
  const endpoints = { memberId: portal.settings.memberId, clientEndpoint: `${url}/rest/`, serverEndpoint: `${oauthUrl}/rest/` }
  const access = async () => ({ ...endpoints, userId: PEOPLE.admin, accessToken, expiresAt, generation: 1 })
  return createPortalClients({
    tokens: { read: access, refresh: access, endpoint: async () => endpoints },
    budget: createBudgetGate({ store: storedBudget(store.budget), rules: DEFAULT_BUDGET_RULES, now: Date.now, sleep }),
    log: { write: () => {} },
    agents: createGuardedAgents({ allowPrivateHosts: true }),
    now: Date.now,
    sleep,
  })
}

/** Takes the burst away from both counts: the portal's and ours. */
async function drain({ portal, url, store, portalId }: GateScene): Promise<void> {
  const { id: appId } = portal.apps.list().find(app => app.clientId === CLIENT.clientId)!
  const { accessToken } = portal.tokens.issue({ appId, userId: PEOPLE.admin })
  portal.knobs.apply({ rateLimit: 'standard' })
  for (let status = 200; status === 200;)
    status = (await fetch(`${url}/rest/app.info?auth=${accessToken}`)).status
  const { burst } = DEFAULT_BUDGET_RULES
  await store.budget.update(portalId, (_, at) => ({ state: { ...emptyBudget(at), levels: { people: 0, gate: 0, background: burst } }, answer: undefined }))
}

/** Comes again when the reading asks for it, until it is done or over. */
async function readOn(deps: BackfillDeps, portalId: number, isOver: () => boolean): Promise<void> {
  for (;;) {
    const nextAt = await backfillPortal(deps, { portalId, owner: 'bench', isStopping: isOver })
    if (nextAt === null || isOver() || nextAt > Date.now() + 30_000)
      return
    await sleep(Math.max(0, nextAt - Date.now()))
  }
}

async function readBesideGate(deps: BackfillDeps, { store, portalId }: GateScene): Promise<{ share: number, gateReads: number, gateRefusals: number }> {
  const run = { gateReads: 0, gateRefusals: 0 }
  let gateUntil = Number.POSITIVE_INFINITY
  const reading = readOn(deps, portalId, () => false).then(() => {
    gateUntil = performance.now() + GATE_AFTER_MS
  })
  while (performance.now() < gateUntil) {
    run.gateReads += 1
    await deps.clients.forPortal(portalId).batch([itemsByIdRow('gate', 1, [1, 2, 3])], { lane: 'gate' }).then((answers) => {
      run.gateRefusals += answers.get('gate')?.state === 'done' ? 0 : 1
    }, () => {
      run.gateRefusals += 1
    })
    await sleep(500)
  }
  await reading
  const state = await readStoredBudget(store.budget, portalId)
  const used = SHARE_SEC - (state === null ? SHARE_SEC : operatingLeft(state, METHOD, Date.now(), DEFAULT_BUDGET_RULES))
  return { share: used / SHARE_SEC, gateReads: run.gateReads, gateRefusals: run.gateRefusals }
}

async function mirroredRows(store: Store, portalId: number): Promise<number> {
  const { rows: [row] } = await store.executeSql(`select (select count(*)::int from item where portal_id = ${portalId}) + (select count(*)::int from stage_move where portal_id = ${portalId}) as count`) as { rows: { count: number }[] }
  return row?.count ?? 0
}

async function forget(store: Store, portalId: number): Promise<void> {
  for (const table of ['backfill_part', 'item', 'stage_move'])
    await store.executeSql(`delete from ${table} where portal_id = ${portalId}`)
}
