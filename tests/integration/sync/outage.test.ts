import type { EnforcingScene } from '../../support/enforcing-scene.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { defaultStaff } from '../../portal/people/default-staff.ts'
import { openEnforcingScene } from '../../support/enforcing-scene.ts'
import { describeOnBothEngines } from '../../support/engines.ts'

const REP = defaultStaff.reps[0]
const HOUR = 3_600_000

describeOnBothEngines('after three days in which no server of ours ran', (engine) => {
  let scene: EnforcingScene
  let ahead = 0
  const now = (): number => Date.now() + ahead

  /** Time goes by in the portal and on our machine. */
  function pass(ms: number): void {
    ahead += ms
    scene.running.portal.clock.shift(ms)
  }

  /** What happened in the portal, by age when the server is back. */
  const old = { dragged: 0, converted: 0, deal: 0, junk: 0, judged: 0, judgedDeal: 0 }
  const young = { dragged: 0, converted: 0, deal: 0, junk: 0, judged: 0, judgedDeal: 0 }
  let gone = 0

  function live(these: typeof old): void {
    scene.move(these.dragged, 'PROCESSED')
    scene.move(these.junk, 'JUNK')
    these.deal = scene.convert(these.converted)
    these.judgedDeal = scene.convert(these.judged)
  }

  beforeAll(async () => {
    scene = await openEnforcingScene({ store: engine.store, now, ...(engine.name === 'postgres' && { portal: { seed: 2 } }) })
    for (const these of [old, young]) {
      for (const name of ['dragged', 'converted', 'junk', 'judged'] as const)
        these[name] = scene.addLead()
    }
    gone = scene.addLead()
    await scene.settle()
    for (const lead of [old.judged, young.judged])
      await engine.store.feedback.append(scene.portalId, { entityTypeId: 1, itemId: lead, kind: 'verdict', label: 'qualified', answers: {}, prefilled: [], warmth: 'hot', reason: null, comment: null, complete: true, unproven: false, authorId: REP, route: 'tab', evidence: { proven: true, givenAs: 'rep' }, versionNo: 1, givenAt: now(), dedupeKey: `test:${lead}`, durationMs: null })
    await scene.stop()
    pass(4 * HOUR)
    live(old)
    scene.running.portal.crm.remove(1, gone, { kind: 'user', userId: defaultStaff.admin, appId: null })
    pass(66 * HOUR)
    live(young)
    pass(2 * HOUR)
    await scene.running.portal.events.idle()
    await scene.startAgain()
    await scene.settle()
  })
  afterAll(() => scene.close())

  it('corrects what is younger than the treaty\'s limit, in the portal and with one word to the rep', async () => {
    expect([scene.stageOf(1, young.dragged), scene.stageOf(1, young.junk), scene.stageOf(1, young.converted), scene.stageOf(2, young.deal)]).toEqual(['NEW', 'NEW', 'CONVERTED', 'PT_WAITING'])
    expect(await scene.breachesOf(1, young.dragged)).toEqual([{ kind: 'past_handoff', outcomes: ['returned'] }])
    expect(await scene.breachesOf(1, young.junk)).toEqual([{ kind: 'junk', outcomes: ['returned'] }])
    expect(await scene.breachesOf(1, young.converted)).toEqual([{ kind: 'converted', outcomes: ['held'] }])
    for (const lead of [young.dragged, young.junk, young.converted])
      expect(scene.noticesOf(REP, lead)).toHaveLength(1)
  })

  it('writes what is older into the ledger only: nothing moves, nobody is told', async () => {
    expect([scene.stageOf(1, old.dragged), scene.stageOf(1, old.junk), scene.stageOf(1, old.converted), scene.stageOf(2, old.deal)]).toEqual(['PROCESSED', 'JUNK', 'CONVERTED', 'NEW'])
    for (const [lead, kind] of [[old.dragged, 'past_handoff'], [old.junk, 'junk'], [old.converted, 'converted']] as const) {
      expect(await scene.breachesOf(1, lead)).toEqual([{ kind, outcomes: ['too_old'] }])
      expect(scene.noticesOf(REP, lead)).toEqual([])
    }
  })

  it('leaves qualified leads and their deals alone', async () => {
    for (const { judged, judgedDeal } of [old, young]) {
      expect(scene.stageOf(2, judgedDeal)).toBe('NEW')
      expect(await scene.breachesOf(1, judged)).toEqual([])
    }
  })

  it('knows the hour of every move, and finds the deleted lead gone at the nightly comparison of ids', async () => {
    const { portalId } = scene
    const [breach] = await engine.store.breaches.ofItem(portalId, { entityTypeId: 1, itemId: old.dragged })
    expect(Math.round((now() - (breach?.movedAt ?? 0)) / HOUR)).toBe(68)
    const hourInMoscow = new Date(now() + 3 * HOUR).getUTCHours()
    await scene.stop()
    pass(((27 - hourInMoscow) % 24) * HOUR)
    await scene.startAgain()
    await scene.settle()
    expect(await engine.store.items.get(portalId, { entityTypeId: 1, itemId: gone })).toMatchObject({ deletedAt: expect.any(Number) })
    expect(await scene.audit('items.gone')).toMatchObject([{ subject: `item:1:${gone}` }])
  })

  it('breaks no documented rule on the way', () => {
    expect(scene.running.portal.violations.list()).toEqual([])
  })
})
