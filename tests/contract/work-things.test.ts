import type { Actor } from '../portal/crm/actor.ts'
import type { Scene } from './apps-scene.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startScene } from './apps-scene.ts'

const byRep: Actor = { kind: 'user', userId: 4, appId: null }

let scene: Scene
let appId: number
let lead: number
beforeEach(async () => {
  scene = await startScene()
  appId = scene.installed('things')
  lead = scene.portal.crm.add(1, { title: 'A lead', assignedById: 4 }, byRep).id
})
afterEach(() => scene.close())

describe('notices', () => {
  it('replace an older one with the same tag of the same application', async () => {
    await scene.must(appId, 1, 'im.notify.personal.add', { USER_ID: 4, MESSAGE: 'First', TAG: 'LATE|1' })
    await scene.must(appId, 1, 'im.notify.system.add', { USER_ID: 4, MESSAGE: ' Second ', TAG: 'LATE|1' })
    await scene.must(appId, 1, 'im.notify.system.add', { USER_ID: 5, MESSAGE: 'Third', TAG: 'LATE|1' })
    expect(scene.portal.work.notifications.of(4)).toMatchObject([{ text: 'Second', kind: 'system', authorId: 0 }])
    expect(await scene.must(appId, 4, 'im.notify.get')).toMatchObject({ total_count: 1, total_unread_count: 1, notifications: [{ text: 'Second', notify_tag: `MP|${appId}|LATE|1` }] })
  })

  it('refuse nobody, nothing and broken attachments, and say false for the dismissed', async () => {
    expect(await scene.call(appId, 1, 'im.notify.personal.add', { USER_ID: 0, MESSAGE: 'x' })).toMatchObject({ body: { error: 'USER_ID_EMPTY' } })
    expect(await scene.call(appId, 1, 'im.notify.personal.add', { USER_ID: 4, MESSAGE: '  ' })).toMatchObject({ body: { error: 'MESSAGE_EMPTY' } })
    expect(await scene.call(appId, 1, 'im.notify.personal.add', { USER_ID: 4, MESSAGE: 'x', ATTACH: '{"broken' })).toMatchObject({ body: { error: 'ATTACH_ERROR' } })
    scene.portal.people.dismiss(8)
    expect(await scene.must(appId, 1, 'im.notify.personal.add', { USER_ID: 8, MESSAGE: 'x' })).toBe(false)
  })

  it('are found again by text, author and day', async () => {
    for (const MESSAGE of ['An invoice came', 'A lead waits'])
      await scene.must(appId, 1, 'im.notify.personal.add', { USER_ID: 4, MESSAGE })
    const found = async (params: object): Promise<unknown> => (await scene.must(appId, 4, 'im.notify.history.search', params) as { notifications: { text: string }[] }).notifications.map(({ text }) => text)
    expect(await found({ SEARCH_TEXT: 'invoice' })).toEqual(['An invoice came'])
    expect(await found({ SEARCH_AUTHORS: [1], SEARCH_TYPE: 'rest' })).toEqual(['A lead waits', 'An invoice came'])
    expect(await found({ SEARCH_DATE: '2020-01-01' })).toEqual([])
    expect(await scene.call(appId, 4, 'im.notify.history.search', { SEARCH_TEXT: 'in' })).toMatchObject({ status: 400, body: { error: 'SEARCH_TEXT_ERROR' } })
  })

  it('are read and taken away by tag', async () => {
    await scene.must(appId, 1, 'im.notify.personal.add', { USER_ID: 4, MESSAGE: 'One', TAG: 'A' })
    await scene.must(appId, 4, 'im.notify.read.all')
    expect(scene.portal.work.notifications.of(4)[0]?.isRead).toBe(true)
    expect(await scene.must(appId, 1, 'im.notify.delete', { TAG: 'A' })).toBe(true)
    expect(scene.portal.work.notifications.of(4)).toEqual([])
  })
})

describe('invitations and answers', () => {
  const invite = (userId = 3): Promise<unknown> => scene.must(appId, userId, 'calendar.event.add', { type: 'user', ownerId: userId, name: 'Weekly <b>', from: '2026-12-15T10:00:00+03:00', to: '2026-12-15T11:00:00+03:00', auto_detect_section: 'Y', is_meeting: 'Y', attendees: [3, 4, 5] })

  it('ask every guest but the host, and the button tells the host', async () => {
    const eventId = await invite()
    expect([3, 4, 5].map(userId => scene.portal.work.notifications.of(userId).length)).toEqual([0, 1, 1])
    const { notifications: [notice] } = await scene.must(appId, 4, 'im.notify.get') as { notifications: { id: number }[] }
    expect(notice).toMatchObject({ notify_type: 1, notify_module: 'calendar', notify_event: 'invite', setting_name: 'calendar|invite' })
    const press = (userId: number, NOTIFY_VALUE: string): ReturnType<Scene['call']> => scene.call(appId, userId, 'im.notify.confirm', { NOTIFY_ID: notice?.id, NOTIFY_VALUE })
    expect((await press(5, 'Y')).body.result).toEqual({ result_message: false })
    expect((await press(4, '')).body).toMatchObject({ error: 'NOTIFY_VALUE_ERROR' })
    expect((await press(4, 'Y')).body.result).toEqual({ result_message: ['Приглашение принято'] })
    expect((await press(4, 'N')).body.result).toEqual({ result_message: false })
    await scene.must(appId, 5, 'calendar.meeting.status.set', { eventId, status: 'N' })
    expect(await scene.must(appId, 3, 'calendar.event.getbyid', { id: eventId })).toMatchObject({ ATTENDEE_LIST: [{ id: 3, status: 'H' }, { id: 4, status: 'Y' }, { id: 5, status: 'N' }] })
    expect(await scene.must(appId, 4, 'calendar.meeting.status.get', { eventId })).toBe('Y')
    expect((await scene.call(appId, 6, 'calendar.meeting.status.get', { eventId })).status).toBe(400)
    expect((await scene.call(appId, 4, 'calendar.meeting.status.set', { eventId, status: 'maybe' })).status).toBe(400)
  })

  it('carry a quick answer to the colleague as a message, which can be replied to', async () => {
    await scene.must(appId, 3, 'im.notify.personal.add', { USER_ID: 4, MESSAGE: 'Look at it' })
    await scene.must(appId, 3, 'im.notify.system.add', { USER_ID: 4, MESSAGE: 'From nobody' })
    const [system, personal] = scene.portal.work.notifications.of(4)
    const answer = (NOTIFY_ID: unknown, ANSWER_TEXT = 'Done'): ReturnType<Scene['call']> => scene.call(appId, 4, 'im.notify.answer', { NOTIFY_ID, ANSWER_TEXT })
    expect((await answer(personal?.id)).body.result).toEqual({ result_message: [expect.any(String)] })
    expect((await answer(system?.id)).body.result).toEqual({ result_message: false })
    expect((await answer(0)).body).toMatchObject({ error: 'ID_ERROR' })
    expect((await answer(personal?.id, ' ')).body).toMatchObject({ error: 'ANSWER_TEXT_ERROR' })
    const [message] = scene.portal.work.notifications.messages()
    expect(message).toMatchObject({ dialogId: '3', authorId: 4, text: 'Done' })
    expect(await scene.must(appId, 3, 'im.message.add', { DIALOG_ID: '4', MESSAGE: 'Thanks', REPLY_ID: message?.id })).toEqual(expect.any(Number))
    expect(await scene.call(appId, 3, 'im.message.add', { DIALOG_ID: '5', MESSAGE: 'Thanks', REPLY_ID: message?.id })).toMatchObject({ body: { error: 'REPLY_FROM_OTHER_CHAT_ERROR' } })
  })

  it('are named in the schema by module', async () => {
    expect(await scene.must(appId, 4, 'im.notify.schema.get')).toMatchObject({ calendar: { MODULE_ID: 'calendar', LIST: [{ ID: 'calendar|invite', NAME: expect.any(String) }] }, rest: {}, tasks: {} })
  })
})

describe('tasks', () => {
  const add = (fields: Record<string, unknown>, userId = 3): ReturnType<Scene['call']> => scene.call(appId, userId, 'tasks.task.add', { fields })

  it('are answered with text ids and camelCase and raise events', async () => {
    await scene.must(appId, 1, 'event.bind', { event: 'ONTASKADD', handler: `${scene.receiver.url}/events` })
    const { body } = await add({ TITLE: 'Review', RESPONSIBLE_ID: 4, DEADLINE: '2026-12-01T18:00:00+03:00', UF_CRM_TASK: [`L_${lead}`] })
    const { task } = body.result as { task: Record<string, unknown> }
    expect(task).toMatchObject({ id: '1', title: 'Review', responsibleId: '4', createdBy: '3', status: '2', deadline: '2026-12-01T18:00:00+03:00' })
    await scene.portal.events.idle()
    expect(scene.receiver.received[0]?.form.get('data[FIELDS_AFTER][ID]')).toBe('1')
    expect(scene.receiver.received[0]?.form.get('data[FIELDS_BEFORE]')).toBe('undefined')
    const { tasks } = await scene.must(appId, 4, 'tasks.task.list', { filter: { 'RESPONSIBLE_ID': 4, '!STATUS': 5 }, select: ['ID', 'TITLE', 'UF_CRM_TASK'] }) as { tasks: unknown[] }
    expect(tasks).toMatchObject([{ id: '1', title: 'Review', ufCrmTask: [`L_${lead}`] }])
  })

  it('are seen and changed by those concerned', async () => {
    await add({ TITLE: 'Review', RESPONSIBLE_ID: 4 })
    expect(await scene.must(appId, 5, 'tasks.task.get', { taskId: 1 })).toEqual([])
    expect(await scene.call(appId, 5, 'tasks.task.update', { taskId: 1, fields: { TITLE: 'Mine' } })).toMatchObject({ body: { error: '0' } })
    expect(await scene.must(appId, 4, 'tasks.task.update', { taskId: 1, fields: { STATUS: 5 } })).toMatchObject({ task: { status: '5', closedBy: '4' } })
  })

  it.each([
    ['no title', { RESPONSIBLE_ID: 4 }, 'Task title not specified<br>'],
    ['nobody', { TITLE: 'x' }, 'Responsible person not specified<br>'],
    ['a stranger', { TITLE: 'x', RESPONSIBLE_ID: 99 }, 'User specified in the "Responsible" field not found<br>'],
  ])('refuse %s', async (_, fields, words) => {
    expect(await add(fields)).toMatchObject({ status: 400, body: { error: 'ERROR_CORE', error_description: words } })
  })

  it('take checklist lines into a list that is made when missing', async () => {
    await add({ TITLE: 'Review', RESPONSIBLE_ID: 4 })
    await scene.must(appId, 4, 'task.checklistitem.add', { TASKID: 1, FIELDS: { TITLE: 'First' } })
    expect(await scene.must(appId, 4, 'task.checklistitem.getlist', { TASKID: 1 })).toMatchObject([{ PARENT_ID: 0 }, { TITLE: 'First', PARENT_ID: '1', IS_COMPLETE: 'N' }])
  })
})

describe('calendars', () => {
  it('keep meetings of everybody invited and refuse other people\'s calendars', async () => {
    const id = await scene.must(appId, 3, 'calendar.event.add', { type: 'user', ownerId: 3, name: 'Council', from: '2026-11-30T10:00:00', to: '2026-11-30T11:00:00', section: 4, is_meeting: 'Y', attendees: [9] })
    expect(await scene.must(appId, 9, 'calendar.event.get', { type: 'user', ownerId: 9, from: '2026-11-01', to: '2026-12-31' })).toMatchObject([{ ID: String(id), NAME: 'Council', ATTENDEES_CODES: ['U3', 'U9'] }])
    expect(await scene.call(appId, 4, 'calendar.event.add', { type: 'user', ownerId: 3, name: 'x', from: '2026-11-30', to: '2026-11-30', section: 4 })).toMatchObject({ body: { error: '', error_description: 'Access denied' } })
  })

  it('name the working hours of the portal', async () => {
    expect(await scene.must(appId, 4, 'calendar.settings.get')).toMatchObject({ work_time_start: '9', week_holidays: ['SA', 'SU'], week_start: 'MO' })
    scene.portal.knobs.set('weekStart', 'SU')
    expect(await scene.must(appId, 4, 'calendar.settings.get')).toMatchObject({ week_start: 'SU' })
  })
})

describe('timelines', () => {
  it('take comments with files, list them by item and give the author', async () => {
    const id = await scene.must(appId, 4, 'crm.timeline.comment.add', { fields: { ENTITY_ID: lead, ENTITY_TYPE: 'lead', COMMENT: '<b>bad & ugly</b>', FILES: [['a.txt', 'YQ==']] } })
    const [row] = await scene.must(appId, 4, 'crm.timeline.comment.list', { filter: { ENTITY_ID: lead, ENTITY_TYPE: 'lead' } }) as { FILES: Record<string, { name: string, size: number }> }[]
    expect(row).toMatchObject({ ID: String(id), COMMENT: '<b>bad & ugly</b>', AUTHOR_ID: '4' })
    expect(Object.values(row?.FILES ?? {})).toMatchObject([{ name: 'a.txt', size: 1 }])
    expect(await scene.call(appId, 5, 'crm.timeline.comment.get', { id })).toMatchObject({ body: { error: '', error_description: 'Access denied.' } })
    expect(await scene.must(appId, 4, 'crm.timeline.comment.delete', { id })).toBeNull()
  })

  it('take lines of applications, ten to a page, removable by the same application only', async () => {
    for (let index = 0; index < 11; index += 1)
      await scene.must(appId, 4, 'crm.timeline.logmessage.add', { fields: { entityTypeId: 1, entityId: lead, title: 'Moved back', text: `${index}`, iconCode: 'info' } })
    const { body } = await scene.call(appId, 4, 'crm.timeline.logmessage.list', { entityTypeId: 1, entityId: lead })
    expect(body).toMatchObject({ total: 11, next: 10 })
    const [{ id }] = body.result as [{ id: number }]
    const other = scene.installed('other')
    expect(await scene.call(other, 1, 'crm.timeline.logmessage.delete', { id })).toMatchObject({ body: { error: 'REMOVING_DISABLED' } })
    expect(await scene.must(appId, 1, 'crm.timeline.logmessage.delete', { id })).toBe(true)
  })
})

describe('triggers', () => {
  it('move an item where an administrator hung them, as the portal itself', async () => {
    await scene.must(appId, 1, 'crm.automation.trigger.add', { CODE: 'accepted', NAME: 'Accepted' })
    scene.portal.work.triggers.addRule({ appId, code: 'accepted', entityTypeId: 1, pipelineId: 0, stageId: 'PROCESSED' })
    await scene.must(appId, 1, 'event.bind', { event: 'ONCRMLEADUPDATE', handler: `${scene.receiver.url}/events` })
    expect(await scene.must(appId, 1, 'crm.automation.trigger.execute', { CODE: 'accepted', OWNER_TYPE_ID: 1, OWNER_ID: lead })).toBe(true)
    expect(scene.portal.crm.get(1, lead)?.stageId).toBe('PROCESSED')
    await scene.portal.events.idle()
    expect(scene.receiver.received[0]?.form.has('auth[access_token]')).toBe(false)
  })

  it('are for administrators in an application', async () => {
    expect(await scene.call(appId, 4, 'crm.automation.trigger.list')).toMatchObject({ status: 403, body: { error: 'ACCESS_DENIED' } })
    expect(await scene.call(appId, 1, 'crm.automation.trigger.execute', { CODE: 'none', OWNER_TYPE_ID: 1, OWNER_ID: lead })).toMatchObject({ body: { error: '' } })
  })
})

describe('messages', () => {
  it('go to colleagues and to chats that exist', async () => {
    expect(await scene.must(appId, 3, 'im.message.add', { DIALOG_ID: '4', MESSAGE: 'Hello' })).toEqual(expect.any(Number))
    expect(scene.portal.work.notifications.messages('4')).toMatchObject([{ text: 'Hello', authorId: 3 }])
    expect(await scene.call(appId, 3, 'im.message.add', { DIALOG_ID: 'chat5', MESSAGE: 'x' })).toMatchObject({ body: { error: 'CHAT_ID' } })
    expect(await scene.call(appId, 3, 'im.message.add', { DIALOG_ID: '4' })).toMatchObject({ status: 400 })
    expect(await scene.call(appId, 3, 'im.message.add', { DIALOG_ID: '4', MESSAGE: 'x', KEYBOARD: 'no JSON' })).toMatchObject({ body: { error: 'KEYBOARD_ERROR' } })
    expect(await scene.call(appId, 3, 'im.message.add', { DIALOG_ID: '4', MESSAGE: 'x', MENU: '7' })).toMatchObject({ body: { error: 'MENU_ERROR' } })
  })
})
