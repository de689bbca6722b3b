import type { InstallState } from '../../../src/contracts/api/install.schema.ts'
import type { AppScene } from '../../support/app-scene.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { OWN_PLACEMENTS } from '../../../install/own-pages.ts'
import { treatyDocumentSchema } from '../../../src/contracts/treaty-document.schema.ts'
import { nativeOptions } from '../../../src/domain/native-options.ts'
import { openAppScene } from '../../support/app-scene.ts'
import { describeOnBothEngines } from '../../support/engines.ts'

describeOnBothEngines('moving into a portal', (engine) => {
  let scene: AppScene
  let state: InstallState
  let portalId: number

  beforeAll(async () => {
    scene = await openAppScene({ store: engine.store, portal: { demoLeads: 40 }, isWorking: false })
    state = await scene.install()
    portalId = (await engine.store.portals.findByMemberId(scene.running.portal.settings.memberId))?.portalId ?? 0
  })
  afterAll(() => scene.close())

  it('runs seven steps and is finished', () => {
    expect(state.steps.map(step => [step.code, step.state])).toEqual(['checks', 'people', 'stages', 'fields', 'connect', 'card', 'finish'].map(code => [code, 'done']))
    expect(state).toMatchObject({ readyToFinish: true, finished: true })
  })

  it('ends on a figure of the customer', () => {
    expect(state.steps.at(-1)?.message).toMatch(/За прошлый месяц \d+ лидов, \d+ % без вердикта|За прошлый месяц лидов не было/)
  })

  it('makes every native field with every option of the draft', async () => {
    const draft = await engine.store.treaties.latestDraft(portalId)
    const wanted = nativeOptions(treatyDocumentSchema.parse(draft?.document))
    const fields = await engine.store.fields.list(portalId)
    const codes = (name: string) => fields.find(field => field.fieldName === name)?.options.map(option => option.xmlId)
    expect(codes('UF_CRM_PT_VERDICT')).toEqual(wanted.verdict.map(option => option.xmlId))
    expect(codes('UF_CRM_PT_CRITERIA')).toEqual(wanted.criteria.map(option => option.xmlId))
    expect(codes('UF_CRM_PT_WARMTH')).toEqual(wanted.warmth.map(option => option.xmlId))
    expect(codes('UF_CRM_PT_REASON')).toEqual(wanted.reason.map(option => option.xmlId))
    expect(codes('UF_CRM_PT_REVIEW')).toEqual(wanted.review.map(option => option.xmlId))
    expect(scene.running.portal.crm.userFields(1).filter(field => field.fieldName.startsWith('UF_CRM_PT_'))).toHaveLength(6)
  })

  it('finishes the field of its own type by itself once the portal counts it as installed', () => {
    const field = scene.running.portal.crm.userFields(1).find(candidate => candidate.fieldName === 'UF_CRM_PT_CARD')
    expect(field?.userTypeId).toBe(`rest_${scene.appId}_ptfeedback`)
  })

  it('shows one widget in every place, in both languages', () => {
    const rows = scene.running.portal.apps.placements(scene.appId)
    expect(rows.map(row => row.placement).filter(code => code !== 'USERFIELD_TYPE').sort()).toEqual(OWN_PLACEMENTS.map(own => own.placement).sort())
    expect(rows.find(row => row.placement === 'CRM_LEAD_DETAIL_TAB')?.langAll).toMatchObject({ ru: { TITLE: 'Обратная связь' }, en: { TITLE: 'Feedback' } })
  })

  it('hears every event once, and has the offline queue collect changes of items', () => {
    const handlers = scene.running.portal.apps.handlers(scene.appId)
    const names = handlers.map(handler => `${handler.event} ${handler.offline}`)
    expect(new Set(names).size).toBe(names.length)
    expect(names).toContain('ONCRMLEADUPDATE false')
    expect(names).toContain('ONCRMLEADUPDATE true')
    expect(names).toContain('ONAPPUNINSTALL false')
  })

  it('adds the waiting stage to each pipeline before the final stages, and remembers it as confirmed', async () => {
    const stages = await engine.store.stages.list(portalId)
    const waiting = stages.filter(stage => stage.isWaiting)
    expect(waiting.length).toBe(scene.running.portal.crm.pipelines().length)
    for (const stage of waiting) {
      expect(stage).toMatchObject({ semantic: 'P', clientFree: true, name: 'Ждёт квалификации' })
      expect(stage.sort).toBeLessThan(Math.min(...stages.filter(other => other.pipelineId === stage.pipelineId && other.entityTypeId === 2 && other.semantic !== 'P').map(other => other.sort)))
    }
  })

  it('leaves an unsigned draft, so that the gate only observes', async () => {
    expect(await engine.store.treaties.inForce(portalId, Date.now())).toBeNull()
    const session = await scene.session(1)
    expect(session.treaty).toEqual({ mode: 'observe', versionNo: null })
  })

  it('keeps roles guessed from departments only because the administrator confirmed them', async () => {
    const roles = await engine.store.roles.list(portalId)
    expect(new Set(roles.map(row => row.role))).toEqual(new Set(['rep', 'rop', 'marketer', 'cmo', 'owner']))
    expect(roles.every(row => row.grantedBy === 1)).toBe(true)
  })

  it('asks the portal for nothing that is not documented', () => {
    expect(scene.running.portal.violations.list()).toEqual([])
  })

  it('writes neither tokens nor secrets into its log', () => {
    const all = scene.logged.join('\n')
    const issued = [...all.matchAll(/[0-9a-f]{32,}/gi)].map(match => match[0]).filter(text => scene.running.portal.tokens.byAccessToken(text) ?? scene.running.portal.tokens.byRefreshToken(text))
    expect(issued).toEqual([])
    expect(all).not.toContain('the-client-secret-of-the-test')
  })

  it('keeps no token and no client secret in the log of calls', async () => {
    await scene.settle()
    const { rows } = await engine.store.restLog.list(portalId, {}, { limit: 200 })
    const text = JSON.stringify(rows)
    expect(rows.length).toBeGreaterThan(20)
    expect(text).not.toContain('the-client-secret-of-the-test')
    const token = await engine.store.tokens.read(portalId)
    expect(token?.state).toBe('ok')
    expect(text).not.toMatch(/"auth":"(?!\[redacted\])/)
  })
})
