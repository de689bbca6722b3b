import type { AppScene } from '../../support/app-scene.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAppScene } from '../../support/app-scene.ts'
import { prepareEngine } from '../../support/engines.ts'

/** Everything of ours in the portal, so that two moments can be compared. */
function belongings(scene: AppScene) {
  const { apps, crm } = scene.running.portal
  return {
    placements: apps.placements(scene.appId).map(row => `${row.placement} ${row.handler}`).sort(),
    events: apps.handlers(scene.appId).map(row => `${row.event} ${row.handler} ${row.offline} ${row.authType}`).sort(),
    fieldTypes: apps.allUserFieldTypes(scene.appId).map(row => row.fullCode),
    fields: crm.userFields(1).filter(field => field.fieldName.startsWith('UF_CRM_PT_')).map(field => `${field.fieldName} ${field.options.map(option => option.xmlId).join()}`).sort(),
    waiting: crm.pipelines().flatMap(pipeline => crm.stages(2, pipeline.id)).filter(stage => stage.statusId.endsWith('PT_WAITING')).map(stage => stage.statusId),
  }
}

describe('installing again and again', () => {
  const engine = prepareEngine()
  let scene: AppScene
  let first: ReturnType<typeof belongings>
  const memberId = () => scene.running.portal.settings.memberId
  const portal = async () => {
    const found = await engine.store.portals.findByMemberId(memberId())
    if (found === null)
      throw new Error('The portal is not known.')
    return found
  }

  beforeAll(async () => {
    scene = await openAppScene({ store: engine.store, portal: { demoLeads: 20 }, isWorking: false })
    await scene.install()
    first = belongings(scene)
  })
  afterAll(() => scene.close())

  it('leaves one of everything when the wizard runs twice', async () => {
    const state = await scene.install()
    expect(state.steps.every(step => step.state === 'done')).toBe(true)
    expect(belongings(scene)).toEqual(first)
  })

  it('repairs what somebody removed: an event, a widget, an option', async () => {
    const { apps } = scene.running.portal
    apps.removeHandlers(handler => handler.event === 'ONCRMLEADUPDATE')
    apps.removePlacements(row => row.placement === 'LEFT_MENU')
    await scene.install()
    expect(belongings(scene)).toEqual(first)
  })

  it('removes handlers that point to a former address of the app, and doubled ones', async () => {
    const { apps } = scene.running.portal
    const [handler] = apps.handlers(scene.appId)
    if (!handler)
      throw new Error('No handler is bound.')
    apps.addHandler({ ...handler, handler: 'https://former.example/events' })
    apps.addHandler({ ...handler })
    apps.addPlacement({ ...apps.placements(scene.appId)[0]!, handler: 'https://former.example/tab' })
    await scene.install()
    expect(belongings(scene)).toEqual(first)
  })

  it('follows an update of the version', async () => {
    scene.running.portal.apps.updateVersion(scene.appId, 1)
    await scene.settle()
    await scene.install()
    expect(belongings(scene)).toEqual(first)
    expect((await portal()).appVersion).toBe(2)
  })

  it('locks the portal when it is uninstalled, keeps the data thirty days and forgets people and tokens at once', async () => {
    const before = await scene.session(1)
    scene.running.portal.apps.uninstall(scene.appId, { clean: false, userId: 1 })
    await scene.settle()
    const locked = await portal()
    expect(locked.status).toBe('locked')
    expect((locked.deleteAt ?? 0) - (locked.lockedAt ?? 0)).toBe(30 * 24 * 3600_000)
    expect(await engine.store.tokens.read(locked.portalId)).toBeNull()
    expect(await engine.store.roles.list(locked.portalId)).toEqual([])
    expect(await engine.store.treaties.list(locked.portalId)).not.toEqual([])
    expect((await scene.api(before.token, '/api/install')).status).toBe(401)
  })

  it('moves in again and has one of everything', async () => {
    const state = await scene.install()
    expect(state.finished).toBe(true)
    expect(belongings(scene)).toEqual(first)
    expect(await portal()).toMatchObject({ status: 'active', deleteAt: null })
  })

  it('deletes everything at once when the customer asked for it, and starts anew afterwards', async () => {
    const { portalId } = await portal()
    scene.running.portal.apps.uninstall(scene.appId, { clean: true, userId: 1 })
    await scene.settle()
    expect(await engine.store.portals.findByMemberId(memberId())).toBeNull()
    expect(await engine.store.treaties.list(portalId)).toEqual([])
    await scene.install()
    expect(belongings(scene)).toEqual(first)
  })

  it('breaks no documented rule on the way', () => {
    expect(scene.running.portal.violations.list()).toEqual([])
  })
})
