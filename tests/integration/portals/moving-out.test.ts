import type { AppScene } from '../../support/app-scene.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAppScene } from '../../support/app-scene.ts'
import { prepareEngine } from '../../support/engines.ts'

describe('hints about the life of the application', () => {
  const engine = prepareEngine()
  let scene: AppScene
  let portalId: number
  const memberId = () => scene.running.portal.settings.memberId
  const audit = async (action: string) => (await engine.store.audit.list(portalId, { action }, {})).rows

  /** An event as somebody who knows these values would post it. */
  async function post(event: string, fields: Record<string, string>): Promise<number> {
    const response = await fetch(`${scene.url}/events`, { method: 'POST', body: new URLSearchParams({ event, 'auth[member_id]': memberId(), 'ts': '1790000000', ...fields }) })
    await scene.settle()
    return response.status
  }
  const applicationToken = () => scene.running.portal.apps.get(scene.appId)?.applicationToken ?? ''

  beforeAll(async () => {
    scene = await openAppScene({ store: engine.store, portal: { demoLeads: 10 }, isWorking: false })
    await scene.install()
    portalId = (await engine.store.portals.findByMemberId(memberId()))?.portalId ?? 0
  })
  afterAll(() => scene.close())

  it('refuses a forged uninstall with CLEAN=1 by a portal user who knows the application token: the stored tokens still work', async () => {
    expect(await post('ONAPPUNINSTALL', { 'auth[application_token]': applicationToken(), 'data[CLEAN]': '1', 'data[LANGUAGE_ID]': 'ru' })).toBe(200)
    expect((await engine.store.portals.get(portalId))?.status).toBe('active')
    expect(await engine.store.tokens.read(portalId)).toMatchObject({ state: 'ok' })
    expect(await audit('uninstall.refused')).toMatchObject([{ actorId: null, detail: { clean: true } }])
  })

  it('refuses an uninstall with a wrong application token before any look', async () => {
    expect(await post('ONAPPUNINSTALL', { 'auth[application_token]': 'f'.repeat(32), 'data[CLEAN]': '1' })).toBe(200)
    expect((await engine.store.portals.get(portalId))?.status).toBe('active')
    expect(await audit('uninstall.refused')).toHaveLength(1)
  })

  it('adopts no application token that comes without proven tokens', async () => {
    const before = (await engine.store.portals.get(portalId))?.applicationTokenHash
    await post('ONAPPUPDATE', { 'auth[application_token]': 'e'.repeat(32), 'auth[access_token]': 'stolen', 'auth[refresh_token]': 'made-up', 'data[VERSION]': '9' })
    expect((await engine.store.portals.get(portalId))?.applicationTokenHash).toBe(before)
    expect(await audit('event.tokens_refused')).toMatchObject([{ detail: { event: 'ONAPPUPDATE', code: 'tokens_refused' } }])
  })

  it('keeps the hint while the portal does not answer, and follows it later', async () => {
    scene.running.portal.knobs.set('restTroubles', [{ method: 'app.info', kind: 'status', status: 500, code: '', delayMs: 0, share: 1, times: null }])
    await post('ONAPPUNINSTALL', { 'auth[application_token]': applicationToken(), 'data[CLEAN]': '0' })
    const unsure = await engine.store.portals.get(portalId)
    expect(unsure?.status).toBe('active')
    expect(unsure?.watermarks.uninstallHint).toMatchObject({ clean: false })
    scene.running.portal.knobs.set('restTroubles', [])
    await scene.app.jobs.find(job => job.name === 'portals.follow-hints')?.work({})
    const after = await engine.store.portals.get(portalId)
    expect(after?.status).toBe('active')
    expect(after?.watermarks.uninstallHint).toBeNull()
    expect(await audit('uninstall.refused')).toHaveLength(2)
  })

  it('locks the portal at once when the tokens are really dead', async () => {
    const token = applicationToken()
    scene.running.portal.tokens.revokeAll()
    await post('ONAPPUNINSTALL', { 'auth[application_token]': token, 'data[CLEAN]': '0' })
    expect((await engine.store.portals.get(portalId))?.status).toBe('locked')
    expect((await scene.trySession(1)).status).toBe(403)
  })

  it('comes back when an administrator opens the app with living tokens', async () => {
    await scene.openFrame({ userId: 1, placement: 'DEFAULT' })
    await scene.settle()
    expect((await engine.store.portals.get(portalId))?.status).toBe('active')
    expect((await scene.session(1)).user.id).toBe(1)
  })

  it('is not brought back by somebody who is no administrator', async () => {
    scene.running.portal.tokens.revokeAll()
    await post('ONAPPUNINSTALL', { 'auth[application_token]': applicationToken(), 'data[CLEAN]': '0' })
    await scene.openFrame({ userId: 5, placement: 'DEFAULT' })
    await scene.settle()
    expect((await engine.store.portals.get(portalId))?.status).toBe('locked')
  })
})
