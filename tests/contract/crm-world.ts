import type { PortalEvent } from '../portal/events/portal-events.ts'
import type { KnobValues } from '../portal/knobs/knob-values.ts'
import type { RunningPortal } from '../portal/start-portal.ts'
import { vi } from 'vitest'
import { startPortal } from '../portal/start-portal.ts'
import { installApp, postJson, sampleApp } from './kernel-caller.ts'

/** A refusal as it came over the wire. */
export interface Refusal {
  status: number
  error: unknown
  error_description: unknown
}

/** A portal with one application, called as any employee over HTTP. */
export interface CrmWorld extends RunningPortal {
  appId: number
  /** Everything raised since `clear`. */
  raised: PortalEvent[]
  /** The whole answer; fails the test when the portal refuses. */
  answer: (method: string, params?: object, userId?: number) => Promise<Record<string, unknown>>
  /** Only `result`. */
  call: <Result = Record<string, unknown>>(method: string, params?: object, userId?: number) => Promise<Result>
  refusal: (method: string, params?: object, userId?: number) => Promise<Refusal>
  /** A new item's id by `crm.item.add` with original names. */
  add: (entityTypeId: number, fields?: object) => Promise<number>
  /** An item by `crm.item.get` with original names. */
  item: (entityTypeId: number, id: number) => Promise<Record<string, unknown>>
  /** Forgets events and violations, turns knobs back. */
  clear: () => void
}

/** Starts it. */
export async function createCrmWorld(knobs: Partial<KnobValues> = {}): Promise<CrmWorld> {
  const running = await startPortal({ knobs: { accessTokenLifetimeSec: 10 ** 9, ...knobs } })
  const { portal } = running
  const { appId } = installApp(running, sampleApp('crm', { scopes: ['crm', 'placement'] }))
  const tokens = new Map<number, string>()
  const raised: PortalEvent[] = []
  const raise = portal.events.raise
  vi.spyOn(portal.events, 'raise').mockImplementation((event) => {
    raised.push(event)
    raise(event)
  })
  const ask = (method: string, params: object, userId: number) => {
    const auth = tokens.get(userId) ?? portal.tokens.issue({ appId, userId }).accessToken
    tokens.set(userId, auth)
    return postJson(`${running.url}/rest/${method}`, { ...params, auth })
  }
  const answer: CrmWorld['answer'] = async (method, params = {}, userId = 1) => {
    const { status, body } = await ask(method, params, userId)
    if (status !== 200)
      throw new Error(`${method}: ${status} ${JSON.stringify(body)}`)
    return body
  }
  const call = async <Result>(method: string, params?: object, userId?: number): Promise<Result> => (await answer(method, params, userId)).result as Result
  return {
    ...running,
    appId,
    raised,
    answer,
    call,
    async refusal(method, params = {}, userId = 1) {
      const { status, body } = await ask(method, params, userId)
      return { status, error: body.error, error_description: body.error_description }
    },
    async add(entityTypeId, fields = {}) {
      const { item } = await call<{ item: { id: number } }>('crm.item.add', { entityTypeId, fields, useOriginalUfNames: 'Y' })
      return item.id
    },
    async item(entityTypeId, id) {
      return (await call<{ item: Record<string, unknown> }>('crm.item.get', { entityTypeId, id, useOriginalUfNames: 'Y' })).item
    },
    clear() {
      raised.length = 0
      portal.violations.clear()
      portal.knobs.reset()
    },
  }
}

/** Names of what was raised, in order. */
export function names(raised: readonly PortalEvent[]): string[] {
  return raised.map(event => event.name)
}
