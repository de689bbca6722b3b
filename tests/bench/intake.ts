import type { Store } from '../../src/store/store.ts'
import type { LoadResult } from './intake-parts/load-generator.ts'
import type { BenchOptions } from './main.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../src/store/open-store.ts'
import { startTestPostgres } from '../support/start-test-postgres.ts'
import { startEventServer } from './intake-parts/event-server.ts'
import { sampleEvents } from './intake-parts/sample-events.ts'
import { startGenerator } from './intake-parts/start-generator.ts'
import { watchMemory } from './watch-memory.ts'

const CONNECTIONS = 64
const ROUNDS = 5
const ROUND_MS = 3_000
const WARM_UP_MS = 2_000
const ITEM_IDS = 50_000
/** Events over which memory is watched, when no number is asked for with `--events`. */
const EVENTS = 1_000_000
const LONG_ROUND_MS = 10_000

/** One way to run the receiver. */
interface Contender {
  name: string
  port: number
  rounds: LoadResult[]
}

/**
 * How many events a second the receiver takes: parsing and answering only, with the inbox on PGlite, and on a Postgres
 * with fsync. The same server, 64 connections from another process, rounds in turn, medians. Then both engines go on in turn until a million
 * events came. `rss_growth_mb`: the highest resident memory of all that over that after the warm-up; all three servers and PGlite live in
 * this process.
 */
export async function run({ args }: BenchOptions): Promise<object> {
  const wanted = args.includes('--events') ? Number(args[args.indexOf('--events') + 1]) : EVENTS
  const folder = await mkdtemp(join(tmpdir(), 'peace-treaty-intake-'))
  const pglite = await openStore({ engine: 'pglite', dataDir: join(folder, 'data') })
  const postgresServer = await startTestPostgres({ durable: true })
  const postgres = await openStore({ engine: 'postgres', databaseUrl: postgresServer.url })
  const bodies = await sampleEvents(pglite)
  await sampleEvents(postgres)
  const servers = [await startEventServer(pglite, async () => {}), await startEventServer(pglite), await startEventServer(postgres)]
  const contenders = ['parse_only', 'pglite', 'postgres'].map((name, index): Contender => ({ name, port: servers[index]?.port ?? 0, rounds: [] }))
  const generator = startGenerator()
  const load = (port: number, durationMs: number) => generator.load({ port, connections: CONNECTIONS, durationMs, bodies, itemIds: ITEM_IDS })
  try {
    for (const { port } of contenders)
      await load(port, WARM_UP_MS)
    const memory = watchMemory()
    for (let round = 0; round < ROUNDS; round++) {
      for (const contender of contenders)
        contender.rounds.push(await load(contender.port, ROUND_MS))
    }
    const others: LoadResult[] = []
    const events = (): number => [...contenders.flatMap(contender => contender.rounds), ...others].reduce((sum, round) => sum + round.answered, 0)
    while (events() < wanted && others.at(-1)?.answered !== 0)
      others.push(await load(contenders[1 + others.length % 2]!.port, LONG_ROUND_MS))
    memory.stop()
    const inbox = { pglite_inbox_rows: await inboxRows(pglite), postgres_inbox_rows: await inboxRows(postgres) }
    return { ...summary(contenders, others), ...inbox, events: events(), rss_growth_mb: memory.growthMb() }
  }
  finally {
    generator.stop()
    await Promise.all(servers.map(server => server.close()))
    await Promise.all([pglite.close(), postgres.close()])
    await postgresServer.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function summary(contenders: readonly Contender[], others: readonly LoadResult[]): Record<string, number> {
  const rps = (name: string): number => medianOf(contenders, name, round => round.rps)
  return {
    parse_only_rps: Math.round(rps('parse_only')),
    pglite_rps: Math.round(rps('pglite')),
    pglite_ratio: round2(rps('pglite') / rps('parse_only')),
    p99_ms: round2(medianOf(contenders, 'pglite', round => round.p99Ms)),
    postgres_rps: Math.round(rps('postgres')),
    postgres_ratio: round2(rps('postgres') / rps('parse_only')),
    postgres_p99_ms: round2(medianOf(contenders, 'postgres', round => round.p99Ms)),
    failed: [...contenders.flatMap(contender => contender.rounds), ...others].reduce((sum, round) => sum + round.failed, 0),
  }
}

function medianOf(contenders: readonly Contender[], name: string, value: (round: LoadResult) => number): number {
  const values = (contenders.find(contender => contender.name === name)?.rounds ?? []).map(value).sort((a, b) => a - b)
  return values[Math.floor(values.length / 2)] ?? Number.NaN
}

function round2(value: number): number {
  return Math.round(value * 100) / 100
}

async function inboxRows(store: Store): Promise<number> {
  const { rows: [row] } = await store.executeSql('select count(*)::int as count from dirty_item') as { rows: { count: number }[] }
  return row?.count ?? 0
}
