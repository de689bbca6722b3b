import type { Store } from '../../../src/store/store.ts'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { openStore } from '../../../src/store/open-store.ts'
import { createTestDatabase } from '../../support/engines.ts'
import { createSamplePortal } from '../../support/sample-portal.ts'

describe('announcements between processes on one Postgres', () => {
  let stores: Store[]
  let database: Awaited<ReturnType<typeof createTestDatabase>>

  beforeAll(async () => {
    database = await createTestDatabase()
    stores = [await openStore({ engine: 'postgres', ...database }), await openStore({ engine: 'postgres', ...database })]
  })
  afterAll(async () => {
    await Promise.all(stores.map(store => store.close()))
    await database.drop()
  })

  it('reach the other process', async () => {
    const heard: unknown[] = []
    const stop = stores[1]?.listen(announcement => heard.push(announcement))
    const { portalId } = await createSamplePortal(stores[0] as Store)
    await stores[0]?.dirty.mark(portalId, [{ entityTypeId: 1, itemId: 1, lane: 'live', seenAt: 0 }])
    await vi.waitFor(() => expect(heard).toEqual([{ topic: 'portal', portalId }, { topic: 'work', portalId }]))
    stop?.()
  })

  it('say that some may be missing after the connection broke, and go on', async () => {
    const heard: unknown[] = []
    let gaps = 0
    const stop = stores[1]?.listen(announcement => heard.push(announcement), () => gaps++)
    await cutEveryListener(database.databaseUrl)
    await vi.waitFor(() => expect(gaps).toBe(1), { timeout: 10_000 })
    const { portalId } = await createSamplePortal(stores[0] as Store)
    await vi.waitFor(() => expect(heard).toEqual([{ topic: 'portal', portalId }]))
    stop?.()
  })
})

async function cutEveryListener(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') })
  await client.connect()
  const { rowCount } = await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and query = 'listen peace_treaty'`, [new URL(databaseUrl).pathname.slice(1)])
  await client.end()
  expect(rowCount).toBe(2)
}
