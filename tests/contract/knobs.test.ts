import type { Scene } from './apps-scene.ts'
import { performance } from 'node:perf_hooks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startScene } from './apps-scene.ts'
import { openFrame } from './open-frame.ts'

let scene: Scene
let appId: number
beforeEach(async () => {
  scene = await startScene()
  appId = scene.installed('one')
})
afterEach(() => scene.close())

/** A lead's event as it arrived. */
async function leadEvent(): Promise<URLSearchParams> {
  await scene.must(appId, 1, 'event.bind', { event: 'ONCRMLEADADD', handler: `${scene.receiver.url}/events` })
  await scene.must(appId, 1, 'crm.item.add', { entityTypeId: 1, fields: { title: 'A lead' } })
  await scene.portal.events.idle()
  return scene.receiver.of('ONCRMLEADADD')[0]!.form
}

async function refresh(): Promise<number> {
  const { refreshToken } = scene.portal.tokens.issue({ appId, userId: 1 })
  scene.portal.clock.shift(60_000)
  const { clientId, clientSecret } = scene.portal.apps.get(appId)!
  const query = new URLSearchParams({ grant_type: 'refresh_token', client_id: clientId, client_secret: clientSecret, refresh_token: refreshToken })
  return (await fetch(`${scene.url}/oauth/token/?${query}`)).status
}

describe('tokens', () => {
  it('refresh only within refreshTokenLifetimeSec', async () => {
    scene.portal.knobs.set('refreshTokenLifetimeSec', 120)
    expect(await refresh()).toBe(200)
    scene.portal.knobs.set('refreshTokenLifetimeSec', 30)
    expect(await refresh()).toBe(400)
  })

  it('come after oauthDelayMs', async () => {
    scene.portal.knobs.set('oauthDelayMs', 120)
    const started = performance.now()
    expect(await refresh()).toBe(200)
    expect(performance.now() - started).toBeGreaterThan(110)
  })
})

describe('events', () => {
  it('come after eventDelayMs', async () => {
    scene.portal.knobs.set('eventDelayMs', 150)
    const started = performance.now()
    await leadEvent()
    expect(performance.now() - started).toBeGreaterThan(140)
  })

  it('carry a refresh token that works with eventsWithRefreshToken', async () => {
    scene.portal.knobs.set('eventsWithRefreshToken', true)
    const token = (await leadEvent()).get('auth[refresh_token]') ?? ''
    expect(scene.portal.tokens.byRefreshToken(token)).toMatchObject({ appId, userId: 1, isExpired: false })
  })

  it.each([',', ' '] as const)('separate scopes by eventScopeSeparator "%s"', async (separator) => {
    scene.portal.knobs.set('eventScopeSeparator', separator)
    const id = scene.register('two', { scopes: ['crm', 'im'] })
    scene.portal.apps.install(id, 1)
    await scene.must(id, 1, 'event.bind', { event: 'ONAPPINSTALL', handler: `${scene.receiver.url}/two` })
    scene.portal.apps.finishInstall(id)
    await scene.portal.events.idle()
    expect(scene.receiver.of('ONAPPINSTALL')[0]?.form.get('auth[scope]')).toBe(`crm${separator}im`)
  })

  it('of an installation come after appInstallEventDelayMs', async () => {
    scene.portal.knobs.set('appInstallEventDelayMs', 150)
    const id = scene.register('late')
    scene.portal.apps.install(id, 1)
    await scene.must(id, 1, 'event.bind', { event: 'ONAPPINSTALL', handler: `${scene.receiver.url}/late` })
    const started = performance.now()
    scene.portal.apps.finishInstall(id)
    expect(scene.receiver.of('ONAPPINSTALL')).toEqual([])
    await scene.portal.events.idle()
    expect(performance.now() - started).toBeGreaterThan(140)
    expect(scene.receiver.of('ONAPPINSTALL')).toHaveLength(1)
  })
})

describe('applications', () => {
  it('keep their application_token over an update unless updateChangesApplicationToken', () => {
    const token = (): string | undefined => scene.portal.apps.get(appId)?.applicationToken
    const update = (): void => {
      scene.portal.apps.updateVersion(appId, 1)
      scene.portal.apps.finishInstall(appId)
    }
    const before = token()
    scene.portal.knobs.set('updateChangesApplicationToken', false)
    update()
    expect(token()).toBe(before)
    scene.portal.knobs.set('updateChangesApplicationToken', true)
    update()
    expect(token()).not.toBe(before)
  })

  it('hear FIRST_RUN in their installer unless firstRunOnInstall is off', async () => {
    const id = scene.register('fresh')
    scene.portal.apps.install(id, 1)
    const firstRun = async (): Promise<unknown> => (await openFrame(scene.url, 1, { appId: id, install: true })).initData.FIRST_RUN
    expect(await firstRun()).toBe(true)
    scene.portal.knobs.set('firstRunOnInstall', false)
    expect(await firstRun()).toBe(false)
  })

  it('get the options of their widget as an object, or as text with placementOptionsAsText', async () => {
    const options = { ID: '5' }
    const read = async (): Promise<unknown> => (await openFrame(scene.url, 4, { appId, options })).initData.PLACEMENT_OPTIONS
    expect(await read()).toEqual(options)
    scene.portal.knobs.set('placementOptionsAsText', true)
    expect(await read()).toBe(JSON.stringify(options))
  })

  it('find reloadData among the commands of a lead tab unless leadTabInterface is common', async () => {
    await scene.must(appId, 1, 'placement.bind', { PLACEMENT: 'CRM_LEAD_DETAIL_TAB', HANDLER: `${scene.receiver.url}/tab` })
    const widgetId = scene.portal.apps.placements(appId)[0]?.id
    const commands = async (): Promise<string[]> => (await openFrame(scene.url, 4, { widgetId, options: { ID: '1' } })).interface.command
    expect(await commands()).toContain('reloadData')
    scene.portal.knobs.set('leadTabInterface', 'common')
    expect(await commands()).not.toContain('reloadData')
  })
})

describe('mandatory iframe fields', () => {
  it('stop a new lead unless iframeFieldsCanBeMandatory is off', async () => {
    await scene.must(appId, 1, 'userfieldtype.add', { USER_TYPE_ID: 'verdict', HANDLER: `${scene.receiver.url}/field`, TITLE: 'Verdict' })
    await scene.must(appId, 1, 'crm.lead.userfield.add', { fields: { FIELD_NAME: 'VERDICT', USER_TYPE_ID: `rest_${appId}_verdict`, MANDATORY: 'Y' } })
    const add = async (): Promise<unknown> => (await scene.call(appId, 1, 'crm.item.add', { entityTypeId: 1, fields: { title: 'x' } })).body.error
    expect(await add()).toBe('CRM_FIELD_ERROR_REQUIRED')
    scene.portal.knobs.set('iframeFieldsCanBeMandatory', false)
    expect(await add()).toBeUndefined()
  })
})
