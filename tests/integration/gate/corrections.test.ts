import type { GateScene } from '../../support/gate-scene.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeOnBothEngines } from '../../support/engines.ts'
import { openGateScene, PEOPLE, REP, ROBOT } from '../../support/gate-scene.ts'

describeOnBothEngines('the gate at work', (engine) => {
  let scene: GateScene
  beforeAll(async () => {
    scene = await openGateScene(engine.store)
  })
  afterAll(() => scene.close())

  it('returns an unconverted lead past the handoff, tells its rep once and asks for the verdict in the timeline', async () => {
    const lead = scene.addLead()
    scene.move(1, lead, 'IN_PROCESS')
    scene.move(1, lead, 'PROCESSED')
    await scene.settle()
    expect(scene.stageOf(1, lead)).toBe('IN_PROCESS')
    expect(scene.portal.work.notifications.of(PEOPLE.rep).filter(one => one.text.includes(`details/${lead}/`))).toMatchObject([{ text: expect.stringContaining('возвращён на прежнюю стадию: нет вердикта') }])
    expect(scene.portal.work.activities.ofOwner({ entityTypeId: 1, entityId: lead } as never)).toMatchObject([{ completed: false, badgeCode: 'pt_returned' }])
  })

  it('holds the deal of a converted lead and releases it the moment the lead is qualified', async () => {
    const lead = scene.addLead()
    const deal = scene.convert(lead)
    await scene.settle()
    expect([scene.stageOf(1, lead), scene.stageOf(2, deal)]).toEqual(['CONVERTED', 'PT_WAITING'])
    await scene.verdict(lead, 'qualified')
    await scene.settle()
    expect([scene.stageOf(1, lead), scene.stageOf(2, deal)]).toEqual(['CONVERTED', 'NEW'])
    expect((await scene.breaches()).filter(one => one.item === `1:${lead}`)).toMatchObject([{ kind: 'converted', mode: 'enforce', outcomes: expect.arrayContaining(['held', 'released']) }])
  })

  it('leaves a lead alone that was qualified before', async () => {
    const lead = scene.addLead()
    await scene.verdict(lead, 'qualified')
    const deal = scene.convert(lead)
    await scene.settle()
    expect([scene.stageOf(1, lead), scene.stageOf(2, deal)]).toEqual(['CONVERTED', 'NEW'])
    expect((await scene.breaches()).filter(one => one.item === `1:${lead}`)).toEqual([])
  })

  it('takes a lead back from junk until there is a verdict of any kind', async () => {
    const lead = scene.addLead()
    scene.move(1, lead, 'JUNK')
    await scene.settle()
    expect(scene.stageOf(1, lead)).toBe('NEW')
    await scene.verdict(lead, 'spam')
    scene.move(1, lead, 'JUNK')
    await scene.settle()
    expect(scene.stageOf(1, lead)).toBe('JUNK')
  })

  it('names a person, or nobody, as far as the events tell', async () => {
    const [byRep, byRobot] = [scene.addLead(), scene.addLead()]
    await scene.settle()
    scene.move(1, byRep, 'PROCESSED', REP)
    scene.move(1, byRobot, 'PROCESSED', ROBOT)
    await scene.settle()
    const routes = new Map((await scene.breaches()).map(one => [one.item, one.route]))
    expect([routes.get(`1:${byRep}`), routes.get(`1:${byRobot}`)]).toEqual(['person', 'no_user'])
  })

  it('closes the timeline record when the feedback is complete', async () => {
    const lead = scene.addLead()
    scene.move(1, lead, 'PROCESSED')
    await scene.settle()
    await scene.verdict(lead, 'off_target')
    await scene.settle()
    expect([...scene.portal.work.activities.all()].filter(one => one.ownerId === lead && one.appId !== null)).toMatchObject([{ completed: true }])
  })

  it('writes nothing twice when every event comes twice and in any order', async () => {
    scene.portal.knobs.apply({ duplicateEvents: 1, reorderEvents: true })
    const leads = [scene.addLead(), scene.addLead(), scene.addLead()]
    const deals = leads.map(lead => scene.convert(lead))
    await scene.settle()
    scene.portal.knobs.apply({ duplicateEvents: 0, reorderEvents: false })
    expect(deals.map(deal => scene.stageOf(2, deal))).toEqual(['PT_WAITING', 'PT_WAITING', 'PT_WAITING'])
    const rows = (await scene.breaches()).filter(one => leads.some(lead => one.item === `1:${lead}`))
    expect(rows.map(one => one.outcomes)).toEqual([['held'], ['held'], ['held']])
    for (const lead of leads)
      expect([...scene.portal.work.activities.all()].filter(one => one.ownerId === lead && one.appId !== null)).toHaveLength(1)
  })

  it('leaves no documented rule of the portal broken', () => {
    expect(scene.portal.violations.list()).toEqual([])
  })
})
