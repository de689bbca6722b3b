import type { EventDoorOptions } from '../../../handlers/register-events.ts'
import type { Store } from '../../../src/store/store.ts'
import pino from 'pino'
import { registerEvents } from '../../../handlers/register-events.ts'
import { createServer } from '../../../src/http/create-server.ts'
import { createMetrics } from '../../../src/http/metrics.ts'

/** A receiver that listens. */
export interface EventServer {
  port: number
  close: () => Promise<void>
}

/** The app's own kernel with the event door, and nothing behind it. */
export async function startEventServer(store: Store, commit?: EventDoorOptions['commit']): Promise<EventServer> {
  const app = await createServer({ logger: pino({ level: 'silent' }), metrics: createMetrics(), isHttps: true, translators: [] })
  const nothing = async (): Promise<void> => {}
  await registerEvents(app, {
    store,
    now: Date.now,
    hashIp: () => '',
    ports: { lifecycle: { hint: nothing }, timelineClick: { clicked: nothing }, fieldChange: { changed: nothing }, offlineWake: { wake: nothing } },
    ...(commit === undefined ? {} : { commit }),
  })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  return { port: Number(new URL(address).port), close: () => app.close() }
}
