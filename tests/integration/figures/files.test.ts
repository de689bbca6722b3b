import type { FiguresServer } from '../../support/figures/figures-server.ts'
import type { LoadedWorld } from '../../support/figures/load-world.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXPORT_TABLES } from '../../../src/contracts/api/figures-export.schema.ts'
import { freshnessAnswerSchema } from '../../../src/contracts/api/figures-freshness.schema.ts'
import { refreshFigures } from '../../../src/figures/refresh/refresh-figures.ts'
import { prepareEngine } from '../../support/engines.ts'
import { startFiguresServer } from '../../support/figures/figures-server.ts'
import { loadWorld } from '../../support/figures/load-world.ts'
import { randomWorld } from '../../support/figures/random-world.ts'

const PERIOD = 'from=2026-09-01&to=2026-12-01'

describe('what people take along and come back to', () => {
  const engine = prepareEngine()
  let server: FiguresServer
  let loaded: LoadedWorld

  beforeAll(async () => {
    loaded = await loadWorld(engine.store, randomWorld(60_001, 60))
    await engine.store.items.markGone(loaded.portalId, [{ entityTypeId: 1, itemId: 1 }], { cause: 'unknown', at: loaded.deps.now() })
    await refreshFigures(loaded.deps, loaded.portalId)
    server = await startFiguresServer(loaded.portalId, loaded.deps)
  })
  afterAll(() => server.close())

  it('a list is exported whole, with as many rows as its number, and a name for the file', async () => {
    const { total } = (await server.ask(`list?${PERIOD}&list=items.created.items&limit=1`)).json() as { total: number }
    const file = await server.ask(`export/list?${PERIOD}&list=items.created.items&format=csv`)
    expect([file.statusCode, file.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8'])
    expect(decodeURIComponent(String(file.headers['content-disposition']))).toContain('заявки 2026-09-01 2026-12-01')
    expect(total).toBeGreaterThan(30)
    expect(file.body.trim().split('\r\n').length).toBe(total + 1)
    expect(file.body).toContain('Лид 1')
    expect(file.body).toMatch(/^"?Лид 1"?[;,].*исчезла, причина неизвестна/m)
  })

  it('a rep takes along his own rows only, an administrator none', async () => {
    const count = (body: string): number => body.trim().split('\r\n').length - 1
    const [own, all] = [await server.ask(`export/list?${PERIOD}&list=items.created.items&format=csv`, { roles: ['rep'] }), await server.ask(`export/list?${PERIOD}&list=items.created.items&format=csv`, { roles: ['rop'] })]
    expect(count(own.body)).toBeLessThan(count(all.body))
    const admin = await server.ask(`export/list?${PERIOD}&list=items.created.items&format=csv`, { roles: ['admin'] })
    expect([admin.statusCode, admin.json()]).toEqual([403, { error: expect.objectContaining({ code: 'no_right' }) as object }])
  })

  it.each(EXPORT_TABLES)('the table %s is a file in both formats', async (table) => {
    const csv = await server.ask(`export/table?${PERIOD}&table=${table}&format=csv`)
    expect([csv.statusCode, csv.body.startsWith('\uFEFF')]).toEqual([200, true])
    const xlsx = await server.ask(`export/table?${PERIOD}&table=${table}&format=xlsx`)
    expect([xlsx.statusCode, xlsx.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK'])
  })

  it.each([
    [`export/table?${PERIOD}&table=passwords&format=csv`, 400],
    [`export/list?${PERIOD}&list=items.created.items&format=exe`, 400],
    [`export/list?${PERIOD}&list=items.created.nothing&format=csv`, 400],
    ['export/table?from=2040-01-01&to=2040-02-01&table=sources&format=csv', 200],
  ])('%s is answered with %i', async (path, status) => {
    expect((await server.ask(path)).statusCode).toBe(status)
  })

  it('filters are remembered per person, and what is none is refused', async () => {
    const filters = { view: 'period', source: ['Яндекс «Поиск» 🚀'], rep: [10], repeats: 'without', period: { last: 4, unit: 'week' }, tab: 'sources' }
    expect((await server.ask('preferences')).json()).toEqual({})
    expect((await server.ask('preferences', { method: 'PUT', body: filters })).json()).toEqual(filters)
    expect((await server.ask('preferences')).json()).toEqual(filters)
    expect((await server.ask('preferences', { method: 'PUT', body: { ...filters, period: { last: 0, unit: 'week' } } })).statusCode).toBe(400)
    expect((await server.ask('preferences', { method: 'PUT', body: { password: 1 } })).statusCode).toBe(400)
    expect((await server.ask('preferences', { method: 'PUT', body: filters, roles: [] })).statusCode).toBe(403)
  })

  it('a page learns that something changed, and nothing when nothing did', async () => {
    const fresh = async () => freshnessAnswerSchema.parse((await server.ask('freshness')).json())
    const before = await fresh()
    await refreshFigures(loaded.deps, loaded.portalId)
    expect((await fresh()).revision).toBe(before.revision)
    await engine.store.items.markGone(loaded.portalId, [{ entityTypeId: 1, itemId: 1 }], { cause: 'deleted', at: loaded.deps.now() })
    await engine.store.figureFacts.mark(loaded.portalId, [{ entityTypeId: 1, itemId: 2 }])
    expect((await fresh()).pending).toBeGreaterThan(0)
    await refreshFigures(loaded.deps, loaded.portalId)
    const after = await fresh()
    expect([after.pending, after.isBuilding, after.revision > before.revision]).toEqual([0, false, true])
    expect((await server.ask('freshness', { roles: [] })).statusCode).toBe(403)
  })
})
