import type { InstallState } from '../../../src/contracts/api/install.schema.ts'
import type { AppScene } from '../../support/app-scene.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { openAppScene } from '../../support/app-scene.ts'
import { prepareEngine } from '../../support/engines.ts'

describe('installing into a portal with troubles', () => {
  const engine = prepareEngine()
  let scene: AppScene
  let seed = 100
  const step = (state: InstallState, code: string) => state.steps.find(candidate => candidate.code === code)
  const trouble = (method: string, change: object = {}) => scene.running.portal.knobs.set('restTroubles', [{ method, kind: 'status', status: 500, code: '', delayMs: 0, share: 1, times: null, ...change }])
  const open = async (options: Partial<Parameters<typeof openAppScene>[0]> = {}) => {
    seed += 1
    scene = await openAppScene({ store: engine.store, isWorking: false, ...options, portal: { seed, ...options.portal } })
  }

  afterEach(() => scene.close())

  it('fails one step with a sentence while the portal is down, and goes on from there afterwards', async () => {
    await open()
    trouble('crm.lead.userfield.*')
    const failed = await scene.install()
    expect(step(failed, 'fields')).toMatchObject({ state: 'failed', messageCode: 'failed.portal_unreachable', message: expect.stringContaining('Портал не отвечает') })
    expect(failed).toMatchObject({ readyToFinish: false, finished: false })
    scene.running.portal.knobs.set('restTroubles', [])
    const state = await scene.install()
    expect(state).toMatchObject({ readyToFinish: true, finished: true })
    expect(scene.running.portal.crm.userFields(1).filter(field => field.fieldName.startsWith('UF_CRM_PT_'))).toHaveLength(6)
  })

  it('makes no field twice when the answer to its creation got lost', async () => {
    await open()
    trouble('crm.lead.userfield.add', { kind: 'reset', times: 1 })
    expect(step(await scene.install(), 'fields')?.state).toBe('failed')
    const state = await scene.install()
    expect(step(state, 'fields')?.state).toBe('done')
    const names = scene.running.portal.crm.userFields(1).map(field => field.fieldName)
    expect(new Set(names).size).toBe(names.length)
  })

  it('adds no second waiting stage when the answer got lost', async () => {
    await open()
    trouble('crm.status.add', { kind: 'reset', times: 1 })
    expect(step(await scene.install(), 'stages')?.state).toBe('failed')
    expect(step(await scene.install(), 'stages')?.state).toBe('done')
    const made = scene.running.portal.crm.stages(2, 0).filter(stage => stage.statusId.endsWith('PT_WAITING'))
    expect(made).toHaveLength(1)
  })

  it('names the permissions that are missing', async () => {
    await open({ scopes: ['crm', 'user_brief'] })
    expect(step(await scene.install(), 'checks')).toMatchObject({ state: 'failed', messageCode: 'checks.scopes', message: expect.stringContaining('placement') })
  })

  it('installs without departments, messages or telephony, and says what is missing', async () => {
    await open({ scopes: ['crm', 'placement', 'user_brief'] })
    const state = await scene.install()
    expect(state.finished).toBe(true)
    expect(step(state, 'checks')?.findings.join('\n')).toMatch(/department[\s\S]*im[\s\S]*telephony/)
  })

  it('lives without the offline queue', async () => {
    await open({ portal: { knobs: { offlineQueueMissing: true } } })
    expect((await scene.install()).finished).toBe(true)
    expect(scene.running.portal.apps.handlers(scene.appId).some(handler => handler.offline)).toBe(false)
  })

  it('survives a portal that refuses to bind an event twice', async () => {
    await open({ portal: { knobs: { doubleEventBind: 'refused' } } })
    await scene.install()
    expect(step(await scene.install(), 'connect')?.state).toBe('done')
  })

  it('binds some fifty things in a handful of requests, and nothing twice when it runs again', async () => {
    await open()
    await scene.install()
    const binding = async () => {
      await scene.app.idle()
      const portal = await engine.store.portals.findByMemberId(scene.running.portal.settings.memberId)
      const { rows } = await engine.store.restLog.list(portal?.portalId ?? 0, {}, { limit: 200 })
      return { all: rows.length, single: rows.filter(row => /\.(?:bind|unbind)$|badge\.add$|trigger\.add$/.test(row.method)).length }
    }
    const first = await binding()
    expect(first.single).toBe(0)
    expect(first.all).toBeLessThanOrEqual(65)
    const bound = () => scene.running.portal.apps.handlers(scene.appId).length + scene.running.portal.apps.placements(scene.appId).length
    const before = bound()
    await scene.install()
    expect((await binding()).all - first.all).toBeLessThan(first.all)
    expect(bound()).toBe(before)
  })

  it('goes on where the portal was lost in the middle of binding, and binds nothing twice', async () => {
    await open()
    trouble('event.bind', { status: 400, code: 'ERROR_CORE', times: 5 })
    await scene.install()
    scene.running.portal.knobs.set('restTroubles', [])
    expect(step(await scene.install(), 'connect')).toMatchObject({ state: 'done', findings: [] })
    const handlers = scene.running.portal.apps.handlers(scene.appId).map(handler => `${handler.event} ${handler.offline}`)
    expect(new Set(handlers).size).toBe(handlers.length)
    expect(handlers).toContain('ONCRMLEADUPDATE false')
  })

  it('asks the portal anew who the administrator is before a step that writes', async () => {
    let passedMs = 0
    await open({ now: () => Date.now() + passedMs })
    await scene.install()
    const { token } = await scene.session(1)
    const run = (by: string) => scene.api(by, '/api/install/steps/checks', { method: 'POST', body: {} })
    expect((await run(token)).status).toBe(200)
    passedMs = 6 * 60_000
    const old = await run(token)
    expect([old.status, await old.json()]).toMatchObject([401, { error: { code: 'proof_old' } }])
    expect((await scene.api(token, '/api/install')).status).toBe(200)
    expect((await run((await scene.session(1)).token)).status).toBe(200)
    scene.running.portal.people.update(1, { admin: false })
    expect((await run((await scene.session(1)).token)).status).toBe(403)
    scene.running.portal.people.update(1, { admin: true })
  })

  it('installs in simple CRM mode, says so and only observes', async () => {
    await open({ portal: { knobs: { crmMode: 'simple' } } })
    const state = await scene.install()
    expect(step(state, 'checks')).toMatchObject({ state: 'done', messageCode: 'checks.simple' })
    expect(state.finished).toBe(true)
    expect(scene.running.portal.crm.userFields(2).some(field => field.fieldName === 'UF_CRM_PT_VERDICT')).toBe(true)
    const session = await scene.session(1)
    expect(session).toMatchObject({ portal: { crmMode: 'simple' }, treaty: { mode: 'observe' } })
  })

  it('makes the verdict required always only where the administrator chose so, warned about intake, and takes it back when he changes his mind', async () => {
    await open()
    const isRequired = () => scene.running.portal.crm.userFields(1).find(field => field.fieldName === 'UF_CRM_PT_VERDICT')?.mandatory
    const state = await scene.install()
    const question = step(state, 'card')?.choices.find(choice => choice.name === 'required')
    expect(question?.proposed).toEqual(['guide'])
    expect(question?.options.find(option => option.value === 'mandatory')?.note).toMatch(/интеграции, которые создают лиды, могут получить отказ/)
    expect(isRequired()).toBe(false)
    await scene.install({ choices: { card: { required: ['mandatory'] } } })
    expect(isRequired()).toBe(true)
    await scene.install({ choices: { card: { required: ['guide'] } } })
    expect(isRequired()).toBe(false)
  })

  it('names a field of our name that has another type, and deletes nothing', async () => {
    await open()
    const portal = scene.running.portal
    portal.apps.install(scene.appId, 1)
    const { accessToken } = portal.tokens.issue({ appId: scene.appId, userId: 1 })
    await fetch(`${scene.running.url}/rest/crm.lead.userfield.add`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ auth: accessToken, fields: { FIELD_NAME: 'PT_VERDICT', USER_TYPE_ID: 'string', LABEL: 'mine' } }) })
    expect(step(await scene.install(), 'fields')).toMatchObject({ state: 'failed', messageCode: 'fields.type', message: expect.stringContaining('UF_CRM_PT_VERDICT') })
    expect(portal.crm.userFields(1).find(field => field.fieldName === 'UF_CRM_PT_VERDICT')?.userTypeId).toBe('string')
  })

  it('keeps options an administrator renamed or added', async () => {
    await open()
    await scene.install()
    const portal = scene.running.portal
    const field = portal.crm.userFields(1).find(candidate => candidate.fieldName === 'UF_CRM_PT_VERDICT')
    const option = field?.options[0]
    if (!option)
      throw new Error('The field has no options.')
    option.value = 'Переименовано'
    await scene.install()
    expect(portal.crm.userFields(1).find(candidate => candidate.fieldName === 'UF_CRM_PT_VERDICT')?.options.map(entry => entry.value)).toContain('Переименовано')
  })
})
