import type { Actor } from '../portal/crm/actor.ts'
import type { Scene } from './apps-scene.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clickTimelineAction } from '../portal/work/click-timeline-action.ts'
import { startScene } from './apps-scene.ts'

const byRep: Actor = { kind: 'user', userId: 4, appId: null }

let scene: Scene
let appId: number
let lead: number
beforeEach(async () => {
  scene = await startScene()
  appId = scene.installed('records')
  lead = scene.portal.crm.add(1, { title: 'A lead', assignedById: 4 }, byRep).id
})
afterEach(() => scene.close())

function layout(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    icon: { code: 'info' },
    header: { title: 'Give feedback' },
    body: { logo: { code: 'comment' }, blocks: { why: { type: 'text', properties: { value: 'Why' } } } },
    footer: { buttons: {
      good: { title: 'Good', type: 'primary', action: { type: 'restEvent', id: 'good', actionParams: { nonce: 'n1' } } },
      open: { title: 'Open', type: 'secondary', action: { type: 'openRestApp', actionParams: { id: 1 } } },
    } },
    ...changes,
  }
}

function add(fields: Record<string, unknown> = {}, shape: unknown = layout(), userId = 4): ReturnType<Scene['call']> {
  return scene.call(appId, userId, 'crm.activity.configurable.add', { ownerTypeId: 1, ownerId: lead, fields: { typeId: 'CONFIGURABLE', ...fields }, layout: shape })
}

const button = (id: string): Record<string, unknown> => ({ title: id, type: 'primary', action: { type: 'restEvent', id } })

describe('a record drawn by an application', () => {
  it('is given back as it was made', async () => {
    const { body } = await add({ deadline: '2026-12-01T10:00:00+03:00' })
    const { id } = (body.result as { activity: { id: number } }).activity
    expect(await scene.must(appId, 4, 'crm.activity.configurable.get', { id })).toMatchObject({ activity: { id, ownerTypeId: 1, ownerId: lead, fields: { completed: false, deadline: '2026-12-01T10:00:00+03:00', responsibleId: 4, badgeCode: '' }, layout: layout() } })
  })

  it.each([
    ['an unknown key', layout({ colour: 'red' }), 'FIELD_IS_REDUNDANT'],
    ['an unknown key deep inside', layout({ header: { title: 'a', big: true } }), 'FIELD_IS_REDUNDANT'],
    ['a missing header', layout({ header: undefined }), 'FIELD_IS_REQUIRED'],
    ['three buttons', layout({ footer: { buttons: { a: button('a'), b: button('b'), c: button('c') } } }), 'TOO_MANY_ITEMS'],
    ['an unknown block', layout({ body: { logo: { code: 'a' }, blocks: { x: { type: 'video', properties: {} } } } }), 'ENUM_FIELD'],
    ['a key with a space', layout({ footer: { buttons: { 'a b': button('a') } } }), 'KEY_CONTAIN_WRONG_SYMBOLS'],
    ['a language nobody has', layout({ header: { title: { xx: 'a' } } }), 'WRONG_LANG'],
    ['nothing', {}, 'ERROR_EMPTY_LAYOUT'],
    ['an action without id', layout({ footer: { buttons: { a: { title: 'a', type: 'primary', action: { type: 'restEvent' } } } } }), 'FIELD_IS_REQUIRED'],
  ])('refuses a layout with %s', async (_, shape, error) => {
    expect(await add({}, shape)).toMatchObject({ status: 400, body: { error } })
  })

  it('refuses an unknown badge, a deadline on what came in, and people without rights', async () => {
    expect(await add({ badgeCode: 'none' })).toMatchObject({ body: { error: 'WRONG_FIELD_VALUE' } })
    expect(await add({ isIncomingChannel: 'Y', deadline: '2026-12-01T10:00:00+03:00' })).toMatchObject({ body: { error: 'INCOMING_ACTIVITY_CAN_NOT_BE_WITH_DEADLINE' } })
    expect(await add({}, layout(), 5)).toMatchObject({ body: { error: 'ACCESS_DENIED' } })
  })

  it('may be changed only by the application that made it', async () => {
    const { body } = await add()
    const { id } = (body.result as { activity: { id: number } }).activity
    const other = scene.installed('other')
    expect(await scene.call(other, 1, 'crm.activity.configurable.update', { id, fields: { completed: true }, layout: layout() })).toMatchObject({ body: { error: 'ERROR_WRONG_APPLICATION' } })
    await scene.must(appId, 4, 'crm.activity.configurable.update', { id, fields: { completed: true }, layout: layout() })
    expect(await scene.must(appId, 4, 'crm.activity.get', { id })).toMatchObject({ COMPLETED: 'Y', PROVIDER_ID: 'CONFIGURABLE_REST_APP' })
  })

  it('wears a badge on the kanban until it is completed', async () => {
    await scene.must(appId, 1, 'crm.activity.badge.add', { code: 'late', title: { ru: 'Срок', en: 'Term' }, value: 'Late', type: 'warning' })
    expect(await scene.must(appId, 4, 'crm.activity.badge.list')).toEqual({ badges: [{ code: 'late', title: 'Срок', value: 'Late', type: 'warning' }] })
    const { body } = await add({ badgeCode: 'late' })
    const { id } = (body.result as { activity: { id: number } }).activity
    const badges = (): string[] => scene.portal.work.activities.badgeCodesOf({ entityTypeId: 1, entityId: lead })
    expect(badges()).toEqual(['late'])
    scene.portal.work.activities.update(id, { completed: true }, byRep)
    expect(badges()).toEqual([])
    expect(await scene.call(appId, 4, 'crm.activity.badge.delete', { code: 'late' })).toMatchObject({ body: { error: 'ACCESS_DENIED' } })
  })
})

describe('a click in the timeline', () => {
  const listen = async (): Promise<number> => {
    await scene.must(appId, 1, 'event.bind', { event: 'ONCRMTIMELINEITEMACTION', handler: `${scene.receiver.url}/events` })
    const { body } = await add()
    return (body.result as { activity: { id: number } }).activity.id
  }

  it('tells the application of the record who clicked what, with that person\'s token', async () => {
    const other = scene.installed('other')
    await scene.must(other, 1, 'event.bind', { event: 'ONCRMTIMELINEITEMACTION', handler: `${scene.receiver.url}/other` })
    const id = await listen()
    expect(clickTimelineAction(scene.portal, id, 'good', 4)).toBe(true)
    expect(clickTimelineAction(scene.portal, id, 'open', 4)).toBe(false)
    await scene.portal.events.idle()
    expect(scene.receiver.received.map(message => message.path)).toEqual(['/events'])
    const { form } = scene.receiver.received[0]!
    expect(form.get('data[id]')).toBe('good')
    expect(form.get('data[activityId]')).toBe(String(id))
    expect(form.get('data[entityId]')).toBe(String(lead))
    expect(form.get('data[actionParams][nonce]')).toBe('n1')
    expect(scene.portal.tokens.byAccessToken(form.get('auth[access_token]') ?? '')).toMatchObject({ userId: 4 })
  })

  it('can come in capitals under FIELDS and without a token', async () => {
    scene.portal.knobs.set('clickEventFormat', 'fields')
    scene.portal.knobs.set('clickEventWithTokens', false)
    clickTimelineAction(scene.portal, await listen(), 'good', 4)
    await scene.portal.events.idle()
    const { form } = scene.receiver.received[0]!
    expect(form.get('data[FIELDS][ID]')).toBe('good')
    expect(form.get('data[FIELDS][USER_ID]')).toBe('4')
    expect(form.get('data[FIELDS][ACTION_PARAMS][nonce]')).toBe('n1')
    expect(form.has('auth[access_token]')).toBe(false)
  })
})

describe('activities of the portal', () => {
  it('are seen by who may read one of their items', async () => {
    await scene.must(appId, 4, 'crm.activity.todo.add', { ownerTypeId: 1, ownerId: lead, deadline: '2026-12-01T10:00:00', title: 'Call back' })
    expect(await scene.must(appId, 4, 'crm.activity.list', {})).toHaveLength(1)
    expect(await scene.must(appId, 5, 'crm.activity.list', {})).toEqual([])
    const deal = scene.portal.crm.add(2, { title: 'A deal', assignedById: 5 }, { kind: 'system' }).id
    const [{ ID }] = await scene.must(appId, 1, 'crm.activity.list', {}) as [{ ID: string }]
    await scene.must(appId, 1, 'crm.activity.binding.add', { activityId: ID, entityTypeId: 2, entityId: deal })
    expect(await scene.must(appId, 5, 'crm.activity.list', { filter: { BINDINGS: [{ OWNER_TYPE_ID: 2, OWNER_ID: deal }] } })).toHaveLength(1)
    expect(await scene.must(appId, 1, 'crm.activity.binding.list', { activityId: ID })).toEqual([{ entityTypeId: 1, entityId: lead }, { entityTypeId: 2, entityId: deal }])
  })

  it('go with their item unless they show on another', () => {
    const { activities } = scene.portal.work
    const todo = { ownerTypeId: 1, ownerId: lead, typeId: 6, providerId: 'CRM_TODO', responsibleId: 4 }
    const gone = activities.add(todo, byRep)
    const kept = activities.add({ ...todo, bindings: [{ entityTypeId: 2, entityId: 7 }] }, byRep)
    activities.forgetOwner({ entityTypeId: 1, entityId: lead }, byRep)
    expect(activities.get(gone.id)).toBeUndefined()
    expect(activities.get(kept.id)).toMatchObject({ ownerTypeId: 2, ownerId: 7, bindings: [{ entityTypeId: 2, entityId: 7 }] })
  })

  it('refuse wrong dates and changes of what is closed', async () => {
    expect(await scene.call(appId, 4, 'crm.activity.todo.add', { ownerTypeId: 1, ownerId: lead, deadline: 'soon' })).toMatchObject({ body: { error: 'WRONG_DATETIME_FORMAT' } })
    const { id } = await scene.must(appId, 4, 'crm.activity.todo.add', { ownerTypeId: 1, ownerId: lead, deadline: '2026-12-01T10:00:00' }) as { id: number }
    scene.portal.work.activities.update(id, { completed: true }, byRep)
    expect(await scene.call(appId, 4, 'crm.activity.todo.updateColor', { id, ownerTypeId: 1, ownerId: lead, colorId: '2' })).toMatchObject({ body: { error: 'CAN_NOT_UPDATE_COLOR_COMPLETED_TODO' } })
  })

  it('answer classic refusals with an empty code', async () => {
    expect(await scene.call(appId, 4, 'crm.activity.get', { id: 999 })).toMatchObject({ status: 400, body: { error: '', error_description: 'Activity is not found.' } })
  })

  it('are listed page by page, also without counting', async () => {
    for (let index = 0; index < 55; index += 1)
      scene.portal.work.activities.load({ ownerTypeId: 1, ownerId: lead, typeId: 6, providerId: 'CRM_TODO', responsibleId: 4 })
    const first = await scene.call(appId, 1, 'crm.activity.list', { order: { ID: 'ASC' } })
    expect(first.body).toMatchObject({ total: 55, next: 50 })
    const rows = await scene.must(appId, 1, 'crm.activity.list', { order: { ID: 'ASC' }, filter: { '>ID': 50 }, start: -1 }) as { ID: string }[]
    expect(rows.map(row => row.ID)).toEqual(['51', '52', '53', '54', '55'])
  })
})
