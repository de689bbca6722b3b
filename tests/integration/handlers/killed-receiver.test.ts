import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStore } from '../../../src/store/open-store.ts'
import { sampleEvent } from '../../support/sample-event.ts'
import { startChild } from '../../support/start-child.ts'

let dataDir: string

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'peace-treaty-killed-'))
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

it('keeps every event it answered with 200 when its process is killed in the middle of a burst, three times over', async () => {
  const acknowledged = new Set<number>()
  for (let turn = 0; turn < 3; turn++) {
    const child = startChild('event-server-child.ts', [dataDir])
    const port = (await child.line(line => line.startsWith('port '))).slice('port '.length)
    const burst = Array.from({ length: 16 }, (_, sender) => sendUntilItDies({ port, acknowledged, firstId: 1 + turn * 1_000_000 + sender * 10_000 }))
    const before = acknowledged.size
    await until(() => acknowledged.size >= before + 150)
    await child.kill()
    await Promise.all(burst)
  }
  const store = await openStore({ engine: 'pglite', dataDir })
  const portal = await store.portals.findByMemberId('m')
  const portalId = portal?.portalId ?? 0
  const rows = await Promise.all((['live', 'bulk'] as const).map(lane => store.dirty.take(portalId, { lane, limit: 1_000_000, now: Date.now() })))
  const kept = new Set(rows.flat().map(row => row.itemId))
  expect(acknowledged.size).toBeGreaterThanOrEqual(450)
  expect([...acknowledged].filter(itemId => !kept.has(itemId))).toEqual([])
  await store.close()
})

/** One connection's worth of events, each sent after the answer to the one before. */
async function sendUntilItDies({ port, acknowledged, firstId }: { port: string, acknowledged: Set<number>, firstId: number }): Promise<void> {
  for (let itemId = firstId; ; itemId++) {
    const body = sampleEvent({ memberId: 'm', data: { '[FIELDS][ID]': String(itemId) } })
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/events`, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } })
      if (answer.status !== 200)
        return
      acknowledged.add(itemId)
    }
    catch {
      // The process is gone: what this event asked for was never acknowledged.
      return
    }
  }
}

async function until(isReached: () => boolean): Promise<void> {
  while (!isReached())
    await new Promise(resolve => setTimeout(resolve, 5))
}
