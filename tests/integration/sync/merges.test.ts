import type { Actor } from '../../portal/crm/actor.ts'
import { afterEach, expect, it } from 'vitest'
import { describeOnBothEngines } from '../../support/engines.ts'
import { openGateScene, PEOPLE } from '../../support/gate-scene.ts'

const ADMIN: Actor = { kind: 'user', userId: PEOPLE.admin, appId: null }

describeOnBothEngines('leads that are merged as duplicates', (engine) => {
  const ends: (() => Promise<void>)[] = []
  let seed = 1_700

  async function open() {
    seed += 1
    const scene = await openGateScene(engine.store, { seed })
    ends.push(() => scene.close())
    const lead = (itemId: number) => ({ entityTypeId: 1, itemId }) as const
    return {
      ...scene,
      merge: (survivor: number, duplicate: number) => void scene.portal.crm.merge(1, [survivor, duplicate], ADMIN),
      item: (itemId: number) => engine.store.items.get(scene.portalId, lead(itemId)),
      verdicts: async (itemId: number) => (await engine.store.feedback.ofItem(scene.portalId, lead(itemId))).map(entry => [entry.label, entry.evidence.mergedFrom]),
    }
  }

  afterEach(async () => {
    await Promise.all(ends.splice(0).map(end => end()))
  })

  /** A qualified lead with a deal at work, and a namesake without a verdict. */
  async function twins() {
    const scene = await open()
    const [duplicate, survivor] = [scene.addLead(), scene.addLead()]
    await scene.settle()
    await scene.verdict(duplicate, 'qualified')
    await scene.settle()
    const deal = scene.convert(duplicate)
    await scene.settle()
    return { scene, duplicate, survivor, deal, stage: scene.stageOf(2, deal) }
  }

  it('bring the verdict to the one that stays, with who gave it and when: its deal stays at work', async () => {
    const { scene, duplicate, survivor, deal, stage } = await twins()
    const [given] = await engine.store.feedback.ofItem(scene.portalId, { entityTypeId: 1, itemId: duplicate })
    scene.merge(survivor, duplicate)
    await scene.settle()
    const [moved] = await engine.store.feedback.ofItem(scene.portalId, { entityTypeId: 1, itemId: survivor })
    expect(moved).toMatchObject({ label: 'qualified', authorId: given?.authorId, givenAt: given?.givenAt, versionNo: given?.versionNo, evidence: { mergedFrom: duplicate } })
    expect(await scene.item(duplicate)).toMatchObject({ goneCause: 'merged', deletedAt: expect.any(Number) })
    expect(await scene.verdicts(duplicate)).toEqual([['qualified', undefined]])
    expect((await engine.store.items.get(scene.portalId, { entityTypeId: 2, itemId: deal }))?.leadId).toBe(survivor)
    expect(scene.stageOf(2, deal)).toBe(stage)
    expect(await scene.breaches()).toEqual([])
    expect((await engine.store.audit.list(scene.portalId, { action: 'lead.merged' }, {})).rows).toMatchObject([{ subject: `lead:${duplicate}`, detail: { survivor, verdictMoved: true } }])
  })

  it('bring it once, however often and in whatever order the portal tells of it', async () => {
    const { scene, duplicate, survivor, deal, stage } = await twins()
    scene.portal.knobs.apply({ dropEvents: 1 })
    scene.merge(survivor, duplicate)
    await scene.portal.events.idle()
    for (const refs of [[{ entityTypeId: 1, itemId: duplicate }], [{ entityTypeId: 1, itemId: survivor }], [{ entityTypeId: 2, itemId: deal }, { entityTypeId: 1, itemId: duplicate }], [{ entityTypeId: 2, itemId: deal }]] as const) {
      await scene.mark([...refs])
      await scene.work()
    }
    expect(await scene.verdicts(survivor)).toEqual([['qualified', duplicate]])
    expect(await scene.item(duplicate)).toMatchObject({ goneCause: 'merged' })
    expect([scene.stageOf(2, deal), await scene.breaches()]).toEqual([stage, []])
  })

  it('leave the one that stays the verdict it has', async () => {
    const { scene, duplicate, survivor } = await twins()
    await scene.verdict(survivor, 'off_target')
    await scene.settle()
    scene.merge(survivor, duplicate)
    await scene.settle()
    expect(await scene.verdicts(survivor)).toEqual([['off_target', undefined]])
    expect(await scene.item(duplicate)).toMatchObject({ goneCause: 'merged' })
  })

  it('wait for the end of a merge that is under way: the deal has moved and its old lead is still there', async () => {
    const { scene, duplicate, survivor, deal, stage } = await twins()
    scene.portal.crm.update(2, deal, { leadId: survivor }, { kind: 'system' }, 'rest')
    await scene.portal.events.idle()
    const merging = scene.work()
    await new Promise(resolve => setTimeout(resolve, 700))
    expect([scene.stageOf(2, deal), await scene.breaches()]).toEqual([stage, []])
    scene.merge(survivor, duplicate)
    await merging
    await scene.settle()
    expect(await scene.verdicts(survivor)).toEqual([['qualified', duplicate]])
    expect([scene.stageOf(2, deal), await scene.breaches()]).toEqual([stage, []])
  })
})
