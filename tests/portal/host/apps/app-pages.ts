import type { AppRecord } from '../../apps/apps.ts'
import type { Route } from '../../http/route.ts'
import type { Html } from '../html.ts'
import type { Page, View } from '../view.ts'
import { html, isolated } from '../html.ts'
import { notFound } from '../problem.ts'
import { formRoute, pageRoute } from '../view.ts'
import { frameHolder } from './frame-holder.ts'
import { marketPage } from './market-page.ts'
import { widgetTitle } from './widget-title.ts'

/** The market, applications' pages, and what the administrator does with applications. */
export const appPages: Route[] = [
  pageRoute('/marketplace/', marketPage),
  pageRoute(/\/marketplace\/app\/(?<id>\d+)\//, appPage),
  pageRoute(/\/marketplace\/widget\/(?<id>\d+)\//, widgetPage),
  pageRoute(/\/marketplace\/view\/(?<code>[^/]+)\//, linkPage),
  formRoute(/\/_host\/apps\/(?<id>\d+)\/install/, (view) => {
    const app = namedApp(view)
    requireAdmin(view)
    view.portal.apps.install(app.id, view.user.id)
    return `/marketplace/app/${app.id}/`
  }),
  formRoute(/\/_host\/apps\/(?<id>\d+)\/update/, (view) => {
    const app = namedApp(view)
    requireAdmin(view)
    view.portal.apps.updateVersion(app.id, view.user.id)
    return `/marketplace/app/${app.id}/`
  }),
  formRoute(/\/_host\/apps\/(?<id>\d+)\/uninstall/, (view, input) => {
    const app = namedApp(view)
    requireAdmin(view)
    view.portal.apps.uninstall(app.id, { clean: input.clean === 'Y', userId: view.user.id })
    return '/marketplace/'
  }),
]

function namedApp(view: View): AppRecord {
  const app = view.portal.apps.get(Number(view.exchange.captures.id))
  if (!app)
    throw notFound()
  return app
}

function requireAdmin(view: View): void {
  if (!view.user.admin)
    throw notFound()
}

function heading(title: string): Html {
  return html`<div class="page-head"><h1>${isolated(title)}</h1></div>`
}

/** The installer while an administrator installs, else the application's own page. */
function appPage(view: View): Page {
  const app = namedApp(view)
  if (app.state === 'absent')
    throw notFound()
  const isInstalling = app.state === 'installing'
  if (isInstalling && !view.user.admin)
    return notFinished(view, app)
  const title = isInstalling ? view.words('app.installTitle', { title: app.title }) : app.title
  return {
    title,
    menu: '/marketplace/',
    content: html`${heading(title)}${frameHolder({ appId: app.id, install: isInstalling, options: {}, heightPx: 560, title, isPage: true })}`,
  }
}

/** What ordinary people see before `installFinish`. */
function notFinished(view: View, app: AppRecord): Page {
  return {
    title: app.title,
    menu: '/marketplace/',
    status: 403,
    content: html`${heading(app.title)}<div class="white empty"><strong>${view.words('app.notFinished')}</strong>${view.words('app.notFinishedText')}</div>`,
  }
}

/** A widget with a page of its own: left menu, analytics. */
function widgetPage(view: View): Page {
  const row = view.portal.apps.placements().find(one => one.id === Number(view.exchange.captures.id))
  if (!row)
    throw notFound()
  const title = widgetTitle(view, row)
  return {
    title,
    menu: `/marketplace/widget/${row.id}/`,
    content: html`${heading(title)}${frameHolder({ widgetId: row.id, options: {}, heightPx: 560, title, isPage: true })}`,
  }
}

/** `/marketplace/view/<code>/?params[k]=v`: the link that messages carry (placement REST_APP_URI), else the application's page. */
function linkPage(view: View): Page {
  const { apps } = view.portal
  const code = view.exchange.captures.code ?? ''
  const app = apps.byCode(code) ?? apps.byClientId(code)
  if (!app || app.state === 'absent')
    throw notFound()
  if (app.state === 'installing')
    return notFinished(view, app)
  const row = apps.widgets('REST_APP_URI', view.user.id).find(one => one.appId === app.id)
  const options = linkParameters(view.exchange.url.searchParams)
  const title = row ? widgetTitle(view, row) : app.title
  return {
    title,
    menu: '/marketplace/',
    content: html`${heading(title)}${frameHolder({ ...(row ? { widgetId: row.id } : { appId: app.id }), options, heightPx: 560, title, isPage: true })}`,
  }
}

/** `params[key]=value` pairs; all values are texts. */
export function linkParameters(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...query].flatMap(([name, value]) => {
    const key = /^params\[([^\]]+)\]$/.exec(name)?.[1]
    return key === undefined ? [] : [[key, value]]
  }))
}
