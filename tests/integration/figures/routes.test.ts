import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import type { Session } from '../../../src/http/session.ts'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registerFigures } from '../../../src/api/figures-routes.ts'
import {
  comparisonAnswerSchema,
  definitionsAnswerSchema,
  figuresLedgerAnswerSchema,
  funnelAnswerSchema,
  listAnswerSchema,
  marketingAnswerSchema,
  overviewAnswerSchema,
  repsAnswerSchema,
  sourcesAnswerSchema,
  speedAnswerSchema,
} from '../../../src/contracts/api/figures-answers.schema.ts'
import { choicesAnswerSchema } from '../../../src/contracts/api/figures-choices.schema.ts'
import { figuresJob } from '../../../src/figures/refresh/figures-job.ts'
import { createServer } from '../../../src/http/create-server.ts'
import { createMetrics } from '../../../src/http/metrics.ts'
import { guardSessions } from '../../../src/http/session-guard.ts'
import { prepareEngine } from '../../support/engines.ts'
import { loadWorld } from '../../support/figures/load-world.ts'
import { randomWorld } from '../../support/figures/random-world.ts'

const PERIOD = 'from=2026-10-01&to=2026-12-01'
const YEAR = 'from=2024-01-01&to=2027-01-01'
const ROLES: Record<string, Session['roles']> = { 'rop-token-1': ['rop'], 'rep-token-1': ['rep'], 'nobody-token': [] }

describe('the addresses of figures', () => {
  const engine = prepareEngine()
  let server: FastifyInstance
  const ask = (path: string, { token = 'rop-token-1', accept = 'application/json' } = {}) => server.inject({ url: `/api/figures/${path}`, headers: { authorization: `Bearer ${token}`, accept } })

  beforeAll(async () => {
    const { portalId, deps } = await loadWorld(engine.store, randomWorld(60_000))
    await engine.store.sourceNames.remember(portalId, [{ sourceId: 'WEB', name: 'Сайт' }])
    await engine.store.people.replaceDepartments(portalId, [{ departmentId: 2, name: 'Sales', parentId: 1, headUserId: null }, { departmentId: 1, name: 'Company', parentId: null, headUserId: null }, { departmentId: 9, name: 'Lost', parentId: 77, headUserId: null }])
    await figuresJob(deps, (_, error) => expect(error).toBeUndefined()).work({})
    server = await createServer({ logger: pino({ enabled: false }), metrics: createMetrics(), isHttps: false, translators: [] })
    const read = async (token: string): Promise<Session | null> => ROLES[token] ? { portalId, userId: 10, roles: ROLES[token], language: 'en', timeZone: 'UTC' } : null
    await server.register(async (guarded) => {
      guardSessions(guarded, { read }, { perUser: 1_000, perPortal: 1_000 })
      registerFigures(guarded, deps)
    })
  })
  afterAll(() => server.close())

  it.each<[string, z.ZodType]>([
    ['overview', overviewAnswerSchema],
    ['comparison', comparisonAnswerSchema],
    ['funnel', funnelAnswerSchema],
    ['sources', sourcesAnswerSchema],
    ['reps', repsAnswerSchema],
    ['speed', speedAnswerSchema],
    ['marketing', marketingAnswerSchema],
    ['ledger', figuresLedgerAnswerSchema],
  ])('%s answers in both views as its contract says', async (page, schema) => {
    for (const view of ['cohort', 'period']) {
      const response = await ask(`${page}?${PERIOD}&view=${view}`)
      expect(response.statusCode, response.body).toBe(200)
      expect(schema.parse(response.json())).toEqual(response.json())
    }
  })

  it('a list opens from the name that came with its number, and the definitions are told in words', async () => {
    const overview = overviewAnswerSchema.parse((await ask(`overview?${PERIOD}`)).json())
    const list = listAnswerSchema.parse((await ask(`list?${PERIOD}&list=${overview.mix.items.list}&limit=500`)).json())
    expect([list.total, list.rows.length]).toEqual([overview.mix.items.value, overview.mix.items.value])
    expect(overview.mix.items.value).toBeGreaterThan(0)
    const definitions = definitionsAnswerSchema.parse((await ask('definitions')).json())
    expect(definitions.length).toBeGreaterThan(20)
    expect(definitions.filter(one => one.shape === 'dimension').map(one => one.code)).toEqual(['category'])
  })

  it('a source has the name people know it by; one the portal does not know keeps its id', async () => {
    const { sources } = sourcesAnswerSchema.parse((await ask(`sources?${PERIOD}`)).json())
    expect(sources.find(source => source.key === 'WEB')?.name).toBe('Сайт')
    for (const source of sources.filter(one => one.key !== 'WEB' && one.key !== ''))
      expect(source.name).toBe(source.key)
    const { rows } = listAnswerSchema.parse((await ask(`list?${PERIOD}&source=WEB&list=items.created.items&limit=500`)).json())
    expect(new Set(rows.map(row => row.source))).toEqual(new Set(['Сайт']))
  })

  it('the filters offer what has items, and each choice narrows to its own rows', async () => {
    const choices = choicesAnswerSchema.parse((await ask('choices')).json())
    expect(choices.sources).toContainEqual({ key: 'WEB', name: 'Сайт' })
    const wide = overviewAnswerSchema.parse((await ask(`overview?${YEAR}`)).json()).mix.items.value
    const sumOver = async (part: string, values: readonly (string | number)[]): Promise<number> => {
      const answers = await Promise.all(values.map(async value => overviewAnswerSchema.parse((await ask(`overview?${YEAR}&${part}=${encodeURIComponent(value)}`)).json()).mix.items.value))
      return answers.reduce((sum, items) => sum + items, 0)
    }
    expect(await sumOver('source', choices.sources.map(one => one.key))).toBe(wide)
    expect(await sumOver('campaign', [...choices.campaigns, ''])).toBe(wide)
    expect(await sumOver('rep', choices.reps.map(one => one.id))).toBe(wide)
    expect(await sumOver('category', [...choices.categories, ''])).toBe(wide)
    expect(choices.versions.length).toBeGreaterThan(0)
  })

  it('departments stand under their parents, for those who see all; a rep is offered himself', async () => {
    const { departments } = choicesAnswerSchema.parse((await ask('choices')).json())
    expect(departments).toEqual([{ id: 1, name: 'Company', depth: 0 }, { id: 2, name: 'Sales', depth: 1 }, { id: 9, name: 'Lost', depth: 0 }])
    const own = choicesAnswerSchema.parse((await ask('choices', { token: 'rep-token-1' })).json())
    expect([own.departments, own.reps.map(one => one.id)]).toEqual([[], [10]])
    expect((await ask('choices', { token: 'nobody-token' })).statusCode).toBe(403)
  })

  it('a rep sees himself and the average of his team', async () => {
    const overview = overviewAnswerSchema.parse((await ask(`overview?${PERIOD}`, { token: 'rep-token-1' })).json())
    expect(overview.basis.scope).toBe('own')
    const reps = repsAnswerSchema.parse((await ask(`reps?${PERIOD}&rep=11`, { token: 'rep-token-1' })).json())
    expect(reps.reps).toEqual([])
  })

  it('a combination no sum knows is exact and tells how far it is', async () => {
    const response = await ask(`overview?${PERIOD}&rep=10&rep=11&campaign=autumn&repeats=without`, { accept: 'application/x-ndjson' })
    const lines = response.body.trim().split('\n').map(line => JSON.parse(line) as { progress?: number, answer?: unknown })
    expect(lines.slice(0, -1).length).toBeGreaterThan(0)
    expect(lines.slice(0, -1).every(line => line.progress! > 0 && line.progress! <= 1)).toBe(true)
    expect(overviewAnswerSchema.parse(lines.at(-1)?.answer).basis.way).toBe('exact')
  })

  it.each([
    ['overview?from=2026-10-01', 400],
    ['overview?from=2026-10-01&to=2026-09-01', 400],
    ['overview?from=2026-02-30&to=2026-09-01', 400],
    ['overview?from=1990-01-01&to=2026-01-01', 400],
    [`list?${PERIOD}&list=items.created.passwords`, 400],
    [`overview?${PERIOD}&source=${encodeURIComponent('\'; drop table item; --')}`, 200],
    [`overview?${PERIOD}&source=${encodeURIComponent('Яндекс «Поиск» 🚀')}`, 200],
  ])('%s is answered with %i', async (path, status) => {
    expect((await ask(path)).statusCode).toBe(status)
  })

  it('somebody without a role is refused, also line by line', async () => {
    expect((await ask(`overview?${PERIOD}`, { token: 'nobody-token' })).statusCode).toBe(403)
    const response = await ask(`overview?${PERIOD}`, { token: 'nobody-token', accept: 'application/x-ndjson' })
    expect(JSON.parse(response.body)).toMatchObject({ error: { code: 'no_right' } })
  })
})
