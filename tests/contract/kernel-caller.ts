import type { RegisteredApp } from '../portal/apps/apps.ts'
import type { TokenPair } from '../portal/oauth/tokens.ts'
import type { RunningPortal } from '../portal/start-portal.ts'

/** An answer as it came over the wire. */
export interface Answer {
  status: number
  body: Record<string, unknown>
}

/** Posts JSON and reads JSON. */
export async function postJson(url: string, body: unknown): Promise<Answer> {
  return read(await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }))
}

/** Posts a form text as it is. */
export async function postForm(url: string, form: string): Promise<Answer> {
  return read(await fetch(url, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form }))
}

/** Reads JSON with GET. */
export async function getJson(url: string): Promise<Answer> {
  return read(await fetch(url, { redirect: 'manual' }))
}

async function read(response: Response): Promise<Answer> {
  return { status: response.status, body: await response.json() as Record<string, unknown> }
}

/** An application with everything filled in; two with different codes may live in one portal. */
export function sampleApp(code: string, changes: Partial<RegisteredApp> = {}): Omit<RegisteredApp, 'id'> {
  return {
    code,
    clientId: `local.${code}`,
    clientSecret: `secret of ${code}`,
    title: code,
    appUrl: 'http://127.0.0.1:9/app',
    installUrl: 'http://127.0.0.1:9/install',
    scopes: ['crm', 'placement', 'user_brief'],
    version: 1,
    ...changes,
  }
}

/** Registers and installs an application, with tokens of the administrator. */
export function installApp({ portal }: RunningPortal, app: Omit<RegisteredApp, 'id'>): { appId: number, tokens: TokenPair } {
  const { id } = portal.apps.register(app)
  portal.apps.install(id, 1)
  portal.apps.finishInstall(id)
  return { appId: id, tokens: portal.tokens.issue({ appId: id, userId: 1 }) }
}
