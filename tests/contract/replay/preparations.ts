import type { createFixtures, FixtureKind } from './fixtures.ts'
import type { World } from './world.ts'
import { picture } from './fixtures.ts'

type Json = Record<string, unknown>

/** What must be true before a documented request can succeed; may give a changed request back. */
export type Preparation = (request: Json, world: World, make: ReturnType<typeof createFixtures>) => Promise<Json | void>

const handler = 'https://www.my-domain.com/handler/'

/** By lower-case method name. */
export const preparations: Record<string, Preparation> = {
  'event.unbind': async (request, world) => {
    await world.must('event.bind', { event: request.event, handler: request.handler })
  },
  'placement.bind': async request => ({ ...request, PLACEMENT: 'CRM_LEAD_DETAIL_TAB', HANDLER: handler, OPTIONS: { errorHandlerUrl: handler } }),
  'placement.unbind': async (request, world) => {
    await world.must('placement.bind', { PLACEMENT: request.PLACEMENT, HANDLER: request.HANDLER, TITLE: 'Tab' })
  },
  'placement.get': async (_, world) => {
    await world.must('placement.bind', { PLACEMENT: 'CRM_LEAD_DETAIL_TAB', HANDLER: handler, TITLE: 'Tab', LANG_ALL: { en: { TITLE: 'Tab' } } })
  },
  'event.get': async (_, world) => {
    await world.must('event.bind', { event: 'ONCRMLEADADD', handler })
  },
  'userfieldtype.add': async request => ({ ...request, HANDLER: handler }),
  'userfieldtype.update': async (request, world) => {
    await world.must('userfieldtype.add', { USER_TYPE_ID: request.USER_TYPE_ID, HANDLER: handler, TITLE: 'Type' })
    return { ...request, HANDLER: handler }
  },
  'userfieldtype.delete': async (request, world) => {
    await world.must('userfieldtype.add', { USER_TYPE_ID: request.USER_TYPE_ID, HANDLER: handler, TITLE: 'Type' })
  },
  'userfieldtype.list': async (_, world) => {
    await world.must('userfieldtype.add', { USER_TYPE_ID: 'replay', HANDLER: handler, TITLE: 'Type', DESCRIPTION: 'About' })
  },
  'app.option.get': async (_, world) => {
    await world.must('app.option.set', { options: { data: 'value', data2: 'value2' } })
  },
  'user.option.get': async (_, world) => {
    await world.must('user.option.set', { options: { data: 'value', data2: 'value2' } })
  },
  'crm.activity.binding.add': async (request, _, make) => ({ ...request, entityTypeId: 1, entityId: await make('lead') }),
  'crm.activity.binding.delete': async (request, world, make) => {
    const lead = { activityId: request.activityId, entityTypeId: 1, entityId: await make('lead') }
    await world.must('crm.activity.binding.add', lead)
    return lead
  },
  'crm.activity.binding.move': async (request, world) => {
    const { item } = await world.must('crm.item.add', { entityTypeId: 2, fields: { title: 'Another' } }) as { item: { id: number } }
    return { ...request, targetEntityId: item.id }
  },
  'crm.automation.trigger': async (request, _, make) => ({ ...request, target: `DEAL_${await make('deal')}` }),
  'crm.contact.userfield.update': async (request, world) => {
    const id = await world.must('crm.contact.userfield.add', { fields: { FIELD_NAME: 'LIST', USER_TYPE_ID: 'enumeration', LIST: [{ VALUE: 'a' }, { VALUE: 'b' }, { VALUE: 'c' }] } })
    const { LIST } = await world.must('crm.contact.userfield.get', { id }) as { LIST: { ID: string }[] }
    const fields = request.fields as { LIST?: Json[] }
    const list = fields.LIST?.map((row, index) => row.ID === undefined ? row : { ...row, ID: LIST[index]?.ID })
    return { ...request, id, fields: { ...fields, ...(list ? { LIST: list } : {}) } }
  },
  'crm.item.update': async (request, world, make) => {
    if (request.entityTypeId !== 2)
      return request
    const { item } = await world.must('crm.item.add', { entityTypeId: 2, fields: { title: 'There', categoryId: await make('pipeline') } }) as { item: { id: number } }
    return { ...request, id: item.id }
  },
  'crm.status.add': async (request, _, make) => {
    const pipeline = await make('pipeline')
    // The example's pipeline has its final stages behind 70, a fresh one has them earlier.
    return { ...request, fields: { ...request.fields as Json, ENTITY_ID: `DEAL_STAGE_${pipeline}`, SORT: 15 } }
  },
  'crm.duplicate.volatiletype.unregister': async (_, world) => {
    const { id } = await world.must('crm.duplicate.volatiletype.register', { entityTypeId: 1, fieldCode: 'TITLE' }) as { id: number }
    return { id }
  },
  'crm.entity.mergebatch': async (request, world) => {
    const ids: number[] = []
    for (const name of ['Ann', 'Anna', 'Annie'])
      ids.push((await world.must('crm.item.add', { entityTypeId: 3, fields: { name } }) as { item: { id: number } }).item.id)
    return { params: { ...request.params as Json, entityTypeId: 3, entityIds: ids } }
  },
  'calendar.event.add': async (request, world) => ({ ...request, section: world.running.portal.work.calendar.sectionOf(String(request.type), Number(request.ownerId)) }),
  'calendar.event.get': async ({ section: _, ...request }) => ({ ...request, from: '2026-12-01', to: '2027-01-31' }),
  'crm.lead.contact.items.get': linked('crm.lead.contact.add', 'CONTACT_ID', 'contact'),
  'crm.deal.contact.items.get': linked('crm.deal.contact.add', 'CONTACT_ID', 'contact'),
  'crm.company.contact.items.get': linked('crm.company.contact.add', 'CONTACT_ID', 'contact'),
  'crm.contact.company.items.get': linked('crm.contact.company.add', 'COMPANY_ID', 'company'),
  'crm.lead.productrows.get': withProducts('crm.lead.productrows.set'),
  'crm.deal.productrows.get': withProducts('crm.deal.productrows.set'),
  'crm.lead.userfield.list': labelled,
  'crm.deal.userfield.list': labelled,
  'crm.company.userfield.list': labelled,
  'crm.contact.userfield.list': async (request, world) => {
    await world.must('crm.contact.userfield.add', { fields: { FIELD_NAME: 'NUMBER', USER_TYPE_ID: 'double', SETTINGS: { DEFAULT_VALUE: 5 } } })
    return labelled(request)
  },
  'crm.duplicate.volatiletype.list': async (_, world) => {
    await world.must('crm.duplicate.volatiletype.register', { entityTypeId: 1, fieldCode: 'TITLE' })
  },
  'crm.duplicate.findbycomm': async request => ({ ...request, values: ['+79990000001'] }),
  'calendar.meeting.status.get': invitedMeeting,
  'calendar.meeting.status.set': invitedMeeting,
  'im.notify.confirm': async request => ({ ...request, NOTIFY_VALUE: 'Y' }),
  'telephony.externalcall.searchcrmentities': async (request, _, make) => {
    await make('contact')
    return { ...request, PHONE_NUMBER: '+79990000001' }
  },
  'event.offline.get': offlineEvent,
  'event.offline.list': offlineEvent,
  'telephony.externalcall.attachrecord': finishCall,
  'telephony.call.attachtranscription': finishCall,
  'im.message.add': async ({ REPLY_ID: _, ...request }) => ({ ...request, DIALOG_ID: '1' }),
}

/** Records and transcripts belong to finished calls. */
async function finishCall(request: Json, world: World, make: ReturnType<typeof createFixtures>): Promise<Json> {
  const callId = await make('call')
  await world.must('telephony.externalcall.finish', { CALL_ID: callId, USER_ID: 1, DURATION: 30 })
  return { ...request, CALL_ID: callId, ...(request.FILE_CONTENT ? { FILE_CONTENT: picture } : {}) }
}

/** Something hangs on the item. */
function linked(method: string, key: string, kind: FixtureKind): Preparation {
  return async (request, world, make) => {
    await world.must(method, { id: request.id, fields: { [key]: await make(kind) } })
  }
}

function withProducts(method: string): Preparation {
  return async (request, world) => {
    await world.must(method, { id: request.id, rows: [{ PRODUCT_NAME: 'Row', PRICE: 9000, QUANTITY: 2 }] })
  }
}

/** Something has happened that waits in the offline queue. */
async function offlineEvent(request: Json, world: World): Promise<Json> {
  const connector = request.auth_connector === undefined ? {} : { auth_connector: request.auth_connector }
  await world.must('event.bind', { event: 'ONCRMLEADADD', event_type: 'offline', ...connector })
  await world.must('crm.item.add', { entityTypeId: 1, fields: { title: 'Lead' } })
  await world.running.portal.events.idle()
  return request
}

/** A meeting of somebody else, who asks the caller. */
async function invitedMeeting(request: Json, world: World, make: ReturnType<typeof createFixtures>): Promise<Json> {
  const notice = world.running.portal.work.notifications.get(Number(await make('invitation')))
  return { ...request, eventId: notice?.meetingId }
}

/** Labels are answered only in the language that the filter names. */
async function labelled(request: Json): Promise<Json> {
  return { ...request, filter: { LANG: 'en' } }
}
