import type { FiguresQuery } from '../../../src/contracts/api/figures-query.schema.ts'
import type { FigureViewer } from '../../../src/figures/query/figure-scope.ts'
import type { FigureDeps } from '../../../src/figures/refresh/figure-deps.ts'
import { expect, it } from 'vitest'
import { createListRows } from '../../../src/figures/query/list-row.ts'
import { readComparison } from '../../../src/figures/query/read-comparison.ts'
import { readFunnel } from '../../../src/figures/query/read-funnel.ts'
import { readReps, readSources } from '../../../src/figures/query/read-groups.ts'
import { readFiguresLedger } from '../../../src/figures/query/read-ledger.ts'
import { readList } from '../../../src/figures/query/read-list.ts'
import { readOverview } from '../../../src/figures/query/read-overview.ts'
import { readMarketing, readSpeed } from '../../../src/figures/query/read-speed.ts'
import { refreshFigures } from '../../../src/figures/refresh/refresh-figures.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { bruteForce } from '../../support/figures/brute-force.ts'
import { loadWorld } from '../../support/figures/load-world.ts'
import { randomWorld } from '../../support/figures/random-world.ts'

const ROP: FigureViewer = { userId: 20, roles: ['rop'], teamUserIds: [], language: 'ru' }
const REP: FigureViewer = { userId: 10, roles: ['rep'], teamUserIds: [], language: 'en' }
const QUERY: FiguresQuery = { from: '2026-10-01', to: '2026-12-01', view: 'cohort', repeats: 'all' }

/** Every number with a list inside an answer; the keys of rows become the filters a click on them sets. */
function numbersOf(node: unknown, filter: Partial<FiguresQuery> = {}): { value: number, list: string, filter: Partial<FiguresQuery> }[] {
  if (typeof node !== 'object' || node === null)
    return []
  const own = node as Record<string, unknown>
  if (typeof own.list === 'string')
    return [{ value: own.value as number, list: own.list, filter }]
  return Object.entries(own).flatMap(([name, value]) => Array.isArray(value)
    ? value.flatMap(row => numbersOf(row, { ...filter, ...filterOf(name, row) }))
    : numbersOf(value, filter))
}

function filterOf(name: string, row: { key?: string | number }): Partial<FiguresQuery> {
  return { sources: { source: [row.key as string] }, campaigns: { campaign: [row.key as string] }, reps: { rep: [row.key as number] } }[name] ?? {}
}

async function expectOpenable(deps: FigureDeps, portalId: number, query: FiguresQuery, answer: object, what: string): Promise<number> {
  const numbers = numbersOf(answer)
  for (const { value, list, filter } of numbers) {
    const page = await readList(deps, portalId, ROP, { ...query, ...filter, list, limit: 500 })
    expect([page.total, page.rows.length], `${what} ${list} ${JSON.stringify(filter)}`).toEqual([value, value])
  }
  return numbers.length
}

describeOnBothEngines('the lists behind the numbers', (engine) => {
  it('have as many rows as every number of every page says', async () => {
    const views = [QUERY, { ...QUERY, view: 'period' as const, from: '2026-10-20', to: '2026-11-10' }, { ...QUERY, rep: [10, 11], source: ['WEB', ''] }]
    for (const [index, query] of views.entries()) {
      const world = randomWorld(40_000 + index)
      const { portalId, deps } = await loadWorld(engine.store, world)
      await refreshFigures(deps, portalId)
      const pages = { readOverview, readFunnel, readSources, readReps, readSpeed, readMarketing, readFiguresLedger }
      let opened = 0
      for (const [name, read] of Object.entries(pages))
        opened += await expectOpenable(deps, portalId, query, await read(deps, portalId, ROP, query), `view ${index} ${name}`)
      expect(opened).toBeGreaterThan(60)
    }
  })

  it('come page by page, each row once', async () => {
    const world = randomWorld(41_000)
    const { portalId, deps } = await loadWorld(engine.store, world)
    await refreshFigures(deps, portalId)
    for (const list of ['items.created.items', 'spans.created.102', 'spans.open.102']) {
      const seen: string[] = []
      let total = -1
      for (let cursor: string | undefined, isMore = true; isMore;) {
        const page = await readList(deps, portalId, ROP, { ...QUERY, list, limit: 4, ...cursor === undefined ? {} : { cursor } })
        seen.push(...page.rows.map(row => `${row.itemId}`))
        total = page.total
        cursor = page.nextCursor ?? undefined
        isMore = page.nextCursor !== null
      }
      expect([new Set(seen).size, seen.length], list).toEqual([total, total])
    }
  })

  it('show a row outside the grant as such and keep its place', async () => {
    const world = randomWorld(42_000)
    const { portalId, deps } = await loadWorld(engine.store, world)
    await refreshFigures(deps, portalId)
    const own = await readList(deps, portalId, REP, { ...QUERY, list: 'items.created.items', limit: 500 })
    expect(own.total).toBe(world.items.filter(item => item.entityTypeId === 1 && item.assignedBy === 10).length)
    const foreign = await engine.store.figureLists.items(portalId, { basis: 'created', range: { fromDay: 0, toDay: 30_000 }, filter: { rep: [99] }, count: 'items', now: world.now }, {})
    const rows = await createListRows(engine.store, portalId, REP, foreign.rows.map(item => ({ item })))
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.map(row => [row.accessible, row.itemId, row.createdAt, row.source, row.rep, row.label])).toEqual(foreign.rows.map(item => [false, item.itemId, null, null, null, null]))
    const deputy: FigureViewer = { ...ROP, roles: ['admin', 'rep'], userId: 10 }
    expect((await readOverview(deps, portalId, deputy, QUERY)).basis.scope).toBe('own')
  })

  it('say of a lead that is gone why: deleted, merged, or gone with its cause unknown', async () => {
    const { portalId, deps } = await loadWorld(engine.store, randomWorld(42_500))
    await refreshFigures(deps, portalId)
    const read = () => readList(deps, portalId, ROP, { ...QUERY, list: 'items.created.items', limit: 500 })
    const [deleted, merged, unknown, there] = (await read()).rows.filter(row => row.gone === null).map(row => row.itemId)
    for (const [itemId, cause] of [[deleted, 'deleted'], [merged, 'merged'], [unknown, 'unknown']] as const)
      await engine.store.items.markGone(portalId, [{ entityTypeId: 1, itemId: itemId! }], { cause, at: deps.now() })
    await refreshFigures(deps, portalId)
    const { rows } = await read()
    const goneOf = (itemId: number | undefined) => rows.find(row => row.itemId === itemId)?.gone
    expect([deleted, merged, unknown, there].map(goneOf)).toEqual(['deleted', 'merged', 'unknown', null])
  })

  it('are refused to an administrator, who sees totals, and to somebody without a role', async () => {
    const { portalId, deps } = await loadWorld(engine.store, randomWorld(43_000))
    await refreshFigures(deps, portalId)
    const admin: FigureViewer = { ...ROP, roles: ['admin'] }
    const overview = await readOverview(deps, portalId, admin, QUERY)
    expect(numbersOf(overview)).toEqual([])
    expect(overview.mix.items.value).toBeGreaterThan(0)
    for (const viewer of [admin, { ...ROP, roles: [] }])
      await expect(readList(deps, portalId, viewer, { ...QUERY, list: 'items.created.items', limit: 50 })).rejects.toMatchObject({ status: 403, code: 'no_right' })
    await expect(readOverview(deps, portalId, { ...ROP, roles: [] }, QUERY)).rejects.toMatchObject({ status: 403 })
  })

  it('compare with the equal span before as it was at the same age', async () => {
    for (let seed = 44_000; seed < 44_005; seed++) {
      const world = randomWorld(seed, 60)
      const { portalId, deps } = await loadWorld(engine.store, world)
      await refreshFigures(deps, portalId)
      const answer = await readComparison(deps, portalId, ROP, { ...QUERY, from: '2026-10-25', to: '2026-11-05' })
      const then = bruteForce({ ...world, feedback: world.feedback.filter(entry => entry.givenAt <= answer.seenAt) }).leads
      const first = Date.UTC(2026, 9, 14) / 86_400_000
      const cohort = then.filter(lead => lead.days.created >= first && lead.days.created < first + 11)
      expect([answer.items, answer.targetShare.numerator.value, answer.targetShare.denominator.value, answer.conversion.numerator.value], `seed ${seed}`).toEqual([
        cohort.length,
        cohort.filter(lead => lead.label === 'qualified').length,
        cohort.filter(lead => lead.inShare).length,
        cohort.filter(lead => lead.wonAt !== null && lead.wonAt <= answer.seenAt).length,
      ])
    }
  })

  it('answers an empty portal, a future period and twenty years without inventing numbers', async () => {
    const world = { ...randomWorld(3, 0), items: [], moves: [], feedback: [] }
    const { portalId, deps } = await loadWorld(engine.store, world)
    const young = await readOverview(deps, portalId, ROP, QUERY)
    expect([young.basis.isBuilding, young.basis.refreshedAt]).toEqual([true, null])
    await refreshFigures(deps, portalId)
    for (const query of [QUERY, { ...QUERY, from: '2031-01-01', to: '2031-02-01' }, { ...QUERY, from: '2010-01-01', to: '2030-01-01' }]) {
      const overview = await readOverview(deps, portalId, ROP, query)
      expect([overview.targetShare.value, overview.conversion.value, overview.coverage.value, overview.time.p50Ms, overview.matureAt, overview.basis.isBuilding]).toEqual([null, null, null, null, null, false])
    }
    await expect(readOverview(deps, portalId, ROP, { ...QUERY, to: '2026-09-01' })).rejects.toMatchObject({ status: 400, field: 'to' })
  })
})
