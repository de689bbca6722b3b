import type { B24Frame } from '@bitrix24/b24jssdk'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AppRecord } from '../portal/apps/apps.ts'
import type { Portal } from '../portal/portal.ts'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'

declare global {
  interface Window {
    /** The vendor's script of the application's page, once ready. */
    b24: B24Frame
    /** What a test wants to remember inside a frame. */
    answers: Record<string, unknown>
  }
}

/** A tiny application: every page runs the vendor's unmodified browser script and waits for a test to use it. */
export interface FrameApp {
  url: string
  /** Requests with bodies, in order of arrival. */
  posts: { path: string, query: URLSearchParams, form: URLSearchParams }[]
  close: () => Promise<void>
}

/** The page keeps the ready script as `window.b24`; its failure as `window.b24Error`. */
const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>App</title></head>
<body><p id="state">starting</p><script src="/b24.js"></script><script>
B24Js.initializeB24Frame().then(
  b24 => { window.b24 = b24; document.getElementById('state').textContent = 'ready' },
  error => { window.b24Error = String(error); document.getElementById('state').textContent = window.b24Error })
</script></body></html>`

/** Starts the application on a free port of this machine. */
export async function startFrameApp(): Promise<FrameApp> {
  const script = readFileSync(createRequire(import.meta.url).resolve('@bitrix24/b24jssdk').replace(/dist\/.*$/, 'dist/umd/index.min.js'))
  const posts: FrameApp['posts'] = []
  const server = createServer((request, response) => {
    const address = new URL(request.url ?? '/', 'http://app')
    if (address.pathname === '/b24.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
      return
    }
    void readBody(request).then((body) => {
      if (request.method === 'POST')
        posts.push({ path: address.pathname, query: address.searchParams, form: new URLSearchParams(body) })
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posts,
    close: () => new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request)
    parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

/** Installs the application straight into a portal, with a widget in every place the tests look at. */
export function installFrameApp(portal: Portal, url: string): AppRecord {
  const app = portal.apps.register({ code: 'frame.app', clientId: 'local.frame', clientSecret: 'secret', title: 'Пробное приложение', appUrl: `${url}/app`, installUrl: `${url}/install`, scopes: ['crm', 'placement'], version: 1 })
  portal.apps.install(app.id, 1)
  const places = { CRM_LEAD_DETAIL_TAB: '/tab', CRM_LEAD_DETAIL_TOOLBAR: '/toolbar', CRM_LEAD_LIST_MENU: '/row', CRM_ANALYTICS_MENU: '/kpi', LEFT_MENU: '/home', REST_APP_URI: '/link' }
  for (const [placement, path] of Object.entries(places))
    portal.apps.addPlacement({ appId: app.id, placement, userId: 0, handler: url + path, title: `Вкладка ${path}`, description: '', groupName: '', langAll: {}, options: {}, errorHandlerUrl: '' })
  portal.apps.finishInstall(app.id)
  return app
}
