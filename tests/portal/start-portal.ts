import type { RegisteredApp } from './apps/apps.ts'
import type { DemoStory } from './demo/seed-demo.ts'
import type { KnobValues } from './knobs/knob-values.ts'
import type { Portal } from './portal.ts'
import { createHash } from 'node:crypto'
import { appRoutes } from './apps/routes.ts'
import { createPortal } from './create-portal.ts'
import { seedDemo } from './demo/seed-demo.ts'
import { hostRoutes } from './host/routes.ts'
import { followRename } from './http/follow-rename.ts'
import { listen } from './http/listen.ts'
import { createPortalServer } from './http/server.ts'
import { controlRoutes } from './knobs/routes.ts'
import { allScopes } from './methods/system/all-scopes.ts'
import { oauthRoutes } from './oauth/routes.ts'
import { allMethods } from './rest/methods.ts'
import { openRestLog } from './rest/rest-log.ts'
import { restRoutes } from './rest/rest-routes.ts'
import { createRestService } from './rest/rest-service.ts'
import { fileRoutes } from './work/routes.ts'

/** How one stand-in portal starts. */
export interface StartPortalOptions {
  /** @default 0: any free port */
  port?: number
  host?: '127.0.0.1'
  /** A second port for the authorization server alone, 0 = any free one; without it both share one address. */
  oauthPort?: number
  /** Secret of the inbound webhook of user 1. @default demo */
  webhookSecret?: string
  /** Leads of the demo story; 0 = empty CRM with default stages and people. @default 0 */
  demoLeads?: number
  /** @default 1 */
  seed?: number
  /** PEM texts; with them the portal speaks https only. */
  tls?: { cert: string, key: string }
  /** One JSON line per REST call is appended here. */
  restLogFile?: string
  /** Applications known from the start; more come over `POST /_apps`. */
  apps?: Omit<RegisteredApp, 'id'>[]
  knobs?: Partial<KnobValues>
  language?: 'ru' | 'en'
  /** IANA zone. @default Europe/Moscow */
  timeZone?: string
}

/** A listening portal. */
export interface RunningPortal {
  /** Origin without a trailing slash. */
  url: string
  /** Origin of the authorization server. */
  oauthUrl: string
  portal: Portal
  /** What the demo data is about; null for an empty CRM. */
  story: DemoStory | null
  /** Answers calls in flight, then closes. */
  close: () => Promise<void>
}

/** Builds the portal, fills it and listens. @throws Error when the port is taken */
export async function startPortal(options: StartPortalOptions = {}): Promise<RunningPortal> {
  const { seed = 1, host = '127.0.0.1', tls, language = 'ru' } = options
  const portal = createPortal({
    seed,
    knobs: options.knobs ?? {},
    settings: {
      memberId: createHash('md5').update(`portal ${seed}`).digest('hex'),
      origin: 'http://127.0.0.1',
      oauthOrigin: 'http://127.0.0.1',
      language,
      timeZone: options.timeZone ?? 'Europe/Moscow',
      currency: 'RUB',
    },
  })
  const log = openRestLog(options.restLogFile)
  const rest = restRoutes(createRestService({
    portal,
    log,
    methods: allMethods(),
    webhook: { userId: 1, secret: options.webhookSecret ?? 'demo', scopes: new Set(allScopes()) },
  }))
  const routes = [...rest, ...oauthRoutes, ...controlRoutes, ...appRoutes, ...fileRoutes, ...hostRoutes]
  const main = await listen(createPortalServer({ portal, routes, tls }), { host, port: options.port ?? 0, isSecure: tls !== undefined })
  const oauth = options.oauthPort === undefined
    ? main
    : await listen(createPortalServer({ portal, routes: [...oauthRoutes, ...rest], tls }), { host, port: options.oauthPort, isSecure: tls !== undefined })
  portal.settings.origin = main.url
  portal.settings.oauthOrigin = oauth.url
  const rename = followRename({ portal, host, createServer: () => createPortalServer({ portal, routes, tls }) })
  options.apps?.forEach(app => portal.apps.register(app))
  const leads = options.demoLeads ?? 0
  return {
    url: main.url,
    oauthUrl: oauth.url,
    portal,
    story: leads > 0 ? seedDemo(portal, { leads, seed }) : null,
    async close() {
      await portal.events.close()
      portal.work.close()
      await Promise.all([main.close(), oauth.close(), rename.close()])
      log.close()
    },
  }
}
