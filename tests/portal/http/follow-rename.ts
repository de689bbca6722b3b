import type { Server } from 'node:http'
import type { Portal } from '../portal.ts'
import type { Listener } from './listen.ts'
import { listen } from './listen.ts'

/**
 * Keeps the portal's address in step with the knob `renamedOrigin`: what the portal says about itself changes at once,
 * and a new port is listened on. `localhost` with the old port needs no second listener.
 */
export function followRename({ portal, host, createServer }: { portal: Portal, host: string, createServer: () => Server }): { close: () => Promise<void> } {
  const originalOrigin = portal.settings.origin
  const listeners = new Map<string, Promise<Listener | undefined>>()
  const open = async ({ port, protocol }: URL): Promise<Listener | undefined> => {
    try {
      return await listen(createServer(), { host, port: Number(port), isSecure: protocol === 'https:' })
    }
    catch (error) {
      // Somebody else answers at the new address: then that is where the portal's callers end up, as the tester asked.
      console.error(error)
      return undefined
    }
  }
  portal.knobs.watch(() => {
    const renamed = portal.knobs.get('renamedOrigin')
    portal.settings.origin = renamed || originalOrigin
    if (renamed === '')
      return
    const target = new URL(renamed)
    if (target.port !== new URL(originalOrigin).port && !listeners.has(target.port))
      listeners.set(target.port, open(target))
  })
  return {
    async close() {
      await Promise.all([...listeners.values()].map(async listener => (await listener)?.close()))
    },
  }
}
