import type { CardState } from '../../../src/contracts/api/card-state.schema.ts'
import type { PortalStatus } from '../../../src/contracts/api/portal-status.schema.ts'
import type { EnforcingScene } from '../../support/enforcing-scene.ts'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LEAD } from '../../portal/crm/crm-item.ts'
import { defaultStaff } from '../../portal/people/default-staff.ts'
import { asAdmin, asRep, openEnforcingScene } from '../../support/enforcing-scene.ts'
import { prepareEngine } from '../../support/engines.ts'

const REP = defaultStaff.reps[0]
const ROP = defaultStaff.headOfSales

describe('what an administrator changes in the portal', () => {
  const engine = prepareEngine()
  let scene: EnforcingScene

  const crm = () => scene.running.portal.crm
  const fieldOf = (name: string) => {
    const field = crm().userFields(LEAD).find(one => one.fieldName === `UF_CRM_PT_${name}`)
    if (!field)
      throw new Error(`The portal has no field ${name}.`)
    return field
  }
  const optionId = (name: string, xmlId: string) => fieldOf(name).options.find(option => option.xmlId === xmlId)?.id
  const shown = (lead: number, name: string) => {
    const value = Number(crm().get(LEAD, lead)?.[`UF_CRM_PT_${name}`])
    return crm().userFields(LEAD).find(one => one.fieldName === `UF_CRM_PT_${name}`)?.options.find(option => option.id === value)?.xmlId ?? null
  }
  const stored = async (name: string) => (await engine.store.fields.list(scene.portalId)).find(field => field.fieldName === `UF_CRM_PT_${name}`)
  const history = (lead: number) => engine.store.feedback.ofItem(scene.portalId, { entityTypeId: LEAD, itemId: lead })
  const setByHand = (lead: number, values: Record<string, unknown>) => void crm().update(LEAD, lead, values, asRep, 'card')

  async function give(lead: number, feedback: object, userId: number = REP): Promise<CardState> {
    const { token } = await scene.session(userId)
    const response = await scene.api(token, `/api/items/${LEAD}/${lead}/feedback`, { method: 'POST', body: { clientKey: randomUUID(), route: 'tab', ...feedback } })
    if (!response.ok)
      throw new Error(`${response.status} ${await response.text()}`)
    const state = await response.json() as CardState
    await scene.settle()
    return state
  }

  beforeAll(async () => {
    scene = await openEnforcingScene({ store: engine.store })
  })
  afterAll(() => scene.close())

  describe('a renamed option', () => {
    it('keeps its meaning: a verdict set by the new words is adopted, and one of ours is written under them', async () => {
      const field = fieldOf('REASON')
      crm().userFieldStore.update(field.id, { options: field.options.map(option => option.xmlId === 'spam.advertiser' ? { ...option, value: 'Продают нам своё' } : option) }, asAdmin)
      await scene.settle()
      expect((await stored('REASON'))?.options).toContainEqual(expect.objectContaining({ xmlId: 'spam.advertiser', value: 'Продают нам своё' }))
      const [byHand, byUs] = [scene.addLead(), scene.addLead()]
      await scene.settle()
      setByHand(byHand, { UF_CRM_PT_VERDICT: optionId('VERDICT', 'spam'), UF_CRM_PT_REASON: optionId('REASON', 'spam.advertiser') })
      await give(byUs, { label: 'spam', reason: 'advertiser' })
      expect(await history(byHand)).toMatchObject([{ label: 'spam', reason: 'advertiser', complete: true, authorId: REP }])
      expect(shown(byUs, 'REASON')).toBe('spam.advertiser')
      expect((await stored('REASON'))?.state).toBe('ok')
    })
  })

  describe('a deleted option', () => {
    it('leaves an audit row; a verdict with it is kept, shows what the portal can still show, and comes back with the wizard', async () => {
      const field = fieldOf('REASON')
      crm().userFieldStore.update(field.id, { options: field.options.filter(option => option.xmlId !== 'off_target.student') }, asAdmin)
      await scene.settle()
      expect(await scene.audit('field.state')).toMatchObject([{ subject: 'UF_CRM_PT_REASON', detail: { before: 'ok', after: 'changed' } }])
      const lead = scene.addLead()
      await scene.settle()
      const state = await give(lead, { label: 'off_target', reason: 'student' })
      expect(state.feedback).toMatchObject({ label: 'off_target', complete: true })
      expect([shown(lead, 'VERDICT'), shown(lead, 'REASON')]).toEqual(['off_target', null])
      expect(await history(lead)).toMatchObject([{ label: 'off_target', reason: 'student', complete: true }])
      await scene.install()
      expect(fieldOf('REASON').options.map(option => option.xmlId)).toContain('off_target.student')
      expect((await stored('REASON'))?.state).toBe('ok')
    })
  })

  describe('a deleted field', () => {
    let judged: number

    it('takes no verdict back and blames nobody: the history stays, the field is named on the health page and in the audit', async () => {
      judged = scene.addLead()
      await scene.settle()
      await give(judged, { label: 'spam', reason: 'bot' })
      crm().userFieldStore.remove(fieldOf('VERDICT').id, asAdmin)
      setByHand(judged, { title: 'Окна, второй звонок' })
      await scene.settle()
      expect((await history(judged)).map(entry => entry.label)).toEqual(['spam'])
      expect(scene.noticesOf(REP, judged)).toEqual([])
      expect(await scene.audit('field.state')).toContainEqual(expect.objectContaining({ subject: 'UF_CRM_PT_VERDICT', detail: { before: 'ok', after: 'missing' } }))
      const { token } = await scene.session(defaultStaff.admin)
      const status = await (await scene.api(token, '/api/portal/status')).json() as { abilities: { fields: { name: string, state: string }[] } }
      expect(status.abilities.fields).toContainEqual(expect.objectContaining({ name: 'UF_CRM_PT_VERDICT', state: 'missing' }))
    })

    it('keeps the gate at work: verdicts are given in the tab, and moves are judged by them', async () => {
      const [without, qualified] = [scene.addLead(), scene.addLead()]
      await scene.settle()
      const answers = Object.fromEntries((await give(qualified, { label: 'qualified' })).form.criteria.map(({ code }) => [code, 'met']))
      await give(qualified, { label: 'qualified', answers, warmth: 'hot' })
      scene.move(without, 'PROCESSED')
      const deal = scene.convert(qualified)
      await scene.settle()
      expect([scene.stageOf(1, without), scene.stageOf(2, deal)]).toEqual(['NEW', 'NEW'])
      expect(shown(qualified, 'WARMTH')).toBe('hot')
    })

    it('comes back with the wizard, and with it every verdict it held', async () => {
      await scene.install()
      await scene.settle()
      expect((await stored('VERDICT'))?.state).toBe('ok')
      expect(shown(judged, 'VERDICT')).toBe('spam')
      setByHand(judged, { title: 'Окна, третий звонок' })
      await scene.settle()
      expect((await history(judged)).map(entry => entry.label)).toEqual(['spam'])
      expect(scene.noticesOf(REP, judged)).toEqual([])
    })
  })

  describe('a deleted stage', () => {
    const remove = (directory: string, stageId: string) => {
      const row = crm().directories.find(directory, stageId)
      if (!row)
        throw new Error(`No stage ${stageId}.`)
      crm().directories.remove(row.id)
    }

    it('to which a lead should return: the ledger says that the portal refused, and its rep is told what to do', async () => {
      const lead = scene.addLead({ stageId: 'IN_PROCESS' })
      await scene.settle()
      remove('STATUS', 'IN_PROCESS')
      scene.move(lead, 'PROCESSED')
      await scene.settle()
      expect(scene.stageOf(1, lead)).toBe('PROCESSED')
      expect(await scene.breachesOf(1, lead)).toEqual([{ kind: 'past_handoff', outcomes: ['refused_by_portal', 'notice'] }])
      expect(scene.noticesOf(REP, lead)).toHaveLength(1)
    })

    it('is noticed by the next look at the stages, with an audit row; nothing is tried in vain after it', async () => {
      remove('DEAL_STAGE', 'PT_WAITING')
      await scene.runJob('portals.copy')
      expect(await scene.audit('stages.gone')).toMatchObject([{ detail: { stages: ['1:0:IN_PROCESS', '2:0:PT_WAITING'] } }])
      const lead = scene.addLead()
      await scene.settle()
      const deal = scene.convert(lead)
      await scene.settle()
      expect(scene.stageOf(2, deal)).toBe('NEW')
      expect(await scene.breachesOf(1, lead)).toEqual([{ kind: 'converted', outcomes: ['notice'] }])
      expect(scene.noticesOf(REP, lead)).toHaveLength(1)
    })

    it('is named on the health page with its pipeline while the gate only tells there, until the wizard has made it anew', async () => {
      const gate = async () => {
        const { token } = await scene.session(defaultStaff.admin)
        const status = await (await scene.api(token, '/api/portal/status')).json() as PortalStatus
        return { promise: status.promises.find(promise => promise.code === 'gate'), lostWaiting: status.lostWaiting }
      }
      const [pipeline] = (await engine.store.stages.pipelines(scene.portalId)).filter(one => one.entityTypeId === 2 && one.isDefault)
      expect(await gate()).toEqual({ promise: { code: 'gate', state: 'amber', reason: 'waiting_stage_gone' }, lostWaiting: [pipeline?.name] })
      await scene.install()
      expect(await gate()).toEqual({ promise: { code: 'gate', state: 'green', reason: 'enforcing' }, lostWaiting: [] })
    })
  })

  describe('the day weeks begin on', () => {
    it('is followed, from the calendar of the portal to the figures and to pages', async () => {
      scene.running.portal.knobs.set('weekStart', 'SU')
      await scene.runJob('portals.copy')
      await scene.runJob('figures.refresh')
      const answer = await (await scene.trySession(ROP)).json() as { portal: { weekStart: number } }
      expect([answer.portal.weekStart, (await engine.store.figureFacts.state(scene.portalId))?.weekStart]).toEqual([6, 6])
    })
  })

  describe('a dismissed employee', () => {
    it('gives nothing any more; what concerns his leads is told to the head of sales, with an audit row', async () => {
      const lead = scene.addLead()
      await scene.settle()
      const { token } = await scene.session(REP)
      scene.running.portal.people.dismiss(REP)
      await scene.runJob('portals.copy')
      const refused = await scene.api(token, `/api/items/1/${lead}/feedback`, { method: 'POST', body: { clientKey: randomUUID(), route: 'tab', label: 'spam', reason: 'bot' } })
      expect(refused.status).toBe(401)
      expect(await refused.json()).toMatchObject({ error: { message: expect.stringMatching(/\S+ \S+/) } })
      expect((await scene.trySession(REP)).status).toBe(401)
      crm().update(LEAD, lead, { stageId: 'PROCESSED' }, asAdmin, 'kanban')
      await scene.settle()
      expect(scene.stageOf(1, lead)).toBe('NEW')
      expect(await history(lead)).toEqual([])
      expect([scene.noticesOf(REP, lead), scene.noticesOf(ROP, lead).length]).toEqual([[], 1])
      expect(await scene.audit('person.dismissed')).toMatchObject([{ subject: `user:${REP}` }])
    })
  })

  it('breaks no documented rule on the way', () => {
    expect(scene.running.portal.violations.list()).toEqual([])
  })
})
