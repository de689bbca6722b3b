import type { AppScene } from '../../support/app-scene.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAppScene } from '../../support/app-scene.ts'
import { prepareEngine } from '../../support/engines.ts'

describe('the session door', () => {
  const engine = prepareEngine()
  let scene: AppScene
  let portalId: number

  const audit = async (action: string) => (await engine.store.audit.list(portalId, { action }, {})).rows
  const refusal = async (response: Response) => ({ status: response.status, code: (await response.json() as { error: { code: string } }).error.code })

  beforeAll(async () => {
    scene = await openAppScene({ store: engine.store, portal: { demoLeads: 10 }, isWorking: false })
    await scene.install()
    portalId = (await engine.store.portals.findByMemberId(scene.running.portal.settings.memberId))?.portalId ?? 0
  })
  afterAll(() => scene.close())

  it('names the person, his roles and the portal', async () => {
    const rep = (await engine.store.roles.list(portalId)).find(row => row.role === 'rep')
    const session = await scene.session(rep?.userId ?? 0)
    expect(session.user).toMatchObject({ id: rep?.userId, roles: ['rep'] })
    expect(session.portal).toMatchObject({ origin: scene.running.url, crmMode: 'classic', currency: 'RUB', timeZone: 'Europe/Moscow' })
    expect(session.askWhom.length).toBeGreaterThan(0)
  })

  it('gives the administrator the role of managing the application', async () => {
    expect((await scene.session(1)).user.roles).toContain('admin')
  })

  it('refuses the token of another application with a sentence and an audit row', async () => {
    const { apps } = scene.running.portal
    const other = apps.register({ code: 'local.other', clientId: 'local.other', clientSecret: 'x', title: 'Other', appUrl: 'http://127.0.0.1:9/app', installUrl: '', scopes: ['crm'], version: 1 })
    apps.install(other.id, 1)
    const answer = await scene.trySession(1, other.id)
    expect(await refusal(answer.clone())).toEqual({ status: 403, code: 'foreign_application' })
    expect(await answer.text()).toContain('another application')
    expect(await audit('session.foreign_application')).toMatchObject([{ actorId: 1, detail: { applicationId: other.id } }])
  })

  it('refuses a made-up token', async () => {
    const response = await fetch(`${scene.url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ memberId: scene.running.portal.settings.memberId, accessToken: 'made-up' }) })
    expect(await refusal(response)).toEqual({ status: 401, code: 'token_refused' })
    expect(await audit('session.token_refused')).toHaveLength(1)
  })

  it('refuses a portal that never installed us, without calling it', async () => {
    const response = await fetch(`${scene.url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ memberId: 'f'.repeat(32), accessToken: 'whatever' }) })
    expect(await refusal(response)).toEqual({ status: 403, code: 'portal_unknown' })
  })

  it('refuses an expired token of a person and does not touch the stored ones', async () => {
    const before = await engine.store.tokens.read(portalId)
    const { accessToken } = scene.running.portal.tokens.issue({ appId: scene.appId, userId: 4 })
    scene.running.portal.tokens.expireAll()
    const response = await fetch(`${scene.url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ memberId: scene.running.portal.settings.memberId, accessToken }) })
    expect(await refusal(response)).toEqual({ status: 401, code: 'token_refused' })
    expect((await engine.store.tokens.read(portalId))?.generation).toBe(before?.generation)
  })

  it('lets nobody in with a forged or foreign session token', async () => {
    for (const token of ['aaaaaaaaaaaaaaaaaaaa', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxOjEifQ.', ''])
      expect((await scene.api(token, '/api/install')).status).toBe(401)
  })

  it('ends the sessions of a person whose roles changed', async () => {
    const admin = await scene.session(1)
    const person = await scene.session(4)
    expect((await scene.api(person.token, '/api/feedback-form')).status).toBe(200)
    const put = await scene.api(admin.token, '/api/people/roles', { method: 'PUT', body: { people: [{ userId: 4, roles: ['rop'] }] } })
    expect(put.status).toBe(200)
    expect((await scene.api(person.token, '/api/feedback-form')).status).toBe(401)
    expect(await audit('roles.changed')).toEqual(expect.arrayContaining([expect.objectContaining({ actorId: 1, subject: 'user:4', detail: expect.objectContaining({ after: ['rop'] }) })]))
  })

  it('shows roles and steps to administrators only', async () => {
    const rep = await scene.session(5)
    expect(await refusal(await scene.api(rep.token, '/api/install'))).toEqual({ status: 403, code: 'admin_needed' })
    expect(await refusal(await scene.api(rep.token, '/api/people/roles'))).toEqual({ status: 403, code: 'admin_needed' })
    expect(await refusal(await scene.api(rep.token, '/api/people/roles', { method: 'PUT', body: { people: [{ userId: 5, roles: ['owner'] }] } }))).toEqual({ status: 403, code: 'admin_needed' })
  })

  it('gives the management of the application to no one who is not an administrator of the portal', async () => {
    const admin = await scene.session(1)
    expect(await refusal(await scene.api(admin.token, '/api/people/roles', { method: 'PUT', body: { people: [{ userId: 5, roles: ['admin'] }] } }))).toEqual({ status: 400, code: 'admin_needed' })
  })

  it('ends the sessions of a dismissed employee at the next look at the people', async () => {
    const person = await scene.session(6)
    scene.running.portal.people.dismiss(6)
    expect((await scene.trySession(6)).status).toBe(401)
    const copy = scene.app.jobs.find(job => job.name === 'portals.copy')
    await copy?.work({})
    expect((await scene.api(person.token, '/api/feedback-form')).status).toBe(401)
    expect(await audit('person.dismissed')).toMatchObject([{ subject: 'user:6' }])
  })
})
