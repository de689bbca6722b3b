import type { PastScene } from '../../support/past-scene.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readSpeed } from '../../../src/figures/query/read-speed.ts'
import { refreshFigures } from '../../../src/figures/refresh/refresh-figures.ts'
import { backfillPortal } from '../../../src/sync/backfill/backfill-portal.ts'
import { sweepTouches } from '../../../src/sync/sweep-touches.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { PEOPLE, REP } from '../../support/gate-scene.ts'
import { addCall, openPastScene } from '../../support/past-scene.ts'

const DAY_MS = 86_400_000

describeOnBothEngines('the first touch after an arrival', (engine) => {
  let scene: PastScene
  const sweep = async (): Promise<number> => sweepTouches(scene.deps, await scene.portalRow())
  const touches = async (entityTypeId: 1 | 2, itemId: number) => scene.store.touches.ofItems(scene.portalId, [{ entityTypeId, itemId }])
  const day = (ms: number): string => new Date(scene.now() + ms).toISOString().slice(0, 10)

  async function firstTouch() {
    const deps = { store: scene.store, treaties: scene.treaties, now: scene.now }
    await refreshFigures(deps, scene.portalId)
    return (await readSpeed(deps, scene.portalId, { userId: PEOPLE.rop, roles: ['rop'], teamUserIds: [], language: 'ru' }, { from: day(-30 * DAY_MS), to: day(2 * DAY_MS), view: 'cohort', repeats: 'all' })).firstTouch
  }

  beforeAll(async () => {
    scene = await openPastScene(engine.store, { seed: 88, leads: 5 })
    // The house's clock was moved beyond the past; the portal's follows.
    scene.portal.clock.shift(scene.now() - scene.portal.clock.now())
  })
  afterAll(() => scene.close())

  it('is no data while no activity is known', async () => {
    expect(await sweep()).toBe(0)
    expect(await firstTouch()).toEqual({ state: 'no_data' })
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
