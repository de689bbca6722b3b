import type { World } from './world.ts'
import { contractExamples } from '../../portal/contract/contract.ts'

/** Kinds of things the documented examples speak of by number. */
export type FixtureKind
  = | 'lead' | 'deal' | 'contact' | 'company' | 'pipeline' | 'status' | 'productRow'
    | 'activity' | 'todo' | 'configurable' | 'badge' | 'comment' | 'logMessage' | 'trigger' | 'transcribedCall'
    | 'task' | 'meeting' | 'file' | 'notification' | 'department' | 'person' | 'currency' | 'call'
    | 'invitation' | 'personField' | 'leadField' | 'dealField' | 'contactField' | 'companyField'

const entityNames = { 1: 'lead', 2: 'deal', 3: 'contact', 4: 'company' } as const

/** CRM kind by its number; anything the stand-in does not keep stands for a deal. */
export function entityKind(entityTypeId: unknown): 'lead' | 'deal' | 'contact' | 'company' {
  return entityNames[Number(entityTypeId) as 1] ?? 'deal'
}

/** A small picture. */
export const picture = 'R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw=='

type Maker = (world: World, make: Make) => Promise<unknown>
type Make = (kind: FixtureKind) => Promise<number | string>

const fm = [
  { typeId: 'PHONE', valueType: 'WORK', value: '+79990000001' },
  { typeId: 'EMAIL', valueType: 'WORK', value: 'ann@example.com' },
  { typeId: 'WEB', valueType: 'WORK', value: 'www.example.com' },
  { typeId: 'IM', valueType: 'TELEGRAM', value: 'ann' },
]

const itemFields = {
  lead: { entityTypeId: 1, fields: { title: 'Lead', name: 'Ann', lastName: 'Lee', sourceId: 'WEB', opportunity: 15000, fm } },
  deal: { entityTypeId: 2, fields: { title: 'Deal', opportunity: 15000 } },
  contact: { entityTypeId: 3, fields: { name: 'Ann', lastName: 'Lee', fm } },
  company: { entityTypeId: 4, fields: { title: 'Company', fm } },
}

const item = (kind: keyof typeof itemFields): Maker => async world => idOf(await world.must('crm.item.add', itemFields[kind]), 'item')

function userField(entity: string): Maker {
  return world => world.must(`crm.${entity}.userfield.add`, { fields: {
    FIELD_NAME: `REPLAY_${entity.toUpperCase()}`,
    USER_TYPE_ID: 'string',
    LABEL: 'Replay',
    EDIT_FORM_LABEL: { ru: 'Повтор', en: 'Replay' },
  } })
}

const makers: Record<FixtureKind, Maker> = {
  lead: item('lead'),
  deal: item('deal'),
  contact: item('contact'),
  company: item('company'),
  pipeline: async world => idOf(await world.must('crm.category.add', { entityTypeId: 2, fields: { name: 'Second', sort: 200 } }), 'category'),
  status: world => world.must('crm.status.add', { fields: { ENTITY_ID: 'SOURCE', STATUS_ID: 'REPLAY', NAME: 'Replay', SORT: 900 } }),
  productRow: async (world, make) => idOf(await world.must('crm.item.productrow.add', { fields: { ownerId: await make('deal'), ownerType: 'D', productName: 'Row', price: 9000, quantity: 2 } }), 'productRow'),
  activity: async (world, make) => world.must('crm.activity.add', { fields: {
    OWNER_TYPE_ID: 2,
    OWNER_ID: await make('deal'),
    TYPE_ID: 2,
    SUBJECT: 'Call',
    COMMUNICATIONS: [{ VALUE: '+79990000001', ENTITY_ID: await make('contact'), ENTITY_TYPE_ID: 3 }],
    RESPONSIBLE_ID: 1,
    DESCRIPTION_TYPE: 3,
    START_TIME: '2026-01-15T12:00:00+00:00',
    END_TIME: '2026-01-15T12:30:00+00:00',
  } }),
  todo: async (world, make) => idOf(await world.must('crm.activity.todo.add', { ownerTypeId: 2, ownerId: await make('deal'), deadline: '2026-12-15T12:00:00+00:00', title: 'To do', responsibleId: 1 })),
  configurable: async (world, make) => idOf(await world.must('crm.activity.configurable.add', {
    ownerTypeId: 2,
    ownerId: await make('deal'),
    fields: { typeId: 'CONFIGURABLE', deadline: '2026-12-15T12:00:00+00:00', responsibleId: 1 },
    layout: documentedLayout(),
  }), 'activity'),
  badge: async (world) => {
    await world.must('crm.activity.badge.add', { code: 'missedCall', title: 'Call Status', value: 'Missed', type: 'failure' })
    return 'missedCall'
  },
  comment: async (world, make) => world.must('crm.timeline.comment.add', { fields: { ENTITY_ID: await make('deal'), ENTITY_TYPE: 'deal', COMMENT: 'Comment', FILES: [['1.gif', picture]] } }),
  logMessage: async (world, make) => idOf(await world.must('crm.timeline.logmessage.add', { fields: { entityTypeId: 1, entityId: await make('lead'), title: 'Title', text: 'Text', iconCode: 'info' } }), 'logMessage'),
  trigger: async (world) => {
    await world.must('crm.automation.trigger.add', { CODE: 'c5u4m', NAME: 'Trigger' })
    return 'c5u4m'
  },
  transcribedCall: async (world, make) => {
    const call = world.running.portal.work.calls.make({ userId: 1, phoneNumber: '79990000001', durationSec: 60, owner: { entityTypeId: 1, entityId: Number(await make('lead')) } }, { kind: 'system' })
    return call.activityId
  },
  task: async world => idOf(await world.must('tasks.task.add', { fields: { TITLE: 'Task', RESPONSIBLE_ID: 1, DEADLINE: '2026-12-15T12:00:00+00:00' } }), 'task'),
  meeting: async (world, make) => world.must('calendar.event.add', { type: 'user', ownerId: 1, name: 'Meeting', from: '2026-12-15', to: '2026-12-15', skip_time: 'Y', section: world.running.portal.work.calendar.sectionOf('user', 1), rrule: { FREQ: 'WEEKLY', UNTIL: '2027-03-01', INTERVAL: 1, BYDAY: ['MO', 'WE'] }, crm_fields: [`D_${await make('deal')}`] }),
  file: world => Promise.resolve(world.running.portal.work.files.add({ name: 'file.gif', type: 'image/gif', content: { kind: 'bytes', bytes: Buffer.from(picture, 'base64') }, createdBy: 1 }).id),
  notification: world => world.must('im.notify.personal.add', { USER_ID: 1, MESSAGE: 'Hello', TAG: 'REPLAY' }),
  department: world => world.must('department.add', { NAME: 'Replay', PARENT: 1 }),
  person: world => Promise.resolve(world.running.portal.people.add({ name: 'New', lastName: 'Person', position: '', departmentIds: [1] }).id),
  currency: async (world) => {
    await world.must('crm.currency.add', { fields: { CURRENCY: 'CLF', AMOUNT: 12, AMOUNT_CNT: 1, SORT: 900, LANG: { en: { DECIMALS: 2, DEC_POINT: '.', FORMAT_STRING: '#', FULL_NAME: 'Unit', HIDE_ZERO: 'Y', THOUSANDS_VARIANT: 'S' } } } })
    return 'CLF'
  },
  call: async world => idOf(await world.must('telephony.externalcall.register', { USER_ID: 1, PHONE_NUMBER: '555333555', TYPE: 2, CRM_CREATE: 1 }), 'CALL_ID'),
  invitation: async ({ running: { portal } }, make) => {
    const meeting = portal.work.calendar.get(Number(await make('meeting')))
    if (!meeting)
      throw new Error('No meeting to invite to')
    const { id: _, answers: __, createdAt: ___, ...values } = meeting
    portal.work.calendar.add({ ...values, createdBy: 2, ownerId: 2, isMeeting: true, attendeeIds: [1, 2] }, { kind: 'system' })
    return portal.work.notifications.of(1)[0]?.id
  },
  personField: world => world.must('user.userfield.add', { fields: { FIELD_NAME: 'REPLAY', USER_TYPE_ID: 'enumeration', LIST: [{ VALUE: 'a' }] } }),
  leadField: userField('lead'),
  dealField: userField('deal'),
  contactField: userField('contact'),
  companyField: userField('company'),
}

/** The layout that the documented answer of `get` shows. */
function documentedLayout(): unknown {
  const { result } = contractExamples().get('crm.activity.configurable.get')?.response as { result: { activity: { layout: unknown } } }
  return result.activity.layout
}

/** Makes things on demand, each once per world. */
export function createFixtures(world: World): Make {
  const made = new Map<FixtureKind, Promise<number | string>>()
  const make: Make = (kind) => {
    let id = made.get(kind)
    if (!id)
      made.set(kind, id = makers[kind](world, make).then(plainId))
    return id
  }
  return make
}

function plainId(id: unknown): number | string {
  if (typeof id === 'number' || typeof id === 'string')
    return id
  throw new Error(`No id in ${JSON.stringify(id)}`)
}

/** Finds the id in `{ item: { id } }`, `{ id }` or `{ task: { id } }`. */
function idOf(result: unknown, key?: string): unknown {
  const holder = key ? (result as Record<string, unknown>)[key] : result
  return typeof holder === 'object' && holder !== null ? (holder as Record<string, unknown>).id : holder
}
