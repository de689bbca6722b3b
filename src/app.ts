import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { FeedbackDeps } from './feedback/feedback-ports.ts'
import type { JobDefinition } from './jobs/jobs.ts'
import type { Store } from './store/store.ts'
import type { Sync } from './sync/start-sync.ts'
import { createHmac } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { registerEvents } from '../handlers/register-events.ts'
import { createCompleteInstallation } from '../install/complete-installation.ts'
import { registerInstallRoutes } from '../install/install-routes.ts'
import { OWN_PAGES } from '../install/own-pages.ts'
import { createWizard } from '../install/wizard.ts'
import { registerCalls, registerRecordings } from './api/calls-routes.ts'
import { registerFeedback } from './api/feedback-routes.ts'
import { registerFigures } from './api/figures-routes.ts'
import { registerGate } from './api/gate-routes.ts'
import { registerPortalHealth } from './api/health-routes.ts'
import { registerHome } from './api/home-routes.ts'
import { registerPersonalData } from './api/personal-data-routes.ts'
import { registerReviewLists } from './api/review-list-routes.ts'
import { registerReviews } from './api/review-routes.ts'
import { registerTreaty } from './api/treaty-routes.ts'
import { registerTreatySchema } from './api/treaty-schema.ts'
import { wireCalls } from './app-calls.ts'
import { wireEvents } from './app-events.ts'
import { wireFigures } from './app-figures.ts'
import { portalJobs } from './app-jobs.ts'
import { wirePortals } from './app-portals.ts'
import { reviewJobs } from './app-review.ts'
import { createEnsureKnown } from './app-sync.ts'
import { createTreatyFollowUps } from './app-treaty.ts'
import { createJoinedReads } from './bitrix/joined-reads.ts'
import { createBoundFieldReader } from './feedback/bound-fields.ts'
import { readDecisions, readManyDecisions } from './feedback/read-decisions.ts'
import { createServer } from './http/create-server.ts'
import { registerHealth } from './http/health-routes.ts'
import { createMetrics } from './http/metrics.ts'
import { registerPages } from './http/page-routes.ts'
import { openPublicScope } from './http/public-scope.ts'
import { guardSessions } from './http/session-guard.ts'
import { registerSession } from './http/session-route.ts'
import { addVitalGauges } from './http/vital-gauges.ts'
import { retentionJob } from './jobs/retention-job.ts'
import { createCallCounter } from './mirror/count-calls.ts'
import { DEAD_AFTER_ATTEMPTS } from './portals/dead-letters.ts'
import { createRoleBook } from './portals/people-roles.ts'
import { portalErrorAnswer } from './portals/portal-error-answer.ts'
import { storedFrameOrigins } from './portals/stored-frame-origins.ts'
import { createReviewFeedback } from './review/review-feedback.ts'
import { createAdoption } from './sync/adopt-slice.ts'
import { readBackfill } from './sync/backfill/read-backfill.ts'
import { startBackfill } from './sync/backfill/start-backfill.ts'
import { startSync } from './sync/start-sync.ts'
import { createTreatyLookup } from './treaty/treaty-lookup.ts'

/** What the application is built from. It opens no port and reads no environment. */
export interface AppOptions {
  config: Config
  store: Store
  logger: Logger
  /** ms since the epoch. @default the machine's clock */
  now?: () => number
  /** Folder of the built pages. @default dist/widgets */
  widgetsDir?: string
  /** Starts the worker that follows the portals. @default true */
  isWorking?: boolean
}

/** The built application. */
export interface App {
  server: FastifyInstance
  /** Null when it was built without the worker. */
  sync: Sync | null
  /** Work of the schedules; whoever runs the process gives it to the queue. */
  jobs: JobDefinition[]
  /** Resolves when everything set in motion so far has ended (tests, demo). */
  idle: () => Promise<void>
  /** Answers requests in flight, ends the worker, writes what is buffered. The store stays open. */
  close: () => Promise<void>
}

/** Requests a minute: one address is an office, one person opens cards, one portal is all its people. */
const LIMITS = { perAddress: 3_000, perUser: 300, perPortal: 12_000 }

const WIDGETS_DIR = fileURLToPath(new URL('../dist/widgets/', import.meta.url))

/** Builds the application: the only place that sees every door and wires every port. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, store, logger, now = Date.now, widgetsDir = WIDGETS_DIR } = options
  const metrics = createMetrics()
  addVitalGauges(metrics, () => store.vitals.read(DEAD_AFTER_ATTEMPTS), now)
  const receptions = metrics.labelled('treaty_events_total', 'Messages of portals by what became of them', 'outcome')
  const parts = wirePortals({ config, store, logger, metrics, now, sleep: delay })
  const treaties = createTreatyLookup({ treaties: store.treaties })
  const complete = createCompleteInstallation({ store, clients: parts.clients, logger, now })
  const reads = createJoinedReads({ clients: parts.clients })
  const calls = wireCalls({ config, store, parts, reads, now })
  const deps = {
    store,
    treaties,
    now,
    readBoundFields: createBoundFieldReader({ reads, now }),
    readDecisions: (scope, portalId, item) => readDecisions(scope, portalId, item, now()),
    reviewFeedback: createReviewFeedback(now),
  } satisfies FeedbackDeps
  const ensureKnown = createEnsureKnown({ store, clients: parts.clients, now })
  const countCalls = createCallCounter({ store, reads, now })
  const sync = options.isWorking === false
    ? null
    : startSync({ store, clients: parts.clients, readVersions: treaties.watching, adoptFeedback: createAdoption({ ...deps, countCalls, lookAtFields: parts.watchFields }), now, log: logger })
  const backfill = options.isWorking === false
    ? null
    : startBackfill({ store, clients: parts.clients, readPace: parts.readPace, readPeople: async portalId => (await parts.syncPeople(portalId, 'background')).active, pastRead: portalId => sync?.tend(portalId), now, log: logger })
  const wake = (portalId: number): void => sync?.wake(portalId)
  const followUps = createTreatyFollowUps({ store, clients: parts.clients, now, logger })
  const figures = wireFigures({ store, treaties, now, logger, isWorking: sync !== null, readDecisions: (scope, portalId, refs) => readManyDecisions(scope, portalId, refs, now()) })
  const events = wireEvents({ parts, deps, complete, ensureKnown, wake, wakeOffline: async portalId => sync?.wakeOffline(portalId), logger })
  const readPast = (portalId: number) => readBackfill(store, portalId, now())
  const wizard = createWizard({ store, clients: parts.clients, complete, logger, now, appUrl: config.appUrl, readPeople: portalId => parts.syncPeople(portalId, 'people'), readStages: portalId => parts.syncStages(portalId, { lane: 'people' }) })

  const server = await createServer({ logger, metrics, isHttps: config.appUrl.startsWith('https:'), translators: [portalErrorAnswer] })
  registerHealth(server, { metrics, metricsToken: config.metricsToken, isReady: store.ping, details: async () => ({ engine: store.engine, isWorking: sync !== null }) })
  const addressKey = parts.vault.derive('addresses in the audit')
  await registerEvents(server, { store, ports: events.ports, now, onReception: receptions.inc, hashIp: ip => createHmac('sha256', addressKey).update(ip).digest('hex').slice(0, 24) })
  await openPublicScope(server, { widgetsDir, perAddress: LIMITS.perAddress }, async (scope) => {
    registerPages(scope, [
      { path: '/install', page: 'install', before: post => parts.installation.receive(post).then(() => undefined) },
      ...OWN_PAGES,
    ], { widgetsDir, origins: storedFrameOrigins(store.portals), onOpening: parts.openingWatch.notice })
    registerSession(scope, parts.sessionDoor)
    registerRecordings(scope, calls.recordings)
    registerTreatySchema(scope)
    await scope.register(async (guarded) => {
      guardSessions(guarded, parts.sessionTokens, LIMITS)
      registerInstallRoutes(guarded, { wizard, roleBook: createRoleBook({ store, now }), readPast, now })
      // One line per resource of src/api: verdicts, ledger, gate, home, status of the portal.
      registerFeedback(guarded, { ...deps, ensureKnown, countCalls, wake })
      registerCalls(guarded, { ...calls.listing, ensureKnown })
      registerGate(guarded, { store, now, readVersions: treaties.watching, wake })
      registerReviews(guarded, { store, treaties, now, wake })
      registerReviewLists(guarded, { store, treaties, now })
      registerTreaty(guarded, { store, clients: parts.clients, now, signed: followUps.fields.soon, saved: followUps.boundValues.soon })
      registerFigures(guarded, figures.deps)
      registerPortalHealth(guarded, { store, clients: parts.clients, now, readVersions: treaties.watching, rules: parts.rules, readPast, wake })
      registerPersonalData(guarded, { store, now })
      registerHome(guarded, { ...deps, readVersions: treaties.watching })
    })
  })

  return {
    server,
    sync,
    jobs: [retentionJob(store, now), ...figures.jobs, ...reviewJobs({ deps: { ...deps, store, readTalks: calls.readTalks }, wake, logger }), ...portalJobs({ store, parts, complete, following: followUps.fields, logger })],
    async idle() {
      // A past that has been read is followed by work of the sync.
      await backfill?.idle()
      await Promise.all([parts.openingWatch.idle(), events.idle(), followUps.fields.idle(), followUps.boundValues.idle(), sync?.idle()])
      await figures.following?.idle()
      await parts.restLog.flush()
    },
    async close() {
      await server.close()
      await Promise.all([sync?.stop(), backfill?.stop(), figures.following?.stop(), parts.openingWatch.idle(), events.idle(), followUps.fields.idle(), followUps.boundValues.idle()])
      calls.close()
      await parts.close()
    },
  }
}
