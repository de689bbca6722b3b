import process from 'node:process'
import { openStore } from '../../src/store/open-store.ts'

/**
 * A process that opens an embedded store and keeps it: `tsx open-store-child.ts <folder>`. Says `open` or, on one line,
 * why not; then marks items 1, 2, 3 … and says each number once it is committed, until it is killed.
 */
async function main(dataDir: string): Promise<void> {
  const store = await openStore({ engine: 'pglite', dataDir })
  const { portalId } = await store.portals.create({ memberId: 'm', origin: 'https://a', clientEndpoint: 'https://a/rest/', serverEndpoint: 'https://o/rest/', status: 'active' }, 0)
  process.stdout.write('open\n')
  for (let itemId = 1; ; itemId++) {
    await store.dirty.mark(portalId, [{ entityTypeId: 1, itemId, lane: 'live', seenAt: itemId }])
    process.stdout.write(`${itemId}\n`)
  }
}

main(process.argv[2] ?? '').catch((error: Error) => {
  process.stdout.write(`${error.name}: ${error.message}\n`)
  process.exit(1)
})
