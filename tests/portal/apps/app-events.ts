import type { Portal } from '../portal.ts'
import type { AppRecord, EventHandler } from './apps.ts'

/** An address that hears of what happens to an application. */
interface Listener {
  handler: string
  handlerId: number
}

/** Addresses bound to one application event, each once; `extra` for those bound before rows were removed. */
export function appListeners(portal: Portal, app: AppRecord, event: string, extra: EventHandler[] = []): Listener[] {
  const bound = [...extra, ...portal.apps.handlers(app.id)].filter(handler => handler.event === event && !handler.offline)
  const byAddress = new Map(bound.map(handler => [handler.handler, { handler: handler.handler, handlerId: handler.id }]))
  if (app.installUrl === '' && app.installEventUrl && event !== 'ONAPPUPDATE')
    byAddress.set(app.installEventUrl, { handler: app.installEventUrl, handlerId: 0 })
  return [...byAddress.values()]
}

/** ONAPPINSTALL with the full tokens of who installed it. */
export function sendInstalled(portal: Portal, app: AppRecord): void {
  const data = { VERSION: app.version, ACTIVE: 'Y', INSTALLED: 'Y', LANGUAGE_ID: portal.settings.language }
  for (const listener of appListeners(portal, app, 'ONAPPINSTALL')) {
    portal.events.send({
      ...listener,
      name: 'ONAPPINSTALL',
      appId: app.id,
      data,
      userId: app.installedBy,
      withRefreshToken: true,
      delayMs: portal.knobs.get('appInstallEventDelayMs'),
    })
  }
}

/** ONAPPUPDATE with the full tokens of who updated it. */
export function sendUpdated(portal: Portal, app: AppRecord, previousVersion: number, before: EventHandler[]): void {
  const data = { VERSION: app.version, PREVIOUS_VERSION: previousVersion, LANGUAGE_ID: portal.settings.language }
  for (const listener of appListeners(portal, app, 'ONAPPUPDATE', before))
    portal.events.send({ ...listener, name: 'ONAPPUPDATE', appId: app.id, data, userId: app.installedBy, withRefreshToken: true })
}

/** ONAPPUNINSTALL: no token works any more, so none is sent; `application_token` is the one the application had. */
export function sendUninstalled(portal: Portal, app: AppRecord, clean: boolean): void {
  const data = { LANGUAGE_ID: portal.settings.language, CLEAN: clean ? 1 : 0 }
  for (const listener of appListeners(portal, app, 'ONAPPUNINSTALL'))
    portal.events.send({ ...listener, name: 'ONAPPUNINSTALL', appId: app.id, data, userId: null, withRefreshToken: false })
}
