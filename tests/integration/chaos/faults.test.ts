import type { ChaosWorld } from '../../chaos/chaos-world.ts'
import type { FaultName } from '../../chaos/faults/faults.ts'
import type { TestPostgres } from '../../support/start-test-postgres.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openChaosWorld } from '../../chaos/chaos-world.ts'
import { floodOnePortal } from '../../chaos/faults/flood-fault.ts'
import { rollBackDuringIntake } from '../../chaos/faults/rollback-fault.ts'
import { openFloodWorld } from '../../chaos/flood-world.ts'
import { runChaos } from '../../chaos/run-chaos.ts'
import { createTestDatabase, describeOnBothEngines } from '../../support/engines.ts'
import { startTestPostgres } from '../../support/start-test-postgres.ts'

const CHANGES = 8
/** Killed, frozen and replaced servers have a test of their own. */
const SENTENCES: [FaultName, string][] = [
  ['events_dropped', 'an hour in which no event arrives'],
  ['events_mangled', 'lost, doubled and reordered events'],
  ['portal_refuses', 'a portal that answers 503, 429 and 502'],
  ['portal_breaks_off', 'half answers, broken connections and silence'],
  ['tokens_rotated', 'tokens that every process renews all the time'],
  ['token_expired_in_batch', 'a token that runs out between two rows of a batch'],
  ['token_revoked', 'tokens that are revoked, until an administrator opens a page'],
  ['portal_renamed', 'a portal that moves to another address'],
  ['clock_jumps', 'clocks that go an hour ahead and back'],
  ['disk_full', 'a disk that takes no more'],
  ['disk_slow', 'a disk that takes a tenth of a second for each commit'],
  ['database_restarted', 'a database that ends without warning and comes back'],
]

describe('two servers and a portal', () => {
  let postgres: TestPostgres
  let world: ChaosWorld

  beforeAll(async () => {
    postgres = await startTestPostgres({ durable: true })
    world = await openChaosWorld({ databaseUrl: postgres.url, restartDatabase: postgres.restart, servers: 2, seed: 5_001 })
  })
  afterAll(async () => {
    await world.close()
    await postgres.stop()
  })

  it.each(SENTENCES)('%s: lose nothing and double nothing through %s', async (fault) => {
    const wrong: string[] = []
    const reports = await runChaos(world, { faults: [fault], seed: 11, changes: CHANGES, blows: 1, patienceMs: 90_000, complain: lines => wrong.push(...lines) })
    expect(wrong).toEqual([])
    expect(reports).toMatchObject([{ fault, changes: CHANGES, judged: CHANGES, lost: 0, doubled: 0 }])
  }, 150_000)
})

describe('thirty portals on two servers', () => {
  it('lose nothing when one of them is flooded by an import', async () => {
    const { databaseUrl, drop } = await createTestDatabase()
    const world = await openFloodWorld({ databaseUrl, portals: 30, servers: 2, seed: 6 })
    const wrong: string[] = []
    const report = await floodOnePortal(world, { events: 150, changesEach: 2, patienceMs: 90_000, complain: lines => wrong.push(...lines) })
    expect(report, wrong.join('\n')).toMatchObject({ fault: 'portals_flooded', changes: 210, judged: 210, lost: 0, doubled: 0 })
    await world.close()
    await drop()
  }, 180_000)
})

describeOnBothEngines('the intake', (engine) => {
  it('keeps a thousand answered events, and nothing of the transactions rolled back meanwhile', async () => {
    expect(await rollBackDuringIntake(engine.store)).toMatchObject({ changes: 1_000, judged: 1_000, lost: 0, doubled: 0 })
  })
})
