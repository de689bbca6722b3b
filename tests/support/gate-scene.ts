import type { BudgetRules } from '../../src/bitrix/budget.ts'
import type { BatchRow, PortalClients } from '../../src/bitrix/portal-client.ts'
import type { TreatyDocument } from '../../src/domain/treaty.ts'
import type { VerdictLabel } from '../../src/domain/verdict.ts'
import type { Portal as StoredPortal } from '../../src/store/portals.ts'
import type { Store } from '../../src/store/store.ts'
import type { SyncDeps } from '../../src/sync/sync-deps.ts'
import type { TreatyLookup } from '../../src/treaty/treaty-lookup.ts'
import type { Actor } from '../portal/crm/actor.ts'
import type { RunningPortal, StartPortalOptions } from '../portal/start-portal.ts'
import Fastify from 'fastify'
import { registerEvents } from '../../handlers/register-events.ts'
import { ensureNativeFields } from '../../install/native-fields.ts'
import { ensureWaitingStage } from '../../install/waiting-stage.ts'
import { ensureBadges } from '../../src/bitrix/badges.ts'
import { createBudgetGate } from '../../src/bitrix/budget-gate.ts'
import { DEFAULT_BUDGET_RULES } from '../../src/bitrix/budget.ts'
import { createPortalClients } from '../../src/bitrix/create-portal-clients.ts'
import { createGuardedAgents } from '../../src/bitrix/guarded-agents.ts'
import { listStages } from '../../src/bitrix/stages.ts'
import { RECORD_BADGES } from '../../src/notices/record-payload.ts'
import { hashApplicationToken } from '../../src/store/application-token-hash.ts'
import { createAdoption } from '../../src/sync/adopt-slice.ts'
import { createBatchSizer } from '../../src/sync/batch-sizer.ts'
import { visitPortal } from '../../src/sync/portal-runner.ts'
import { defaultCalendar, draftFromTemplate } from '../../src/treaty/draft-from-template.ts'
import { hashDocument } from '../../src/treaty/hash-document.ts'
import { templateByCode } from '../../src/treaty/templates/treaty-templates.ts'
import { createTreatyLookup } from '../../src/treaty/treaty-lookup.ts'
import { startPortal } from '../portal/start-portal.ts'

/** Employees of the stand-in portal the tests speak of. */
export const PEOPLE = { admin: 1, rop: 3, rep: 4, otherRep: 5 } as const

/** A rep who works on the portal's own pages. */
export const REP: Actor = { kind: 'user', userId: PEOPLE.rep, appId: null }

/** A robot, workflow or agent. */
export const ROBOT: Actor = { kind: 'system' }

/** Keys of the application in the stand-in portal. */
export const CLIENT = { clientId: 'app.treaty', clientSecret: 'secret' } as const

const HOUR = 3_600_000

/** How a scene starts. */
export interface SceneOptions extends StartPortalOptions {
  /** Changes the treaty before it is signed. */
  treaty?: (document: TreatyDocument) => TreatyDocument
  /** False leaves it an unsigned draft. @default true */
  signed?: boolean
  /** How long the treaty has been in force. @default one hour */
  inForceForMs?: number
  /** Stages nobody confirmed, by id (`1:NEW`, `2:PT_WAITING`); all others are. */
  unconfirmed?: readonly string[]
  /** Where the portal sends its events. @default a door of the scene's own */
  handler?: string
}

/** A stand-in portal with the application installed, a store, and the sync on call. */
export interface GateScene extends RunningPortal {
  store: Store
  portalId: number
  clients: PortalClients
  treaties: TreatyLookup
  deps: SyncDeps
  /** HTTP requests the application has sent since the last `forgetRequests`. */
  requests: () => number
  /** Rows of batches and single calls, in order. */
  calls: () => readonly { method: string, params: Record<string, unknown> }[]
  forgetRequests: () => void
  /** From now on portal and application keep to the plan every portal has: fifty requests at once, two a second. */
  limitRequests: () => void
  /** Moves the house's clock; the portal's own clock goes on by itself. */
  advance: (ms: number) => void
  now: () => number
  addLead: (fields?: Record<string, unknown>, actor?: Actor) => number
  /** A rep converts a lead on the page; returns the id of its deal. */
  convert: (leadId: number, actor?: Actor) => number
  move: (entityTypeId: 1 | 2, itemId: number, stageId: string, actor?: Actor) => void
  stageOf: (entityTypeId: 1 | 2, itemId: number) => string
  verdict: (leadId: number, label: VerdictLabel, complete?: boolean) => Promise<void>
  /** Waits for the portal's events, then works until nothing is due. */
  settle: () => Promise<void>
  /** Works until nothing is due, without waiting for events. */
  work: () => Promise<void>
  /** Marks items as changed, as an event would. */
  mark: (refs: { entityTypeId: 1 | 2, itemId: number }[], lane?: 'live' | 'bulk') => Promise<void>
  breaches: () => Promise<{ kind: string, item: string, route: string, mode: string, outcomes: string[] }[]>
  portalRow: () => Promise<StoredPortal>
}

/** Starts everything; close with `close()`. */
export async function openGateScene(store: Store, options: SceneOptions = {}): Promise<GateScene> {
  const running = await startPortal(options)
  const { portal } = running
  let ahead = 0
  const now = (): number => Date.now() + ahead
  const app = portal.apps.register({ code: 'peace.treaty', ...CLIENT, title: 'Treaty', appUrl: 'http://127.0.0.1:9/app', installUrl: 'http://127.0.0.1:9/install', scopes: ['crm', 'im', 'placement', 'user_brief', 'department'], version: 1 })
  const { applicationToken } = portal.apps.install(app.id, PEOPLE.admin)
  portal.apps.finishInstall(app.id)
  const log: { method: string, params: Record<string, unknown> }[] = []
  let requests = 0
  const rules = { ...DEFAULT_BUDGET_RULES, burst: 100_000, drainPerSec: 100_000 }
  const clients = countingClients(openClients(running, app.id, { now, rules }), (rows) => {
    requests += 1
    log.push(...rows)
  })
  const { portalId } = await store.portals.create({
    memberId: portal.settings.memberId,
    origin: running.url,
    clientEndpoint: `${running.url}/rest/`,
    serverEndpoint: `${running.oauthUrl}/rest/`,
    applicationTokenHash: hashApplicationToken(applicationToken),
    status: 'active',
    installerUserId: PEOPLE.admin,
    language: 'ru',
    timeZone: 'Europe/Moscow',
    currency: 'RUB',
    installedAt: now(),
  }, now())
  const treaties = createTreatyLookup({ treaties: store.treaties })
  await prepare(store, portalId, clients, options, now)
  const deps: SyncDeps = {
    store,
    clients,
    readVersions: id => treaties.watching(id),
    adoptFeedback: createAdoption({ store, treaties, now }),
    now,
    log: { info: () => {}, warn: (facts) => {
      if (facts.fault)
        throw new Error(`sync fault: ${String(facts.fault)}`)
    } },
  }
  const door = Fastify()
  const ports = { lifecycle: { hint: async () => {} }, timelineClick: { clicked: async () => {} }, fieldChange: { changed: async () => {} }, offlineWake: { wake: async () => {} } }
  await registerEvents(door, { store, ports, now, hashIp: () => 'hash' })
  await door.listen({ host: '127.0.0.1', port: 0 })
  const address = door.server.address()
  const handler = options.handler ?? `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/events`
  for (const event of ['ONCRMLEADADD', 'ONCRMLEADUPDATE', 'ONCRMLEADDELETE', 'ONCRMDEALADD', 'ONCRMDEALUPDATE', 'ONCRMDEALDELETE', 'ONCRMDEALMOVETOCATEGORY'])
    portal.apps.addHandler({ appId: app.id, event, handler, authType: 0, offline: false, authConnector: '', minTimeoutSec: 1, createdBy: PEOPLE.admin })
  const sizer = createBatchSizer()

  async function work(): Promise<void> {
    for (let visit = 0; visit < 200; visit++) {
      const { nextAt } = await visitPortal(deps, { portalId, owner: 'scene', sizer, isStopping: () => false })
      if (nextAt === null || nextAt - now() > 30_000)
        return
      await new Promise(resolve => setTimeout(resolve, Math.min(Math.max(nextAt - now(), 0), 1_000)))
    }
    throw new Error('The sync never came to rest')
  }

  return {
    ...running,
    store,
    portalId,
    clients,
    treaties,
    deps,
    requests: () => requests,
    calls: () => log,
    forgetRequests() {
      requests = 0
      log.length = 0
    },
    limitRequests() {
      portal.knobs.apply({ rateLimit: 'standard' })
      Object.assign(rules, DEFAULT_BUDGET_RULES)
    },
    advance(ms) {
      ahead += ms
    },
    now,
    addLead: (fields = {}, actor = REP) => Number(portal.crm.add(1, { title: 'Окна', assignedById: PEOPLE.rep, ...fields }, actor, 'card').id),
    convert: (leadId, actor = REP) => Number(portal.crm.convertLead(leadId, { contact: true, company: false, deal: true, pipelineId: 0 }, actor).deal!.id),
    move: (entityTypeId, itemId, stageId, actor = REP) => void portal.crm.update(entityTypeId, itemId, { stageId }, actor, actor.kind === 'system' ? 'robot' : 'kanban'),
    stageOf: (entityTypeId, itemId) => String(portal.crm.stageOf(entityTypeId, portal.crm.get(entityTypeId, itemId)!)?.statusId),
    async verdict(leadId, label, complete = true) {
      await store.feedback.append(portalId, { entityTypeId: 1, itemId: leadId, kind: 'verdict', label, answers: {}, prefilled: [], warmth: 'hot', reason: null, comment: null, complete, unproven: false, authorId: PEOPLE.rep, route: 'api', evidence: { proven: true, givenAs: 'rep' }, versionNo: 1, givenAt: now(), dedupeKey: `test:${leadId}:${label}:${now()}`, durationMs: null })
      await store.dirty.mark(portalId, [{ entityTypeId: 1, itemId: leadId, lane: 'live', seenAt: now(), evidence: { events: ['FEEDBACK'] } }])
    },
    async settle() {
      for (let round = 0; round < 5; round++) {
        await portal.events.idle()
        await work()
      }
    },
    work,
    mark: (refs, lane = 'live') => store.dirty.mark(portalId, refs.map(ref => ({ ...ref, lane, seenAt: now(), evidence: { events: ['ONCRMLEADUPDATE'], claimedUserIds: [PEOPLE.rep], hadUserToken: true } }))),
    async breaches() {
      const { rows } = await store.breaches.list(portalId, {}, { limit: 500 })
      return rows.map(row => ({ kind: row.kind, item: `${row.entityTypeId}:${row.itemId}`, route: row.route, mode: row.mode, outcomes: row.outcomes.map(one => one.outcome) })).reverse()
    },
    portalRow: async () => (await store.portals.get(portalId))!,
    async close() {
      await door.close()
      clients.close()
      await running.close()
    },
  }
}

function openClients(running: RunningPortal, appId: number, { now, rules }: { now: () => number, rules: BudgetRules }): PortalClients {
  const { portal } = running
  const states = new Map<number, unknown>()
  let pair = portal.tokens.issue({ appId, userId: PEOPLE.admin })
  let generation = 1
  const endpoints = () => ({ memberId: portal.settings.memberId, clientEndpoint: `${running.url}/rest/`, serverEndpoint: `${running.oauthUrl}/rest/` })
  const access = () => ({ ...endpoints(), userId: PEOPLE.admin, accessToken: pair.accessToken, expiresAt: pair.expiresAt, generation })
  const sleep = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))
  return createPortalClients({
    tokens: {
      read: async () => access(),
      refresh: async () => {
        pair = portal.tokens.issue({ appId, userId: PEOPLE.admin })
        generation += 1
        return access()
      },
      endpoint: async () => endpoints(),
    },
    budget: createBudgetGate({
      store: {
        update: async (portalId, change) => {
          const { state, answer } = change((states.get(portalId) ?? null) as never, now())
          states.set(portalId, state)
          return answer
        },
      },
      rules,
      now,
      sleep,
    }),
    log: { write: () => {} },
    agents: createGuardedAgents({ allowPrivateHosts: true }),
    now,
    sleep,
  })
}

function countingClients(clients: PortalClients, note: (rows: { method: string, params: Record<string, unknown> }[]) => void): PortalClients {
  return {
    ...clients,
    forPortal(portalId) {
      const client = clients.forPortal(portalId)
      return {
        call(method, params, options) {
          note([{ method, params }])
          return client.call(method, params, options)
        },
        page(method, params, options) {
          note([{ method, params }])
          return client.page(method, params, options)
        },
        batch(rows: readonly BatchRow[], options) {
          note(rows.map(({ method, params }) => ({ method, params })))
          return client.batch(rows, options)
        },
      }
    },
  }
}

async function prepare(store: Store, portalId: number, clients: PortalClients, options: SceneOptions, now: () => number): Promise<void> {
  const client = clients.forPortal(portalId)
  const lane = { lane: 'people' } as const
  const waiting = await ensureWaitingStage(client, 0, 'ru')
  await ensureBadges(client, RECORD_BADGES.map(badge => ({ ...badge })), lane)
  const [leads, deals] = await Promise.all([listStages(client, 'STATUS', lane), listStages(client, 'DEAL_STAGE', lane)])
  const stages = [
    ...leads.map(row => ({ entityTypeId: 1 as const, pipelineId: 0, stageId: row.stageId, name: row.name, semantic: row.semantic, sort: row.sort })),
    ...deals.map(row => ({ entityTypeId: 2 as const, pipelineId: 0, stageId: row.stageId, name: row.name, semantic: row.semantic, sort: row.sort })),
  ]
  await store.stages.replaceAll(portalId, { pipelines: [{ entityTypeId: 1, pipelineId: 0, name: 'Лиды', isDefault: true }, { entityTypeId: 2, pipelineId: 0, name: 'Сделки', isDefault: true }], stages })
  await store.stages.setClientFree(portalId, stages.filter(one => !options.unconfirmed?.includes(`${one.entityTypeId}:${one.stageId}`)))
  await store.stages.setWaiting(portalId, { entityTypeId: 2, pipelineId: 0, stageId: waiting.stageId })
  const template = draftFromTemplate({
    template: templateByCode('neutral'),
    stages: (await store.stages.list(portalId)).map(one => ({ ...one })),
    crmMode: 'classic',
    calendar: defaultCalendar('Europe/Moscow'),
    signatories: { marketing: 2, sales: PEOPLE.rop },
  })
  const document = options.treaty?.(template) ?? template
  const { fields } = await ensureNativeFields({ client, entityTypeId: 1, document, language: 'ru', now })
  await store.fields.upsertMany(portalId, fields)
  await store.people.upsertMany(portalId, Object.values(PEOPLE).map(userId => ({ userId, name: `Person ${userId}`, position: null, active: true, isAdmin: userId === PEOPLE.admin, departmentIds: [], timeZone: null, seenAt: now() })))
  await store.roles.replace(portalId, { userId: PEOPLE.rop, roles: ['rop'], grantedBy: null, now: now() })
  await store.roles.replace(portalId, { userId: PEOPLE.rep, roles: ['rep'], grantedBy: null, now: now() })
  const draft = await store.treaties.createDraft(portalId, { document, hash: hashDocument(document), startsAt: null, createdBy: null, now: now() - HOUR })
  if (options.signed !== false) {
    const startsAt = now() - (options.inForceForMs ?? HOUR)
    await store.treaties.markSigned(portalId, { versionNo: draft.versionNo, hash: draft.hash, startsAt, signedAt: startsAt })
  }
}
