import type { RunningPortal } from '../../portal/start-portal.ts'
import { allScopes } from '../../portal/methods/system/all-scopes.ts'
import { startPortal } from '../../portal/start-portal.ts'
import { installApp, postJson, sampleApp } from '../kernel-caller.ts'

/** A fresh portal with one installed application that holds every scope. */
export interface World {
  running: RunningPortal
  /** Calls as the application, on behalf of the administrator. */
  call: (method: string, params: unknown) => Promise<{ status: number, body: Record<string, unknown> }>
  /** The same, for preparations: gives the result. @throws Error when the portal refuses */
  must: (method: string, params: unknown) => Promise<unknown>
  close: () => Promise<void>
}

/** Starts a world; no test leaves traces in another. */
export async function createWorld(): Promise<World> {
  const running = await startPortal()
  const { tokens } = installApp(running, sampleApp('replay', { scopes: allScopes(), appUrl: 'https://www.my-domain.com/app', installUrl: 'https://www.my-domain.com/install' }))
  const call: World['call'] = (method, params) =>
    postJson(`${running.url}/rest/${method}?auth=${tokens.accessToken}`, params)
  return {
    running,
    call,
    async must(method, params) {
      const { status, body } = await call(method, params)
      if (status !== 200 || body.error !== undefined)
        throw new Error(`Preparation failed: ${method} ${JSON.stringify(params)} → ${status} ${JSON.stringify(body)}`)
      return body.result
    },
    close: () => running.close(),
  }
}
