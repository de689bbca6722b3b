import type { BackfillProgress } from '../../../src/contracts/api/backfill.schema.ts'
import type { CategoryFieldAnswer } from '../../../src/contracts/api/category-field.schema.ts'
import type { DeadLetters } from '../../../src/contracts/api/dead-letters.schema.ts'
import type { PortalStatus } from '../../../src/contracts/api/portal-status.schema.ts'
import type { RestLogPage } from '../../../src/contracts/api/rest-log.schema.ts'
import type { AppScene } from '../../support/app-scene.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { backfillProgressSchema } from '../../../src/contracts/api/backfill.schema.ts'
import { categoryFieldAnswerSchema } from '../../../src/contracts/api/category-field.schema.ts'
import { portalStatusSchema } from '../../../src/contracts/api/portal-status.schema.ts'
import { defaultStaff } from '../../portal/people/default-staff.ts'
import { openAppScene } from '../../support/app-scene.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { itNamesThePortalInEveryStatement } from '../../support/statements-name-portal.ts'

const ADMIN = defaultStaff.admin

describeOnBothEngines('health of a portal', (engine) => {
  let scene: AppScene
  const ask = async <Answer>(userId: number, path: string, body?: unknown): Promise<{ status: number, answer: Answer }> => {
    const { token } = await scene.session(userId)
    const response = await scene.api(token, path, body === undefined ? {} : { method: 'POST', body })
    return { status: response.status, answer: await response.json() as Answer }
  }

  beforeAll(async () => {
    scene = await openAppScene({ store: engine.store })
    await scene.install()
    await scene.settle()
    await scene.app.idle()
  })
  afterAll(() => scene.close())

  it('is closed to everybody but administrators, in reading and in writing', async () => {
    for (const userId of [defaultStaff.reps[0], defaultStaff.headOfSales, defaultStaff.owner]) {
      for (const path of ['/api/portal/status', '/api/portal/dead-letters', '/api/portal/rest-log', '/api/portal/category-field'])
        expect(await ask(userId, path)).toMatchObject({ status: 403, answer: { error: { code: 'no_right' } } })
      expect((await ask(userId, '/api/portal/dead-letters/retry', { refs: [{ kind: 'write', intentionId: 1 }] })).status).toBe(403)
    }
  })

  it('tells an administrator each promise with its state and what stands behind it', async () => {
    const freshness = async () => (await ask<PortalStatus>(ADMIN, '/api/portal/status')).answer.promises[0]
    // The first sweep need not wait for the next round: it follows the reading of the past.
    expect(await freshness()).toMatchObject({ code: 'freshness', state: 'green', reason: 'fresh' })
    await engine.store.portals.setWatermark(1, 'sweep:1', null)
    await engine.store.portals.setWatermark(1, 'sweep:2', null)
    expect(await freshness()).toMatchObject({ code: 'freshness', state: 'amber', reason: 'first_sweep' })
    const [early, late] = [Date.now() - 60_000, Date.now()]
    await engine.store.portals.setWatermark(1, 'sweep:1', { doneTo: late })
    await engine.store.portals.setWatermark(1, 'sweep:2', { doneTo: early })
    const { answer } = await ask<PortalStatus>(ADMIN, '/api/portal/status')
    expect(portalStatusSchema.parse(answer)).toEqual(answer)
    expect(answer.promises.map(promise => [promise.code, promise.state, promise.reason])).toEqual([
      ['freshness', 'green', 'fresh'],
      ['gate', 'amber', 'no_treaty'],
      ['calls', 'green', 'calls_read'],
      ['tokens', 'green', 'tokens_ok'],
      ['budget', 'green', 'room'],
    ])
    expect(answer).toMatchObject({ sweptToAt: early, queue: { dead: 0, live: { count: 0 } }, budget: { burst: 5000, perSec: 500, blockedUntil: null }, token: { state: 'ok' }, canRemoveData: true })
    expect(answer.abilities.methods).toContainEqual({ name: 'crm.item.list', works: true })
    expect(answer.abilities.fields.length).toBeGreaterThan(0)
    expect(answer.calls.made).toBeGreaterThan(20)
  })

  it('names what a portal cannot do: a card field of a former installation, no records of the timeline', async () => {
    const before = (await ask<PortalStatus>(ADMIN, '/api/portal/status')).answer.abilities
    expect(before.hasRecords).toBe(true)
    await engine.store.portals.setCapabilities(1, { cardField: 'failed', timelineRecords: false }, Date.now())
    expect((await ask<PortalStatus>(ADMIN, '/api/portal/status')).answer.abilities).toMatchObject({ cardField: 'failed', hasRecords: false })
    await engine.store.portals.setCapabilities(1, { cardField: before.cardField, timelineRecords: true }, Date.now())
  })

  it('keeps the field an administrator chose for the product category, and refuses one that is none', async () => {
    await fetch(`${scene.running.url}/rest/1/demo/crm.lead.userfield.add`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ fields: { FIELD_NAME: 'GROUP', USER_TYPE_ID: 'string', LABEL: 'Группа' } }) })
    const { token } = await scene.session(ADMIN)
    const choose = async (fieldName: string | null) => scene.api(token, '/api/portal/category-field', { method: 'PUT', body: { fieldName } })
    const { answer } = await ask<CategoryFieldAnswer>(ADMIN, '/api/portal/category-field')
    expect(categoryFieldAnswerSchema.parse(answer)).toEqual(answer)
    expect((await choose('UF_CRM_NOTHING')).status).toBe(400)
    expect(answer).toMatchObject({ current: null, byRows: { waiting: expect.toSatisfy(waiting => waiting === null || waiting >= 0) } })
    expect(await (await choose('UF_CRM_GROUP')).json()).toMatchObject({ current: { fieldName: 'UF_CRM_GROUP', readAt: null, isMissing: false }, byRows: null })
    expect(await (await choose(null)).json()).toMatchObject({ current: null, byRows: {} })
  })

  it('tells how far the past is read, on the health page and to the installer, and to administrators only', async () => {
    await scene.app.idle()
    await expect.poll(async () => (await ask<PortalStatus>(ADMIN, '/api/portal/status')).answer.past?.state, { timeout: 20_000 }).toBe('done')
    const { answer } = await ask<BackfillProgress>(ADMIN, '/api/install/past')
    expect(backfillProgressSchema.parse(answer)).toMatchObject({ state: 'done', secondsLeft: 0, rows: answer.total })
    expect(answer.parts.map(part => part.part)).toEqual(['users', 'leads', 'deals', 'lead_history', 'deal_history', 'activities'])
    expect((await ask(defaultStaff.headOfSales, '/api/install/past')).status).toBe(403)
  })

  it('lists work that failed too often, and a retry takes it up at once', async () => {
    const { store } = engine
    const ref = { entityTypeId: 1 as const, itemId: 4711 }
    await store.dirty.mark(1, [{ ...ref, lane: 'live', seenAt: Date.now(), notBeforeAt: Date.now() + 600_000 }])
    for (let attempt = 0; attempt < 9; attempt += 1) {
      const [row] = await store.dirty.listFailing(1, { minAttempts: 0, limit: 1 })
      await store.dirty.defer(1, row ? [row] : [], { notBeforeAt: Date.now() + 600_000, error: 'unreadable' })
    }
    const { intention } = await store.intentions.put(1, { kind: 'native.write', ...ref, dedupeKey: 'dead', payload: { values: {} } }, Date.now())
    await store.executeSql(`update intention set state = 'refused', error = 'fields missing: X' where portal_id = 1 and intention_id = ${intention.intentionId}`)

    const { answer } = await ask<DeadLetters>(ADMIN, '/api/portal/dead-letters')
    expect(answer.letters).toEqual(expect.arrayContaining([
      expect.objectContaining({ ref: { kind: 'look', ...ref }, error: 'unreadable', attempts: 9, trying: true, write: null }),
      expect.objectContaining({ ref: { kind: 'write', intentionId: intention.intentionId }, error: 'fields missing: X', trying: false, write: 'native.write' }),
    ]))
    expect((await ask<PortalStatus>(ADMIN, '/api/portal/status')).answer.promises[0]).toMatchObject({ state: 'amber', reason: 'dead_letters' })

    const retried = await ask<DeadLetters & { taken: number }>(ADMIN, '/api/portal/dead-letters/retry', { refs: [{ kind: 'look', ...ref }, { kind: 'look', entityTypeId: 2, itemId: 1 }] })
    expect(retried.answer.taken).toBe(1)
    expect(retried.answer.letters.map(letter => letter.ref.kind)).toEqual(['write'])
    await expect.poll(async () => (await store.dirty.waiting(1)).live.count, { timeout: 20_000 }).toBe(0)
    const { rows } = await store.audit.list(1, { action: 'dead_letters.retried' }, {})
    expect(rows).toMatchObject([{ actorId: ADMIN, detail: { looks: 1, writes: 0 } }])
  })

  it('searches the log of server calls by method, status, time and text, and leafs through it', async () => {
    const { store } = engine
    const old = Date.now() - 2 * 86_400_000
    await store.restLog.writeMany(1, Array.from({ length: 120 }, (_, index) => ({ at: old + index, method: 'crm.item.list', params: { filter: { id: 9000 + index } }, status: index % 2 ? 200 : 503, error: index % 2 ? null : 'portal_unreachable', durationMs: index })))
    const search = async (query: string) => (await ask<RestLogPage>(ADMIN, `/api/portal/rest-log?${query}`)).answer
    const window = `from=${old}&to=${old + 120}`
    const first = await search(window)
    expect(first.rows.map(row => row.durationMs)).toEqual(Array.from({ length: 50 }, (_, index) => 119 - index))
    const second = await search(`${window}&cursor=${first.nextCursor}`)
    expect(second.rows[0]?.durationMs).toBe(69)
    expect((await search(`${window}&cursor=${second.nextCursor}`)).rows).toHaveLength(20)
    expect((await search(`${window}&status=failed&method=ITEM.li`)).rows.every(row => row.error === 'portal_unreachable')).toBe(true)
    expect((await search(`${window}&status=503&text=9002`)).rows.map(row => row.durationMs)).toEqual([2])
    expect((await search(`${window}&status=ok&text=9002`)).rows).toEqual([])
    expect((await search('method=no.such.method&status=&text=')).rows).toEqual([])
    expect((await ask(ADMIN, '/api/portal/rest-log?status=best')).status).toBe(400)
  })

  it('keeps secrets and clients out of the log', async () => {
    const { answer } = await ask<RestLogPage>(ADMIN, '/api/portal/rest-log?method=event.bind')
    const text = JSON.stringify(answer) + JSON.stringify((await ask<RestLogPage>(ADMIN, '/api/portal/rest-log')).answer)
    expect(text).not.toMatch(/"(?:auth|access_token|refresh_token|client_secret)":"(?!\[redacted\])/)
  })

  itNamesThePortalInEveryStatement(engine)
})
