import type { RegisteredApp } from '../portal/apps/apps.ts'
import type { Portal } from '../portal/portal.ts'
import type { StartPortalOptions } from '../portal/start-portal.ts'
import type { Receiver } from './events-receiver.ts'
import type { Answer } from './kernel-caller.ts'
import { allScopes } from '../portal/methods/system/all-scopes.ts'
import { startPortal } from '../portal/start-portal.ts'
import { startReceiver } from './events-receiver.ts'
import { postJson, sampleApp } from './kernel-caller.ts'

/** A portal, an application server and the calls between them. */
export interface Scene {
  url: string
  portal: Portal
  receiver: Receiver
  /** Makes an application known whose pages are on the receiver. */
  register: (code: string, changes?: Partial<RegisteredApp>) => number
  /** Registers and installs with everything finished. */
  installed: (code: string, changes?: Partial<RegisteredApp>) => number
  /** A REST call of an application for a person. */
  call: (appId: number, userId: number, method: string, params?: unknown) => Promise<Answer>
  /** As `call`, gives the result. @throws Error when the portal refuses */
  must: (appId: number, userId: number, method: string, params?: unknown) => Promise<unknown>
  close: () => Promise<void>
}

/** Starts both servers. */
export async function startScene(options: StartPortalOptions = {}): Promise<Scene> {
  const running = await startPortal(options)
  const receiver = await startReceiver()
  const { portal, url } = running
  const register: Scene['register'] = (code, changes = {}) =>
    portal.apps.register(sampleApp(code, { scopes: allScopes(), appUrl: `${receiver.url}/app`, installUrl: `${receiver.url}/install`, ...changes })).id
  const call: Scene['call'] = (appId, userId, method, params = {}) =>
    postJson(`${url}/rest/${method}?auth=${portal.tokens.issue({ appId, userId }).accessToken}`, params)
  return {
    url,
    portal,
    receiver,
    register,
    installed(code, changes) {
      const id = register(code, changes)
      portal.apps.install(id, 1)
      portal.apps.finishInstall(id)
      return id
    },
    call,
    async must(appId, userId, method, params) {
      const { status, body } = await call(appId, userId, method, params)
      if (status !== 200 || body.error !== undefined)
        throw new Error(`${method}: ${status} ${JSON.stringify(body)}`)
      return body.result
    },
    async close() {
      await running.close()
      await receiver.close()
    },
  }
}
