import type { FiguresQuery } from '../../../src/contracts/api/figures-query.schema.ts'
import type { TreatyDocument } from '../../../src/domain/treaty.ts'
import type { FigureViewer } from '../../../src/figures/query/figure-scope.ts'
import type { FigureDeps } from '../../../src/figures/refresh/figure-deps.ts'
import type { PastScene } from '../../support/past-scene.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readFunnel } from '../../../src/figures/query/read-funnel.ts'
import { readSpeed } from '../../../src/figures/query/read-speed.ts'
import { refreshFigures } from '../../../src/figures/refresh/refresh-figures.ts'
import { backfillPortal } from '../../../src/sync/backfill/backfill-portal.ts'
import { sweepTouches } from '../../../src/sync/sweep-touches.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { PEOPLE, REP } from '../../support/gate-scene.ts'
import { addCall, openPastScene } from '../../support/past-scene.ts'

const DAY_MS = 86_400_000

/** The last step of marketing is the first talk with the client. */
function withTalk(document: TreatyDocument): TreatyDocument {
  const last = document.funnel.findLastIndex(step => step.side === 'marketing')
  const talk = { code: 'M3a', side: 'marketing', words: { ru: 'Разговор', en: 'Talk' }, owner: 'rep', binding: { kind: 'activity', activity: 'first_talk' } } as const
  return { ...document, funnel: document.funnel.toSpliced(last + 1, 0, talk), handoff: { ...document.handoff, afterStep: talk.code } }
}

describeOnBothEngines('the first touch after an arrival', (engine) => {
  let scene: PastScene
  const sweep = async (): Promise<number> => sweepTouches(scene.deps, await scene.portalRow())
  const touches = async (entityTypeId: 1 | 2, itemId: number) => scene.store.touches.ofItems(scene.portalId, [{ entityTypeId, itemId }])
  const day = (ms: number): string => new Date(scene.now() + ms).toISOString().slice(0, 10)

  async function asked<Answer>(read: (deps: FigureDeps, portalId: number, viewer: FigureViewer, query: FiguresQuery) => Promise<Answer>): Promise<Answer> {
    const deps = { store: scene.store, treaties: scene.treaties, now: scene.now }
    await refreshFigures(deps, scene.portalId)
    return read(deps, scene.portalId, { userId: PEOPLE.rop, roles: ['rop'], teamUserIds: [], language: 'ru' }, { from: day(-30 * DAY_MS), to: day(2 * DAY_MS), view: 'cohort', repeats: 'all' })
  }
  const firstTouch = async () => (await asked(readSpeed)).firstTouch
  const talkStep = async () => (await asked(readFunnel)).steps.find(step => step.code === 'M3a')!

  beforeAll(async () => {
    scene = await openPastScene(engine.store, { seed: 88, leads: 5, treaty: withTalk })
    // The house's clock was moved beyond the past; the portal's follows.
    scene.portal.clock.shift(scene.now() - scene.portal.clock.now())
  })
  afterAll(() => scene.close())

  it('is no data while no activity is known', async () => {
    expect(await sweep()).toBe(0)
    expect(await firstTouch()).toEqual({ state: 'no_data' })
    expect(await talkStep()).toMatchObject({ reached: null, lost: null })
  })

  it('knows the calls of the past, with who made them, from the reading of the past', async () => {
    const [lead] = scene.leads as [number]
    addCall(scene, lead)
    await backfillPortal(scene.backfill, { portalId: scene.portalId, owner: 'test', isStopping: () => false })
    expect(await touches(1, lead)).toMatchObject([{ userId: PEOPLE.rep, touchedAt: expect.any(Number) }])
  })

  it('finds calls and completed activities since, once each, however often it looks; not to-dos that wait', async () => {
    const lead = scene.addLead()
    const deal = scene.convert(lead)
    await scene.settle()
    addCall(scene, lead)
    const todo = scene.portal.work.activities.add({ ownerTypeId: 2, ownerId: deal, typeId: 6, providerId: 'CRM_TODO', responsibleId: PEOPLE.rep }, REP)
    await sweep()
    expect([(await touches(1, lead)).length, (await touches(2, deal)).length]).toEqual([1, 0])
    scene.portal.work.activities.update(todo.id, { completed: true }, REP)
    await sweep()
    await sweep()
    expect(await touches(2, deal)).toMatchObject([{ activityId: todo.id, userId: PEOPLE.rep }])
  })

  it('knows of each whether it was an attempt, and how long the talk was; of the past too, also when the client called', async () => {
    const [, answered, missed] = scene.leads as [number, number, number]
    const called = scene.addLead()
    const call = (leadId: number, parts: object) => scene.portal.work.calls.make({ userId: PEOPLE.rep, phoneNumber: '79990001122', durationSec: 90, owner: { entityTypeId: 1, entityId: leadId }, ...parts }, REP)
    call(answered, { type: 2 })
    call(missed, { type: 2, durationSec: 0, failedCode: '304' })
    call(called, { durationSec: 0, failedCode: '304' })
    await scene.store.executeSql(`update backfill_part set state = 'waiting', finished_at = null, rows_read = 0, after_id = 0 where portal_id = ${scene.portalId} and part = 'activities'`)
    await scene.store.executeSql(`delete from touch where portal_id = ${scene.portalId}`)
    await backfillPortal(scene.backfill, { portalId: scene.portalId, owner: 'test', isStopping: () => false })
    expect(await touches(1, answered)).toMatchObject([{ isAttempt: false, talkSeconds: 90 }])
    expect(await touches(1, missed)).toEqual([])
    expect(await touches(1, called)).toMatchObject([{ isAttempt: true, talkSeconds: 0 }])
    const before = await scene.store.touches.ofItems(scene.portalId, [answered, called, scene.leads[0]!].map(itemId => ({ entityTypeId: 1, itemId })))
    await scene.store.executeSql(`delete from touch where portal_id = ${scene.portalId}`)
    await scene.store.executeSql(`update portal set watermarks = watermarks - 'touches' where portal_id = ${scene.portalId}`)
    await sweep()
    const swept = await touches(1, called)
    expect(swept).toEqual(before.filter(touch => touch.itemId === called))
    await scene.store.touches.addMany(scene.portalId, before)
  })

  it('makes a step of the funnel that is bound to the first talk: who talked, or went on without', async () => {
    const went = scene.addLead()
    scene.convert(went)
    await scene.settle()
    const { reached } = await talkStep()
    const talked = new Set((await scene.store.executeSql(`select item_id from touch where portal_id = ${scene.portalId} and talk_seconds > 0 and entity_type_id = 1`)).rows.map(row => (row as { item_id: number }).item_id))
    const beyond = (await scene.store.executeSql(`select item_id from figure_item where portal_id = ${scene.portalId} and step > 3`)).rows.map(row => (row as { item_id: number }).item_id)
    expect(beyond).toContain(went)
    expect(reached).toEqual({ value: new Set([...talked, ...beyond]).size, list: 'steps.reached.3' })
  })

  it('counts from the arrival to the touch of the assignee, and waits for those nobody has called', async () => {
    const waiting = scene.addLead()
    scene.convert(waiting)
    await scene.settle()
    const answer = await firstTouch()
    expect(answer).toMatchObject({ code: 'first_touch', ended: { value: expect.any(Number) }, waiting: { value: expect.any(Number), list: 'spans.open.105' } })
    if ('state' in answer)
      throw new Error('no data')
    expect([answer.ended.value, answer.waiting.value].every(value => value > 0)).toBe(true)
    expect(answer.p50Ms).toBeGreaterThanOrEqual(0)
  })

  it('misses nothing while our own clock is ahead of the portal\'s', async () => {
    scene.advance(3_600_000)
    await sweep()
    const lead = scene.addLead()
    addCall(scene, lead)
    await sweep()
    expect(await touches(1, lead)).toHaveLength(1)
  })

  it('asks the portal for nothing undocumented', () => {
    expect(scene.portal.violations.list()).toEqual([])
  })
})
