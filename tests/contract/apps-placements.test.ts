import type { Scene } from './apps-scene.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startScene } from './apps-scene.ts'

let scene: Scene
let appId: number
beforeEach(async () => {
  scene = await startScene()
  appId = scene.installed('widgets')
})
afterEach(() => scene.close())

function bind(params: Record<string, unknown>, userId = 1): Promise<{ status: number, body: Record<string, unknown> }> {
  return scene.call(appId, userId, 'placement.bind', { HANDLER: `${scene.receiver.url}/widget`, ...params })
}

describe('placement.bind', () => {
  it('answers a second REST_APP_URI with status 200 and an error', async () => {
    expect((await bind({ PLACEMENT: 'REST_APP_URI' })).body.result).toBe(true)
    const again = await bind({ PLACEMENT: 'REST_APP_URI', HANDLER: `${scene.receiver.url}/other` })
    expect(again).toMatchObject({ status: 200, body: { error: 'ERROR_PLACEMENT_MAX_COUNT' } })
  })

  it.each([
    ['an employee where none can be named', { PLACEMENT: 'LEFT_MENU', USER_ID: 4 }, 200, 'ERROR_PLACEMENT_USER_MODE'],
    ['a worker without an address for errors', { PLACEMENT: 'PAGE_BACKGROUND_WORKER' }, 200, 'EMPTY_ERROR_HANDLER_URL'],
    ['an unknown place', { PLACEMENT: 'CRM_MOON_TAB' }, 400, 'ERROR_PLACEMENT_NOT_FOUND'],
    ['localhost', { PLACEMENT: 'LEFT_MENU', HANDLER: 'http://localhost:3000/x' }, 400, 'ERROR_WRONG_HANDLER_URL'],
    ['no address at all', { PLACEMENT: 'LEFT_MENU', HANDLER: 'widget' }, 400, 'ERROR_WRONG_HANDLER_URL'],
    ['another protocol', { PLACEMENT: 'LEFT_MENU', HANDLER: 'ftp://127.0.0.1/x' }, 400, 'ERROR_UNSUPPORTED_PROTOCOL'],
  ])('refuses %s', async (_, params, status, error) => {
    expect(await bind(params)).toMatchObject({ status, body: { error } })
  })

  it('is for administrators, and for placements within the scopes', async () => {
    expect(await bind({ PLACEMENT: 'LEFT_MENU' }, 4)).toMatchObject({ status: 403, body: { error: 'ACCESS_DENIED' } })
    const small = scene.installed('small', { scopes: ['placement'] })
    expect(await scene.must(small, 1, 'placement.list')).not.toContain('CRM_LEAD_DETAIL_TAB')
    expect(await scene.call(small, 1, 'placement.bind', { PLACEMENT: 'CRM_LEAD_DETAIL_TAB', HANDLER: `${scene.receiver.url}/x` })).toMatchObject({ body: { error: 'ERROR_PLACEMENT_NOT_FOUND' } })
  })

  it('keeps words per language and drops options the place does not know', async () => {
    await bind({ PLACEMENT: 'CRM_LEAD_DETAIL_TAB', OPTIONS: { a: 1 }, LANG_ALL: { ru: { TITLE: 'Договор' }, en: { TITLE: 'Treaty' } } })
    expect(await scene.must(appId, 1, 'placement.get')).toEqual([{
      placement: 'CRM_LEAD_DETAIL_TAB',
      userId: 0,
      handler: `${scene.receiver.url}/widget`,
      options: [],
      title: 'Договор',
      description: '',
      langAll: { ru: { TITLE: 'Договор', DESCRIPTION: '', GROUP_NAME: '' }, en: { TITLE: 'Treaty', DESCRIPTION: '', GROUP_NAME: '' } },
    }])
  })

  it('counts two for each removed row', async () => {
    await bind({ PLACEMENT: 'LEFT_MENU' })
    await bind({ PLACEMENT: 'LEFT_MENU', HANDLER: `${scene.receiver.url}/second` })
    expect(await scene.must(appId, 1, 'placement.unbind', { PLACEMENT: 'LEFT_MENU' })).toEqual({ count: 4 })
  })
})

describe('userfieldtype', () => {
  const add = (params: Record<string, unknown>): Promise<{ status: number, body: Record<string, unknown> }> =>
    scene.call(appId, 1, 'userfieldtype.add', { USER_TYPE_ID: 'verdict', HANDLER: `${scene.receiver.url}/field`, TITLE: 'Verdict', ...params })

  it('refuses another host, a busy address and a busy code', async () => {
    expect(await add({ HANDLER: 'http://example.com/field' })).toMatchObject({ status: 400 })
    expect(await add({ OPTIONS: { height: 120 } })).toMatchObject({ status: 200, body: { result: true } })
    expect(await add({})).toMatchObject({ status: 400, body: { error: 'ERROR_CORE' } })
    expect(await add({ USER_TYPE_ID: 'other' })).toMatchObject({ status: 400, body: { error: 'ERROR_CORE' } })
  })

  it('changes and removes a type it knows and refuses others', async () => {
    await add({})
    await scene.must(appId, 1, 'userfieldtype.update', { USER_TYPE_ID: 'verdict', HANDLER: `${scene.receiver.url}/new`, TITLE: 'New' })
    expect(await scene.must(appId, 1, 'userfieldtype.list')).toEqual([{ USER_TYPE_ID: 'verdict', HANDLER: `${scene.receiver.url}/new`, TITLE: 'New', DESCRIPTION: '' }])
    expect(await scene.must(appId, 1, 'userfieldtype.delete', { USER_TYPE_ID: 'verdict' })).toBe(true)
    expect(await scene.call(appId, 1, 'userfieldtype.delete', { USER_TYPE_ID: 'verdict' })).toMatchObject({ body: { error: 'ERROR_NOT_FOUND' } })
  })
})
