import type { ItemCalls } from '../../src/contracts/api/calls.schema.ts'
import type { Store } from '../../src/store/store.ts'
import type { Call, NewCall } from '../portal/work/calls.ts'
import type { FileContent } from '../portal/work/files.ts'
import type { AppScene } from './app-scene.ts'
import { itemCallsSchema } from '../../src/contracts/api/calls.schema.ts'
import { openAppScene } from './app-scene.ts'

const REP = 4
const byRep = { kind: 'user', userId: REP, appId: null } as const

/** An installed application, leads with calls, and ears. */
export interface CallsScene extends AppScene {
  /** A lead of the first rep that our copy knows. */
  lead: (details?: Record<string, unknown>) => Promise<number>
  call: (leadId: number, details?: Partial<NewCall>) => Call
  /** Hangs another file on a call. */
  attach: (call: Call, file: { name: string, type?: string, content: FileContent }) => void
  calls: (userId: number, leadId: number) => Promise<ItemCalls>
  /** Fetches an address of our server, as `<audio>` does: without a session. */
  hear: (address: string, headers?: Record<string, string>, method?: 'GET' | 'HEAD') => Promise<Response>
  /** The only call's own address; fails when it is not ready. */
  address: (userId: number, leadId: number) => Promise<string>
}

/** Starts and installs; close with `close()`. */
export async function openCallsScene(store: Store, options: { now?: () => number, env?: Record<string, string> } = {}): Promise<CallsScene> {
  const scene = await openAppScene({ store, ...options })
  await scene.install()
  const { work, crm } = scene.running.portal
  const self: CallsScene = {
    ...scene,
    async lead(details = {}) {
      const { id } = crm.add(1, { title: 'A lead', assignedById: REP, ...details }, byRep)
      await scene.settle()
      return id
    },
    call: (leadId, details = {}) => work.calls.make({ userId: REP, phoneNumber: '79990000001', durationSec: 12, owner: { entityTypeId: 1, entityId: leadId }, ...details }, byRep),
    attach: (call, file) => work.calls.attachRecord(call, work.files.add({ createdBy: REP, ...file }).id),
    async calls(userId, leadId) {
      const { token } = await scene.session(userId)
      const response = await scene.api(token, `/api/items/1/${leadId}/calls`)
      if (!response.ok)
        throw new Error(`${response.status} ${await response.text()}`)
      return itemCallsSchema.parse(await response.json())
    },
    hear: (address, headers = {}, method = 'GET') => fetch(`${scene.url}${address}`, { method, headers }),
    async address(userId, leadId) {
      const { calls: [first] } = await self.calls(userId, leadId)
      if (!first?.recording.address)
        throw new Error(`Nothing to hear: ${JSON.stringify(first)}`)
      return first.recording.address
    },
  }
  return self
}
