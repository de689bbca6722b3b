import type { Portal } from '../portal.ts'
import type { AppRecord, Apps, EventHandler } from './apps.ts'
import { sendInstalled, sendUninstalled, sendUpdated } from './app-events.ts'
import { createAppRows } from './app-rows.ts'
import { randomToken } from './random-token.ts'

/** What has to be told once the installer of a new version has finished. */
interface PendingUpdate {
  previousVersion: number
  handlers: EventHandler[]
}

/** No application is known yet. */
export function createApps(portal: () => Portal): Apps {
  const apps = new Map<number, AppRecord>()
  const updates = new Map<number, PendingUpdate>()
  const rows = createAppRows(id => apps.get(id)?.state === 'installed')
  const { dropApp, ...keptRows } = rows

  const known = (id: number): AppRecord => {
    const app = apps.get(id)
    if (!app)
      throw new Error(`No application ${id}`)
    return app
  }
  const requireAdmin = (userId: number): void => {
    const user = portal().people.get(userId)
    if (!user?.active || !user.admin)
      throw new Error(`Employee ${userId} may not install applications`)
  }
  const complete = (app: AppRecord): void => {
    app.state = 'installed'
    const update = updates.get(app.id)
    updates.delete(app.id)
    if (update)
      sendUpdated(portal(), app, update.previousVersion, update.handlers)
    else
      sendInstalled(portal(), app)
  }
  const start = (app: AppRecord, userId: number): AppRecord => {
    app.installedBy = userId
    app.applicationToken ||= randomToken(portal().random, 32)
    app.firstRun = app.installUrl === ''
    app.state = 'installing'
    if (app.installUrl === '')
      complete(app)
    return app
  }

  return {
    ...keptRows,
    register(app) {
      const before = [...apps.values()].find(one => one.code === app.code)
      const id = before?.id ?? app.id ?? Math.max(0, ...apps.keys()) + 1
      const fresh = { state: 'absent', applicationToken: '', installedBy: null, firstRun: false } as const
      const record: AppRecord = { status: 'L', ...(before ?? fresh), ...app, id }
      apps.set(id, record)
      return record
    },
    get: id => apps.get(id),
    byClientId: clientId => [...apps.values()].find(app => app.clientId === clientId),
    byCode: code => [...apps.values()].find(app => app.code === code),
    list: () => [...apps.values()],
    install(appId, userId) {
      const app = known(appId)
      requireAdmin(userId)
      return start(app, userId)
    },
    finishInstall(appId) {
      const app = known(appId)
      if (app.state === 'installing')
        complete(app)
    },
    finishFirstRun: (appId) => { known(appId).firstRun = false },
    uninstall(appId, { clean }) {
      const app = known(appId)
      if (app.state === 'installed')
        sendUninstalled(portal(), app, clean)
      dropApp(appId)
      updates.delete(appId)
      portal().tokens.revokeApp(appId)
      portal().events.offline.dropApp(appId)
      if (clean)
        portal().work.options.dropApp(appId)
      Object.assign(app, { state: 'absent', applicationToken: '', installedBy: null, firstRun: false })
    },
    updateVersion(appId, userId) {
      const app = known(appId)
      requireAdmin(userId)
      updates.set(appId, { previousVersion: app.version, handlers: rows.handlers(appId) })
      rows.removeHandlers(handler => handler.appId === appId)
      if (!portal().knobs.get('placementsSurviveUpdate'))
        rows.removePlacements(row => row.appId === appId)
      app.version += 1
      if (portal().knobs.get('updateChangesApplicationToken'))
        app.applicationToken = ''
      return start(app, userId)
    },
    isOpenTo(appId, userId) {
      const app = apps.get(appId)
      const user = portal().people.get(userId)
      if (app?.state !== 'installed' || !user?.active || user.extranet)
        return false
      return !portal().knobs.get('usersWithoutAppAccess').includes(userId) && (app.allowedUserIds?.includes(userId) ?? true)
    },
    widgets(placement, userId) {
      return rows.placements().filter(row => row.placement === placement
        && (row.userId === 0 || row.userId === userId)
        && this.isOpenTo(row.appId, userId))
    },
  }
}
