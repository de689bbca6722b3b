import type { Scene } from './apps-scene.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startScene } from './apps-scene.ts'
import { getJson, postJson, sampleApp } from './kernel-caller.ts'
import { openFrame } from './open-frame.ts'

let scene: Scene
beforeEach(async () => {
  scene = await startScene()
})
afterEach(() => scene.close())

const addLead = (userId = 1): void => void scene.portal.crm.add(1, { title: 'A lead' }, { kind: 'user', userId, appId: null })

describe('registering', () => {
  it('makes an application known over HTTP and replaces it by its code', async () => {
    const first = await postJson(`${scene.url}/_apps`, sampleApp('late'))
    const again = await postJson(`${scene.url}/_apps`, { ...sampleApp('late'), appUrl: 'http://127.0.0.1:7/app' })
    expect(first.status).toBe(200)
    const { apps } = (await getJson(`${scene.url}/_apps`)).body as { apps: { id: number, appUrl: string, state: string }[] }
    expect(apps).toHaveLength(1)
    expect(apps[0]).toMatchObject({ appUrl: 'http://127.0.0.1:7/app', state: 'absent' })
    expect(again.body).toMatchObject({ app: { id: apps[0]?.id } })
  })

  it('names what is wrong with a registration', async () => {
    const { status, body } = await postJson(`${scene.url}/_apps`, { ...sampleApp('bad'), appUrl: 'ftp://x' })
    expect(status).toBe(400)
    expect(JSON.stringify(body.errors)).toContain('appUrl')
  })
})

describe('installing', () => {
  it('posts the installer what the documentation lists and says INSTALL', async () => {
    const appId = scene.register('one')
    const app = scene.portal.apps.install(appId, 1)
    const frame = await openFrame(scene.url, 1, { appId, install: true })
    const url = new URL(frame.action)
    expect(url.pathname).toBe('/install')
    expect(url.searchParams.get('DOMAIN')).toBe(new URL(scene.url).host)
    expect(url.searchParams.get('PROTOCOL')).toBe('0')
    expect(url.searchParams.get('LANG')).toBe('ru')
    expect(url.searchParams.get('APP_SID')).toMatch(/^[0-9a-f]{32}$/)
    expect(frame.fields).toMatchObject({ AUTH_EXPIRES: '3600', PLACEMENT: 'DEFAULT', APPLICATION_TOKEN: app.applicationToken, member_id: scene.portal.settings.memberId, status: 'L' })
    expect(frame.fields).not.toHaveProperty('PLACEMENT_OPTIONS')
    expect(frame.initData).toMatchObject({ INSTALL: true, FIRST_RUN: true, USER_OPTIONS: {}, APP_OPTIONS: {}, IS_ADMIN: true })
  })

  it('withholds widgets, field types and events until the installation is finished', async () => {
    const appId = scene.register('one')
    scene.portal.apps.install(appId, 1)
    await scene.must(appId, 1, 'placement.bind', { PLACEMENT: 'CRM_LEAD_DETAIL_TAB', HANDLER: `${scene.receiver.url}/tab` })
    await scene.must(appId, 1, 'event.bind', { event: 'onCrmLeadAdd', handler: `${scene.receiver.url}/events` })
    await scene.must(appId, 1, 'userfieldtype.add', { USER_TYPE_ID: 'verdict', HANDLER: `${scene.receiver.url}/field`, TITLE: 'Verdict' })
    addLead()
    await scene.portal.events.idle()
    expect(await scene.must(appId, 1, 'app.info')).toMatchObject({ ID: appId, INSTALLED: false })
    expect(scene.receiver.received).toEqual([])
    expect(scene.portal.apps.widgets('CRM_LEAD_DETAIL_TAB', 4)).toEqual([])
    expect(scene.portal.apps.userFieldTypes()).toEqual([])
    expect(scene.portal.apps.isOpenTo(appId, 4)).toBe(false)

    scene.portal.apps.finishInstall(appId)
    addLead()
    await scene.portal.events.idle()
    expect(await scene.must(appId, 1, 'app.info')).toMatchObject({ INSTALLED: true })
    expect(scene.receiver.of('ONCRMLEADADD')).toHaveLength(1)
    expect(scene.portal.apps.widgets('CRM_LEAD_DETAIL_TAB', 4)).toHaveLength(1)
    expect(scene.portal.apps.userFieldTypes()).toMatchObject([{ fullCode: `rest_${appId}_verdict` }])
  })

  it('sends ONAPPINSTALL with full tokens after the installation was finished', async () => {
    const appId = scene.register('one')
    const { applicationToken } = scene.portal.apps.install(appId, 1)
    await scene.must(appId, 1, 'event.bind', { event: 'ONAPPINSTALL', handler: `${scene.receiver.url}/events` })
    scene.portal.apps.finishInstall(appId)
    scene.portal.apps.finishInstall(appId)
    await scene.portal.events.idle()
    const [message, ...more] = scene.receiver.of('ONAPPINSTALL')
    expect(more).toEqual([])
    expect(message?.form.get('data[INSTALLED]')).toBe('Y')
    expect(message?.form.get('auth[application_token]')).toBe(applicationToken)
    expect(scene.portal.tokens.byRefreshToken(message?.form.get('auth[refresh_token]') ?? '')).toMatchObject({ appId, userId: 1 })
    expect(message?.form.has('event_handler_id')).toBe(false)
  })

  it('is refused to people who are no administrators', () => {
    const appId = scene.register('one')
    expect(() => scene.portal.apps.install(appId, 4)).toThrow('may not install')
  })

  it('installs an application without interface at once and tells its server', async () => {
    const appId = scene.register('quiet', { installUrl: '', installEventUrl: `${scene.receiver.url}/installed` })
    scene.portal.apps.install(appId, 1)
    await scene.portal.events.idle()
    expect(scene.portal.apps.get(appId)?.state).toBe('installed')
    expect(scene.receiver.of('ONAPPINSTALL').map(message => message.path)).toEqual(['/installed'])
  })
})

describe('a new version', () => {
  it('removes handlers, keeps widgets, and tells the old address once the installer has finished', async () => {
    const appId = scene.installed('one')
    const before = scene.portal.apps.get(appId)?.applicationToken
    await scene.must(appId, 1, 'event.bind', { event: 'ONAPPUPDATE', handler: `${scene.receiver.url}/events` })
    await scene.must(appId, 1, 'placement.bind', { PLACEMENT: 'LEFT_MENU', HANDLER: `${scene.receiver.url}/menu` })
    scene.portal.apps.updateVersion(appId, 1)
    expect(await scene.must(appId, 1, 'event.get')).toEqual([])
    expect(await scene.must(appId, 1, 'placement.get')).toHaveLength(1)
    expect(scene.receiver.received).toEqual([])
    scene.portal.apps.finishInstall(appId)
    await scene.portal.events.idle()
    const [message] = scene.receiver.of('ONAPPUPDATE')
    expect(message?.form.get('data[PREVIOUS_VERSION]')).toBe('1')
    expect(message?.form.get('data[VERSION]')).toBe('2')
    expect(message?.form.get('auth[application_token]')).not.toBe(before)
  })

  it('loses its widgets when the knob says so', async () => {
    const appId = scene.installed('one')
    await scene.must(appId, 1, 'placement.bind', { PLACEMENT: 'LEFT_MENU', HANDLER: `${scene.receiver.url}/menu` })
    scene.portal.knobs.set('placementsSurviveUpdate', false)
    scene.portal.apps.updateVersion(appId, 1)
    expect(scene.portal.apps.placements(appId)).toEqual([])
  })
})

describe('removing', () => {
  it('kills tokens at once, removes what was bound, tells CLEAN without tokens and keeps options unless asked', async () => {
    const appId = scene.installed('one')
    const token = scene.portal.tokens.issue({ appId, userId: 1 }).accessToken
    const { applicationToken } = scene.portal.apps.get(appId)!
    await scene.must(appId, 1, 'app.option.set', { options: { kept: 'yes' } })
    await scene.must(appId, 1, 'event.bind', { event: 'ONAPPUNINSTALL', handler: `${scene.receiver.url}/events` })
    await scene.must(appId, 1, 'userfieldtype.add', { USER_TYPE_ID: 'verdict', HANDLER: `${scene.receiver.url}/field`, TITLE: 'Verdict' })
    scene.portal.apps.uninstall(appId, { clean: false, userId: 1 })
    expect((await fetch(`${scene.url}/rest/app.info?auth=${token}`)).status).toBe(401)
    await scene.portal.events.idle()
    const [message] = scene.receiver.of('ONAPPUNINSTALL')
    expect(message?.form.get('data[CLEAN]')).toBe('0')
    expect(message?.form.get('auth[application_token]')).toBe(applicationToken)
    expect(message?.form.has('auth[access_token]')).toBe(false)
    expect(scene.portal.apps.handlers(appId)).toEqual([])
    expect(scene.portal.apps.allUserFieldTypes(appId)).toEqual([])

    scene.portal.apps.install(appId, 1)
    scene.portal.apps.finishInstall(appId)
    expect(scene.portal.apps.get(appId)?.applicationToken).not.toBe(applicationToken)
    expect(await scene.must(appId, 1, 'app.option.get', { option: 'kept' })).toBe('yes')
    scene.portal.apps.uninstall(appId, { clean: true, userId: 1 })
    scene.portal.apps.install(appId, 1)
    scene.portal.apps.finishInstall(appId)
    expect(await scene.must(appId, 1, 'app.option.get', { option: 'kept' })).toBeNull()
  })
})
