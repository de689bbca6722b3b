import process from 'node:process'
import fastify from 'fastify'
import { registerEvents } from '../../handlers/register-events.ts'
import { hashApplicationToken } from '../../src/store/application-token-hash.ts'
import { openStore } from '../../src/store/open-store.ts'

/** A process with the event receiver on an embedded store: `tsx event-server-child.ts <folder>`; says its port. */
async function main(dataDir: string): Promise<void> {
  const store = await openStore({ engine: 'pglite', dataDir })
  await store.portals.create({ memberId: 'm', origin: 'https://a', clientEndpoint: 'https://a/rest/', serverEndpoint: 'https://o/rest/', status: 'active', applicationTokenHash: hashApplicationToken('application-token') }, 0)
  const app = fastify()
  const nothing = async (): Promise<void> => {}
  await registerEvents(app, {
    store,
    now: Date.now,
    hashIp: () => '',
    ports: { lifecycle: { hint: nothing }, timelineClick: { clicked: nothing }, fieldChange: { changed: nothing }, offlineWake: { wake: nothing } },
  })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  process.stdout.write(`port ${new URL(address).port}\n`)
}

await main(process.argv[2] ?? '')
