import type { FigureDeps } from '../../src/figures/refresh/figure-deps.ts'
import type { DayRange, FigureFilter, SumsWish } from '../../src/store/figure-sums.ts'
import type { Store } from '../../src/store/store.ts'
import type { Random } from '../support/figures/random.ts'
import type { BenchOptions } from './main.ts'
import { performance } from 'node:perf_hooks'
import { dayText } from '../../src/domain/local-time.ts'
import { readOverview } from '../../src/figures/query/read-overview.ts'
import { refreshFigures } from '../../src/figures/refresh/refresh-figures.ts'
import { ITEM_BASES, SPAN_KINDS } from '../../src/store/figure-facts.ts'
import { openStore } from '../../src/store/open-store.ts'
import { createTreatyLookup } from '../../src/treaty/treaty-lookup.ts'
import { createRandom } from '../support/figures/random.ts'
import { startTestPostgres } from '../support/start-test-postgres.ts'
import { DAYS, makePortal, NOW } from './figures-parts/made-leads.ts'

const PERIODS = 60
const SMALL_PORTALS = 200
const RECOMPUTED_DAYS = 60
const STEPS = [2, 3, 4, 5]
const TODAY = Math.floor(NOW / 86_400_000)

/**
 * Questions to the sums of one big portal beside two hundred small ones, over random periods of 90 days to two years; questions
 * with several filters to the facts; a dirty day; and how far sums and histograms are from the facts.
 */
export async function run({ args }: BenchOptions): Promise<object> {
  const option = (name: string): string | undefined => args[args.indexOf(name) + 1 || args.length]
  const engine = option('--engine') === 'postgres' ? 'postgres' : 'pglite'
  const leads = Number(option('--leads') ?? 1_000_000)
  const server = engine === 'postgres' ? await startTestPostgres({ durable: false, memory: '1GB' }) : null
  const store = await openStore(server ? { engine: 'postgres', databaseUrl: server.url } : { engine: 'pglite', dataDir: 'memory://', vacuumEveryMs: 0 })
  try {
    return { engine, leads, ...await measure(store, leads) }
  }
  finally {
    await store.close()
    await server?.stop()
  }
}

async function measure(store: Store, leads: number): Promise<object> {
  const now = (): number => NOW
  const deps: FigureDeps = { store, now, treaties: createTreatyLookup({ treaties: store.treaties }) }
  const portalId = await makePortal(store, leads)
  // What both engines do by themselves within minutes: a plan for tables nobody has counted reads all moves of the portal for each slice.
  await store.executeSql('analyze')
  const [, buildMs] = await timed(() => refreshFigures(deps, portalId))
  console.error(`the facts and sums of the big portal were made in ${Math.round(buildMs / 1000)} s`)
  for (let index = 0; index < SMALL_PORTALS; index++)
    await refreshFigures(deps, await makePortal(store, Math.max(5, Math.round(leads / 5_000))))
  await store.executeSql('vacuum (analyze)')
  const random = createRandom(6)
  const periods = Array.from({ length: PERIODS }, () => randomPeriod(random))
  await Promise.all(Object.values(questions(deps, portalId, periods[0]!)).map(ask => ask()))
  const answers = { p95_ms: await askAll(deps, portalId, periods), raw_p95_ms: await askFacts(store, portalId, periods, random) }
  const { max_count_error, max_percentile_error } = await errors(store, portalId, periods)
  // Last: the changed items belong to other days too, which stay as they were.
  return { ...answers, ...await recompute(store, portalId, random), max_count_error, max_percentile_error }
}

function randomPeriod(random: Random): DayRange {
  const days = 90 + random.below(DAYS - 90)
  const fromDay = TODAY - DAYS + random.below(DAYS - days + 1)
  return { fromDay, toDay: fromDay + days }
}

function questions(deps: FigureDeps, portalId: number, range: DayRange): Record<string, () => Promise<unknown>> {
  const { figureSums } = deps.store
  const sums = (by: SumsWish['by'], basis: SumsWish['basis'] = 'created') => () => figureSums.kept(portalId, { basis, range, filter: {}, by, now: NOW })
  const query = { from: dayText(range.fromDay), to: dayText(range.toDay), view: 'cohort', repeats: 'all' } as const
  return {
    totals: sums([]),
    target_share_by_week: sums(['week'], 'verdict'),
    coverage: sums([], 'due'),
    conversion_by_week: sums(['week']),
    conversion_by_week_and_source: sums(['source', 'week']),
    time_through_funnel: () => figureSums.keptSpans(portalId, { basis: 'ended', range, filter: {}, kinds: [SPAN_KINDS.whole], by: [] }),
    funnel: () => figureSums.keptSteps(portalId, { range, filter: {}, now: NOW }),
    by_rep: sums(['rep']),
    source_campaign: sums(['source', 'campaign']),
    source_rep: sums(['source', 'rep']),
    category_source_by_version: sums(['category', 'source', 'version']),
    time_in_step: () => figureSums.keptSpans(portalId, { basis: 'ended', range, filter: {}, kinds: STEPS, by: [] }),
    overview_page: () => readOverview(deps, portalId, { userId: 1, roles: ['owner'], teamUserIds: [], language: 'en' }, query),
  }
}

async function askAll(deps: FigureDeps, portalId: number, periods: readonly DayRange[]): Promise<Record<string, number>> {
  const times = new Map<string, number[]>()
  for (const period of periods) {
    for (const [name, ask] of Object.entries(questions(deps, portalId, period)))
      times.set(name, [...times.get(name) ?? [], (await timed(ask))[1]])
  }
  return Object.fromEntries([...times].map(([name, values]) => [name, p95(values)]))
}

/** Three random filters a period; a period beyond a year is brought to one year. */
async function askFacts(store: Store, portalId: number, periods: readonly DayRange[], random: Random): Promise<number> {
  const times: number[] = []
  for (const range of periods) {
    for (let turn = 0; turn < 3; turn++) {
      const filter: FigureFilter = { rep: ids(random, 10, 50), source: ids(random, 0, 12), ...random.chance(0.5) ? { campaign: ids(random, 0, 40) } : { isRepeat: false } }
      const [, ms] = await timed(() => store.figureSums.exact(portalId, { basis: random.pick(ITEM_BASES), range, filter, by: random.pick([[], ['rep'], ['source', 'campaign'], ['week']] as const), now: NOW }))
      times.push(ms * Math.min(1, 365 / (range.toDay - range.fromDay)))
    }
  }
  return p95(times)
}

/**
 * Days on which one item and one span became others. A day of creation is the heaviest that is marked: every table and every grain;
 * beside it what a day costs that is dirty by all five events.
 */
async function recompute(store: Store, portalId: number, random: Random): Promise<{ recompute_day_p95_ms: number, recompute_all_events_p95_ms: number }> {
  const created: number[] = []
  const all: number[] = []
  for (let turn = 0; turn < RECOMPUTED_DAYS; turn++) {
    const day = TODAY - 1 - random.below(DAYS - 2)
    const ofDay = (table: string, basis: string): string => `(select item_id from ${table} where portal_id = $1 and ${basis}_day = $2 order by item_id limit 1)`
    for (const basis of ITEM_BASES)
      await store.executeSql(`update figure_item set label = case when label = 'spam' then 'off_target' else 'spam' end, rep_id = rep_id + 1 where portal_id = $1 and item_id in ${ofDay('figure_item', basis)}`, [portalId, day])
    await store.executeSql(`update figure_span set bin = bin + 1 where portal_id = $1 and bin is not null and item_id in ${ofDay('figure_span', 'ended')}`, [portalId, day])
    const times: number[] = []
    for (const basis of [...ITEM_BASES, 'ended'] as const)
      times.push((await timed(() => store.transaction(within => within.figureSums.recompute(portalId, basis, [day]))))[1])
    created.push(times[0]!)
    all.push(times.reduce((sum, ms) => sum + ms, 0))
  }
  return { recompute_day_p95_ms: p95(created), recompute_all_events_p95_ms: p95(all) }
}

async function errors(store: Store, portalId: number, periods: readonly DayRange[]): Promise<{ max_count_error: number, max_percentile_error: number }> {
  let count = 0
  let percentile = 0
  for (const range of periods.slice(0, 12)) {
    for (const by of [[], ['source', 'rep'], ['source', 'campaign'], ['week']] as const) {
      const wish = { basis: 'created', range, filter: {}, by, now: NOW } as const
      const [kept, exact] = [await store.figureSums.kept(portalId, wish), await store.figureSums.exact(portalId, wish)]
      const byIds = new Map(kept?.map(row => [row.ids.join(':'), row.sums]))
      count = Math.max(count, Math.abs(byIds.size - exact.length), ...exact.flatMap(({ ids, sums }) => Object.entries(sums).map(([name, value]) => Math.abs(Number(value ?? 0) - Number(byIds.get(ids.join(':'))?.[name as 'items'] ?? 0)))))
    }
    const wish = { basis: 'ended', range, filter: {}, kinds: [...STEPS, ...Object.values(SPAN_KINDS)], by: [] } as const
    const [kept, exact] = [await store.figureSums.keptSpans(portalId, wish), await store.figureSums.exactSpans(portalId, wish)]
    for (const row of exact) {
      const own = kept?.find(one => one.kind === row.kind)
      for (const name of ['p50Ms', 'p75Ms', 'p90Ms'] as const)
        percentile = Math.max(percentile, row[name] === 0 ? Number(own?.[name] !== 0) : Math.abs((own?.[name] ?? 0) - row[name]!) / row[name]!)
    }
  }
  return { max_count_error: count, max_percentile_error: Math.round(percentile * 1e5) / 1e5 }
}

function ids(random: Random, first: number, size: number): number[] {
  return Array.from({ length: size }, (_, index) => first + index).filter(() => random.chance(0.5))
}

async function timed<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const start = performance.now()
  const result = await work()
  return [result, performance.now() - start]
}

function p95(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return Math.round((sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN) * 10) / 10
}
