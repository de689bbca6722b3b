import type { App } from '../../src/app.ts'
import type { InstallState } from '../../src/contracts/api/install.schema.ts'
import type { SessionAnswer } from '../../src/contracts/api/session.schema.ts'
import type { Store } from '../../src/store/store.ts'
import type { FrameOpening } from '../portal/apps/frame-request.ts'
import type { RunningPortal, StartPortalOptions } from '../portal/start-portal.ts'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { createLogger } from '../../src/logger.ts'
import { frameRequest } from '../portal/apps/frame-request.ts'
import { startPortal } from '../portal/start-portal.ts'

/** The built app on its own port, registered in a stand-in portal on another. */
export interface AppScene {
  running: RunningPortal
  /** The process that runs now. */
  readonly app: App
  store: Store
  /** Origin of the app. */
  url: string
  /** Local number of our application in the portal. */
  appId: number
  /** Folder of the built pages it serves. */
  widgetsDir: string
  /** Lines the app has logged. */
  logged: string[]
  /** Opens a page as the portal does; the answer as the browser gets it. */
  openFrame: (opening: Omit<FrameOpening, 'appId'> & { appId?: number }) => Promise<Response>
  /** Opens a session with a fresh token of that person. @throws Error when it is refused */
  session: (userId: number) => Promise<SessionAnswer>
  trySession: (userId: number, appId?: number) => Promise<Response>
  /** Asks the API as somebody. */
  api: (token: string, path: string, options?: { method?: string, body?: unknown }) => Promise<Response>
  /** Lets the administrator open the installer and run every step, answering as proposed; then finishes. */
  install: (options?: { choices?: Record<string, Record<string, string[]>>, finish?: boolean }) => Promise<InstallState>
  /** Everything that is under way has ended: events delivered, followed and written. */
  settle: () => Promise<void>
  /** Ends our process and leaves the portal running; nobody answers its events. */
  stop: () => Promise<void>
  /** Starts another process over the same store, at the same address. */
  startAgain: () => Promise<void>
  close: () => Promise<void>
}

/** What a scene is made of. */
export interface AppSceneOptions {
  store: Store
  portal?: StartPortalOptions
  env?: Record<string, string>
  /** Starts the worker that follows the portal. @default true */
  isWorking?: boolean
  scopes?: string[]
  /** Clock of the app, ms. @default the machine's */
  now?: () => number
}

const SCOPES = ['crm', 'placement', 'user_brief', 'department', 'im', 'task', 'calendar', 'telephony', 'disk']
const CLIENT = { clientId: 'local.6a1b2c3d4e5f60.12345678', clientSecret: 'the-client-secret-of-the-test' }

/** Pages with just enough of a page for what the server adds to them. */
const PAGE = '<!doctype html>\n<html lang="ru">\n<head>\n<title>page</title>\n</head>\n<body></body>\n</html>\n'

/** Starts portal and app; close with `close()`, the store is yours. */
export async function openAppScene(options: AppSceneOptions): Promise<AppScene> {
  const running = await startPortal(options.portal ?? {})
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const widgetsDir = await widgetPages()
  const logged: string[] = []
  const config = readConfig({
    APP_URL: url,
    ALLOW_PRIVATE_HOSTS: '1',
    EMBEDDED: '1',
    DATA_DIR: widgetsDir,
    ENCRYPTION_KEY: '5a'.repeat(32),
    B24_CLIENT_ID: CLIENT.clientId,
    B24_CLIENT_SECRET: CLIENT.clientSecret,
    B24_OAUTH_URLS: running.oauthUrl,
    B24_REQUEST_BURST: '5000',
    B24_REQUESTS_PER_SECOND: '500',
    METRICS_TOKEN: 'token-of-the-metrics',
    ...options.env,
  })
  const logger = createLogger('debug', { write: line => void logged.push(line) })
  async function startApp(): Promise<App> {
    const started = await createApp({ config, store: options.store, logger, widgetsDir, isWorking: options.isWorking ?? true, ...(options.now && { now: options.now }) })
    await started.server.listen({ port, host: '127.0.0.1' })
    return started
  }
  let app = await startApp()
  let isRunning = true
  const record = running.portal.apps.register({ code: CLIENT.clientId, ...CLIENT, title: 'Мирный договор', appUrl: `${url}/app`, installUrl: `${url}/install`, scopes: options.scopes ?? SCOPES, version: 1 })

  const scene: AppScene = {
    running,
    get app() {
      return app
    },
    store: options.store,
    url,
    appId: record.id,
    widgetsDir,
    logged,
    async openFrame(opening) {
      const request = frameRequest(running.portal, { appId: record.id, ...opening })
      return fetch(request.url, { method: 'POST', body: new URLSearchParams(request.fields) })
    },
    trySession(userId, appId = record.id) {
      const { accessToken } = running.portal.tokens.issue({ appId, userId })
      return postJson(`${url}/api/session`, { memberId: running.portal.settings.memberId, accessToken })
    },
    async session(userId) {
      const response = await scene.trySession(userId)
      if (!response.ok)
        throw new Error(`No session: ${response.status} ${await response.text()}`)
      return await response.json() as SessionAnswer
    },
    api: (token, path, { method = 'GET', body } = {}) => fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
    install: installOptions => runWizard(scene, installOptions),
    async settle() {
      await running.portal.events.idle()
      await app.idle()
      await running.portal.events.idle()
      await app.idle()
    },
    async stop() {
      isRunning = false
      await app.close()
    },
    async startAgain() {
      app = await startApp()
      isRunning = true
    },
    async close() {
      if (isRunning)
        await app.close()
      await running.close()
      await rm(widgetsDir, { recursive: true, force: true })
    },
  }
  return scene
}

async function runWizard(scene: AppScene, { choices = {}, finish = true }: { choices?: Record<string, Record<string, string[]>>, finish?: boolean } = {}): Promise<InstallState> {
  const { apps } = scene.running.portal
  if (apps.get(scene.appId)?.state !== 'installing')
    apps.install(scene.appId, 1)
  const page = await scene.openFrame({ userId: 1, placement: 'DEFAULT' })
  if (!page.ok)
    throw new Error(`The installer does not open: ${page.status} ${await page.text()}`)
  const { token } = await scene.session(1)
  const ask = async (path: string, body?: unknown): Promise<InstallState> => {
    const response = await scene.api(token, path, body === undefined ? {} : { method: 'POST', body })
    if (!response.ok)
      throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return await response.json() as InstallState
  }
  let state = await ask('/api/install')
  for (const { code } of state.steps) {
    state = await ask(`/api/install/steps/${code}`, {})
    const step = state.steps.find(candidate => candidate.code === code)
    if (step?.state === 'needs_choice')
      state = await ask(`/api/install/steps/${code}`, { choices: { ...proposedAnswers(step.choices), ...choices[code] } })
  }
  if (finish && state.readyToFinish) {
    apps.finishInstall(scene.appId)
    await scene.settle()
    state = await ask('/api/install')
  }
  return state
}

function proposedAnswers(choices: InstallState['steps'][number]['choices']): Record<string, string[]> {
  return Object.fromEntries(choices.map(choice => [choice.name, choice.kind === 'confirm' ? ['yes'] : choice.proposed]))
}

function postJson(url: string, body: unknown): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
}

async function widgetPages(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'treaty-pages-'))
  for (const page of ['install', 'home', 'review', 'kpi', 'treaty', 'ledger', 'lead-tab', 'feedback-field', 'health']) {
    await mkdir(join(folder, page))
    await writeFile(join(folder, page, 'index.html'), PAGE)
  }
  return folder
}

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise<void>(resolve => server.close(() => resolve()))
  if (typeof address !== 'object' || address === null)
    throw new Error('No free port.')
  return address.port
}
