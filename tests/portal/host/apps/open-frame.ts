import type { AppRecord } from '../../apps/apps.ts'
import type { View } from '../view.ts'
import type { FrameRequest } from './frame-holder.ts'
import { randomUUID } from 'node:crypto'
import { serverEndpoint } from '../../apps/endpoints.ts'
import { RestError } from '../../rest/rest-error.ts'
import { forbidden, notFound } from '../problem.ts'
import { commandsOf } from './frame-commands.ts'
import { widgetTitle } from './widget-title.ts'

/** All the browser needs to fill a frame and to answer its first questions. */
export interface FrameOpening {
  appId: number
  appSid: string
  origin: string
  /** Handler with DOMAIN, PROTOCOL, LANG and APP_SID in its query. */
  action: string
  /** Fields of the form that is posted into the frame. */
  fields: Record<string, string>
  initData: Record<string, unknown>
  /** Answer to `getInterface`. */
  interface: { command: string[], event: string[] }
  title: string
}

interface Target {
  app: AppRecord
  handler: string
  placement: string
  title: string
  isInstall: boolean
}

/** Opens a frame for the person: fresh tokens, a fresh sid. @throws RestError when the person may not see it */
export function openFrame(view: View, request: FrameRequest): FrameOpening {
  const target = findTarget(view, request)
  const { portal, user, exchange } = view
  const { app } = target
  const pair = portal.tokens.issue({ appId: app.id, userId: user.id })
  const origin = exchange.url.origin
  const { host, protocol } = new URL(origin)
  const appSid = randomUUID().replaceAll('-', '')
  const auth = {
    AUTH_ID: pair.accessToken,
    AUTH_EXPIRES: String(Math.max(0, Math.round((pair.expiresAt - portal.clock.now()) / 1000))),
    REFRESH_ID: pair.refreshToken,
  }
  const place = { DOMAIN: host, PROTOCOL: protocol === 'https:' ? '1' : '0', LANG: view.language, APP_SID: appSid }
  const action = new URL(target.handler)
  for (const [name, value] of Object.entries(place))
    action.searchParams.set(name, value)
  const options = withAddress(view, request.options)
  return {
    appId: app.id,
    appSid,
    origin,
    action: action.href,
    fields: {
      ...auth,
      SERVER_ENDPOINT: serverEndpoint(portal),
      APPLICATION_TOKEN: app.applicationToken,
      APPLICATION_SCOPE: app.scopes.join(','),
      member_id: portal.settings.memberId,
      status: app.status ?? 'L',
      PLACEMENT: target.placement,
      ...(Object.keys(options).length > 0 && { PLACEMENT_OPTIONS: JSON.stringify(options) }),
    },
    initData: {
      ...auth,
      DOMAIN: place.DOMAIN,
      PROTOCOL: place.PROTOCOL,
      PATH: '/rest',
      LANG: view.language,
      MEMBER_ID: portal.settings.memberId,
      IS_ADMIN: user.admin,
      APP_OPTIONS: portal.work.options.app(app.id),
      USER_OPTIONS: portal.work.options.user(app.id, user.id),
      PLACEMENT: target.placement,
      PLACEMENT_OPTIONS: portal.knobs.get('placementOptionsAsText') ? JSON.stringify(options) : options,
      INSTALL: target.isInstall,
      FIRST_RUN: target.isInstall ? portal.knobs.get('firstRunOnInstall') : app.firstRun,
    },
    interface: commandsOf(portal, target.placement),
    title: target.title,
  }
}

/** `URI`: the page the frame stands on, when the browser says so. */
function withAddress(view: View, options: Record<string, unknown>): Record<string, unknown> {
  const referer = view.exchange.headers.referer
  if (Object.keys(options).length === 0 || !referer)
    return options
  const address = new URL(referer)
  return { ...options, URI: address.pathname + address.search }
}

function findTarget(view: View, request: FrameRequest): Target {
  const { apps } = view.portal
  if (request.widgetId !== undefined) {
    const row = apps.placements().find(one => one.id === request.widgetId)
    if (!row || !apps.widgets(row.placement, view.user.id).some(one => one.id === row.id))
      throw notFound()
    return { app: openApp(view, row.appId), handler: row.handler, placement: row.placement, title: widgetTitle(view, row), isInstall: false }
  }
  if (request.fieldType !== undefined) {
    const type = apps.userFieldTypes().find(row => row.fullCode === request.fieldType)
    if (!type)
      throw notFound()
    return { app: openApp(view, type.appId), handler: type.handler, placement: 'USERFIELD_TYPE', title: type.title, isInstall: false }
  }
  const app = apps.get(request.appId ?? 0)
  if (!app)
    throw notFound()
  if (request.install)
    return installTarget(view, app)
  openApp(view, app.id)
  return { app, handler: app.appUrl, placement: 'DEFAULT', title: app.title, isInstall: false }
}

function installTarget(view: View, app: AppRecord): Target {
  if (!view.user.admin || app.state === 'absent' || !app.installUrl)
    throw forbidden()
  return { app, handler: app.installUrl, placement: 'DEFAULT', title: view.words('app.installTitle', { title: app.title }), isInstall: true }
}

function openApp(view: View, appId: number): AppRecord {
  const app = view.portal.apps.get(appId)
  if (!app || app.state === 'absent')
    throw notFound()
  if (app.state === 'installing')
    throw new RestError(403, 'NOT_INSTALLED', view.words('app.notFinished'))
  if (!view.portal.apps.isOpenTo(app.id, view.user.id))
    throw new RestError(403, 'ACCESS_DENIED', view.words('error.appClosed'))
  return app
}
