import type { GateState } from '../../../src/contracts/api/gate.schema.ts'
import type { EnforcingScene } from '../../support/enforcing-scene.ts'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEAL } from '../../portal/crm/crm-item.ts'
import { defaultStaff } from '../../portal/people/default-staff.ts'
import { asRep, openEnforcingScene } from '../../support/enforcing-scene.ts'
import { prepareEngine } from '../../support/engines.ts'

const REP = defaultStaff.reps[0]

describe('a portal without leads (simple CRM mode)', () => {
  const engine = prepareEngine()
  let scene: EnforcingScene
  const addDeal = () => Number(scene.running.portal.crm.add(DEAL, { title: 'Кухня', assignedById: REP }, asRep, 'card').id)
  const move = (deal: number, stageId: string) => void scene.running.portal.crm.update(DEAL, deal, { stageId }, asRep, 'kanban')

  beforeAll(async () => {
    scene = await openEnforcingScene({ store: engine.store, portal: { knobs: { crmMode: 'simple' } } })
  })
  afterAll(() => scene.close())

  it('is installed, with a sentence that says what this means', async () => {
    const { token } = await scene.session(defaultStaff.admin)
    const { steps, finished } = await (await scene.api(token, '/api/install')).json() as { steps: { code: string, message: string }[], finished: boolean }
    expect(finished).toBe(true)
    expect(steps.find(step => step.code === 'checks')?.message).toMatch(/без лидов[\s\S]*наблюдает/)
  })

  it('only observes although both heads have signed, and says why', async () => {
    const { token } = await scene.session(defaultStaff.headOfSales)
    expect(await (await scene.api(token, '/api/gate')).json() as GateState).toMatchObject({ mode: 'observe', observingBecause: 'simple_mode' })
  })

  it('writes down what it would have done and changes nothing', async () => {
    const deal = addDeal()
    await scene.settle()
    move(deal, 'EXECUTING')
    await scene.settle()
    expect(scene.stageOf(2, deal)).toBe('EXECUTING')
    expect(await engine.store.breaches.ofItem(scene.portalId, { entityTypeId: 2, itemId: deal })).toMatchObject([{ mode: 'observe' }])
    expect(scene.noticesOf(REP, deal)).toEqual([])
    expect(scene.running.portal.work.activities.ofOwner({ entityTypeId: 2, entityId: deal }).filter(activity => activity.layout)).toEqual([])
  })

  it('takes verdicts on deals, by the tab and by the native fields', async () => {
    const [byTab, byHand] = [addDeal(), addDeal()]
    await scene.settle()
    const { token } = await scene.session(REP)
    const given = await scene.api(token, `/api/items/2/${byTab}/feedback`, { method: 'POST', body: { clientKey: randomUUID(), route: 'tab', label: 'spam', reason: 'bot' } })
    expect(given.status).toBe(200)
    const option = (name: string, xmlId: string) => scene.running.portal.crm.userFields(DEAL).find(field => field.fieldName === name)?.options.find(one => one.xmlId === xmlId)?.id
    scene.running.portal.crm.update(DEAL, byHand, { UF_CRM_PT_VERDICT: option('UF_CRM_PT_VERDICT', 'off_target'), UF_CRM_PT_REASON: option('UF_CRM_PT_REASON', 'off_target.student') }, asRep, 'card')
    await scene.settle()
    expect(scene.running.portal.crm.get(DEAL, byTab)?.UF_CRM_PT_VERDICT).toBe(option('UF_CRM_PT_VERDICT', 'spam'))
    expect(await engine.store.feedback.ofItem(scene.portalId, { entityTypeId: 2, itemId: byHand })).toMatchObject([{ label: 'off_target', reason: 'student', complete: true, route: 'native' }])
  })

  it('breaks no documented rule', () => {
    expect(scene.running.portal.violations.list()).toEqual([])
  })
})
