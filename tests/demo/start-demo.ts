import type { App } from '../../src/app.ts'
import type { Store } from '../../src/store/store.ts'
import type { RunningPortal } from '../portal/start-portal.ts'
import { randomBytes } from 'node:crypto'
import { createApp } from '../../src/app.ts'
import { emptyBudget } from '../../src/bitrix/budget.ts'
import { readConfig } from '../../src/config.ts'
import { DEAL, LEAD } from '../../src/domain/item-ref.ts'
import { startJobs } from '../../src/jobs/start-jobs.ts'
import { createLogger } from '../../src/logger.ts'
import { openStore } from '../../src/store/open-store.ts'
import { buildWidgets } from '../../widgets/build-widgets.ts'
import { defaultStaff } from '../portal/people/default-staff.ts'
import { startPortal } from '../portal/start-portal.ts'
import { freePort } from '../support/free-port.ts'
import { runWizard } from '../support/run-wizard.ts'
import { layOutCards } from './lay-out-cards.ts'
import { signDemoTreaty } from './sign-demo-treaty.ts'
import { tellReviews } from './tell-reviews.ts'
import { tellVerdicts } from './tell-verdicts.ts'

/** How the demo starts. */
export interface StartDemoOptions {
  /** @default any free port */
  portalPort?: number
  /** @default any free port */
  appPort?: number
  /** Leads of the story. */
  leads: number
  /** False leaves the treaty an unsigned draft: the gate observes. @default true */
  signed?: boolean
  /** False stops before the installation: the administrator does it in the browser. @default true */
  installed?: boolean
  /** @default ru */
  language?: 'ru' | 'en'
  /** Settings of the app that differ from the demo's, by their names in the environment. */
  env?: Record<string, string>
  /** Clock of the app, ms. @default the machine's */
  now?: () => number
}

/** A running demo. */
export interface Demo {
  running: RunningPortal
  app: App
  store: Store
  /** Local number of our application in the portal. */
  appId: number
  portalUrl: string
  appUrl: string
  close: () => Promise<void>
}

const CLIENT = { clientId: 'local.6a1b2c3d4e5f60.12345678', clientSecret: randomBytes(24).toString('hex') }
const SCOPES = ['crm', 'placement', 'user_brief', 'department', 'im', 'task', 'calendar', 'telephony', 'disk']
const STORY_MS = 27 * 7 * 24 * 3_600_000

/** Starts portal and app with their story: installed, signed by both heads, half a year of verdicts given. Everything lives in memory. */
export async function startDemo(options: StartDemoOptions): Promise<Demo> {
  const { leads, signed = true, installed = true, language = 'ru' } = options
  await buildWidgets()
  const [running, store, appPort] = await Promise.all([
    startPortal({ port: options.portalPort ?? 0, demoLeads: leads, language }),
    openStore({ engine: 'pglite', dataDir: 'memory://' }),
    options.appPort ?? freePort(),
  ])
  const appUrl = `http://127.0.0.1:${appPort}`
  const config = readConfig({
    APP_URL: appUrl,
    PORT: String(appPort),
    ALLOW_PRIVATE_HOSTS: '1',
    EMBEDDED: '1',
    DATA_DIR: 'memory://',
    ENCRYPTION_KEY: randomBytes(32).toString('hex'),
    B24_CLIENT_ID: CLIENT.clientId,
    B24_CLIENT_SECRET: CLIENT.clientSecret,
    B24_OAUTH_URLS: running.oauthUrl,
    LOG_LEVEL: 'error',
    ...options.env,
  })
  const app = await createApp({ config, store, logger: createLogger(config.logLevel), ...(options.now && { now: options.now }) })
  await app.server.listen({ port: appPort, host: '127.0.0.1' })
  const jobs = await startJobs({ store, definitions: app.jobs, onError: () => {} })
  const { id: appId } = running.portal.apps.register({ code: CLIENT.clientId, ...CLIENT, title: language === 'ru' ? 'Мирный договор' : 'Peace Treaty', appUrl: `${appUrl}/app`, installUrl: `${appUrl}/install`, scopes: SCOPES, version: 1 })
  const demo: Demo = {
    running,
    app,
    store,
    appId,
    portalUrl: running.url,
    appUrl,
    async close() {
      await app.close()
      await jobs.stop()
      await store.close()
      await running.close()
    },
  }
  if (installed)
    await moveIn(demo, signed)
  return demo
}

async function moveIn(demo: Demo, signed: boolean): Promise<void> {
  const { running: { portal, story }, store, app } = demo
  layOutCards(portal)
  await runWizard({ portal, appId: demo.appId, url: demo.appUrl, chooseAll: ['clientFree'] })
  const installation = await store.portals.findByMemberId(portal.settings.memberId)
  if (!installation)
    throw new Error('The installation left no portal.')
  const { portalId } = installation
  const now = portal.clock.now()
  if (signed) {
    const document = await signDemoTreaty({ store, portalId, headOfSales: defaultStaff.headOfSales, headOfMarketing: defaultStaff.headOfMarketing, signedAt: now - STORY_MS })
    if (story)
      await tellVerdicts({ store, portalId, portal, story, document, now })
    await tellReviews({ store, portalId, portal, document, now })
  }
  portal.apps.finishInstall(demo.appId)
  await portal.events.idle()
  await app.idle()
  // In the story the installation was half a year ago: its requests have long drained from the budget.
  await store.budget.update(portalId, () => ({ state: emptyBudget(now), answer: undefined }))
  const known = [...ids(LEAD, story?.leads ?? 0), ...ids(DEAL, story?.deals ?? 0)]
  await store.dirty.mark(portalId, known.map(ref => ({ ...ref, lane: 'bulk' as const, seenAt: now })))
  app.sync?.wake(portalId)
}

function ids<Kind extends 1 | 2>(entityTypeId: Kind, count: number): { entityTypeId: Kind, itemId: number }[] {
  return Array.from({ length: count }, (_, index) => ({ entityTypeId, itemId: index + 1 }))
}
