import type { Call, Method } from '../../rest/method.ts'
import type { Activity } from '../../work/activities.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { accessDenied, canReadOwner, canWriteOwner, notFound, ownerItem } from '../../work/crm-owner.ts'
import { actorOf, flagOf, integerOf, integersOf, recordOf, textOf } from '../../work/input.ts'
import { isoTimeOrNull, parseTime } from '../../work/iso-time.ts'
import { checkedLayout } from './check-layout.ts'
import { configurableProvider } from './write-activity.ts'

const byProvider = 6
const defaultType = 'CONFIGURABLE'
const writableFields = new Set(['typeId', 'completed', 'deadline', 'pingOffsets', 'isIncomingChannel', 'responsibleId', 'badgeCode', 'originatorId', 'originId'])

/** Number of the calling application. @throws RestError ERROR_WRONG_CONTEXT for webhooks */
function requireApp(call: Call): number {
  if (call.caller.appId === null)
    throw new RestError(400, 'ERROR_WRONG_CONTEXT', 'Method call is only possible in the context of an application')
  return call.caller.appId
}

function wrongValue(name: string): RestError {
  return new RestError(400, 'WRONG_FIELD_VALUE', `Wrong value of field "${name}"`)
}

/** Fields given by the caller, in the names of the store. @throws RestError WRONG_FIELD_VALUE, INCOMING_ACTIVITY_CAN_NOT_BE_WITH_DEADLINE */
function valuesOf(call: Call, before: Activity | undefined): Partial<Activity> {
  const fields = Object.fromEntries(Object.entries(recordOf(call.params.fields) ?? {}).filter(([name]) => writableFields.has(name)))
  const { portal } = call
  const deadlineAt = deadlineOf(call, fields)
  if (fields.typeId !== undefined && textOf(fields.typeId) !== defaultType)
    throw wrongValue('typeId')
  if (fields.badgeCode !== undefined && textOf(fields.badgeCode) !== '' && !portal.work.badges.get(textOf(fields.badgeCode)))
    throw wrongValue('badgeCode')
  if (fields.responsibleId !== undefined && !portal.people.get(integerOf(fields.responsibleId) ?? 0))
    throw wrongValue('responsibleId')
  const isIncoming = fields.isIncomingChannel === undefined ? before?.isIncomingChannel ?? false : flagOf(fields.isIncomingChannel)
  if (isIncoming && (deadlineAt ?? null) !== null)
    throw new RestError(400, 'INCOMING_ACTIVITY_CAN_NOT_BE_WITH_DEADLINE', 'Incoming activity can not be with deadline')
  return {
    isIncomingChannel: isIncoming,
    ...(deadlineAt === undefined ? {} : { deadlineAt, ...(deadlineAt === null ? {} : { startAt: deadlineAt, endAt: deadlineAt }) }),
    ...(fields.completed === undefined ? {} : { completed: flagOf(fields.completed) }),
    ...(fields.pingOffsets === undefined ? {} : { pingOffsets: integersOf(fields.pingOffsets) }),
    ...(fields.responsibleId === undefined ? {} : { responsibleId: integerOf(fields.responsibleId) ?? call.caller.userId }),
    ...(fields.badgeCode === undefined ? {} : { badgeCode: textOf(fields.badgeCode) }),
    ...(fields.originatorId === undefined ? {} : { originatorId: textOf(fields.originatorId) }),
    ...(fields.originId === undefined ? {} : { originId: textOf(fields.originId) }),
  }
}

/** undefined = not given, null = taken away. */
function deadlineOf(call: Call, fields: Record<string, unknown>): number | null | undefined {
  if (fields.deadline === undefined)
    return undefined
  if (fields.deadline === null || fields.deadline === '')
    return null
  const at = parseTime(fields.deadline, call.portal.settings.timeZone)
  if (at === undefined)
    throw wrongValue('deadline')
  return at
}

function add(call: Call): { result: { activity: { id: number } } } {
  const appId = requireApp(call)
  const { params, portal } = call
  const owner = { entityTypeId: integerOf(params.ownerTypeId) ?? 0, entityId: integerOf(params.ownerId) ?? 0 }
  if (!ownerItem(call, owner) || !canWriteOwner(call, owner))
    throw accessDenied()
  const layout = checkedLayout(params.layout)
  const added = portal.work.activities.add({
    responsibleId: call.caller.userId,
    ...valuesOf(call, undefined),
    ownerTypeId: owner.entityTypeId,
    ownerId: owner.entityId,
    typeId: byProvider,
    providerId: configurableProvider,
    providerTypeId: defaultType,
    configurableType: defaultType,
    subject: titleOf(layout),
    appId,
    layout,
  }, actorOf(call.caller))
  return { result: { activity: { id: added.id } } }
}

function titleOf(layout: Record<string, unknown>): string {
  const title = recordOf(layout.header)?.title
  return textOf(title) || textOf(Object.values(recordOf(title) ?? {})[0])
}

/** @throws RestError NOT_FOUND, ACCESS_DENIED */
function known(call: Call, may: typeof canReadOwner): Activity {
  const activity = call.portal.work.activities.get(integerOf(call.params.id) ?? 0)
  if (activity?.providerId !== configurableProvider)
    throw notFound()
  if (!activity.bindings.some(owner => may(call, owner)))
    throw accessDenied()
  return activity
}

function update(call: Call): { result: { activity: { id: number } } } {
  const appId = requireApp(call)
  const activity = known(call, canWriteOwner)
  if (activity.appId !== appId)
    throw new RestError(400, 'ERROR_WRONG_APPLICATION', 'Activity can be updated only by the application that created it')
  const layout = call.params.layout === undefined ? undefined : checkedLayout(call.params.layout)
  call.portal.work.activities.update(activity.id, {
    ...valuesOf(call, activity),
    ...(layout ? { layout, subject: titleOf(layout) } : {}),
  }, actorOf(call.caller))
  return { result: { activity: { id: activity.id } } }
}

function get(call: Call): { result: { activity: Record<string, unknown> } } {
  requireApp(call)
  const activity = known(call, canReadOwner)
  return { result: { activity: {
    id: activity.id,
    ownerTypeId: activity.ownerTypeId,
    ownerId: activity.ownerId,
    fields: {
      typeId: activity.configurableType,
      completed: activity.completed,
      deadline: isoTimeOrNull(activity.deadlineAt, call.portal.settings.timeZone),
      pingOffsets: activity.pingOffsets,
      isIncomingChannel: activity.isIncomingChannel,
      responsibleId: activity.responsibleId,
      badgeCode: activity.badgeCode,
      originatorId: activity.originatorId,
      originId: activity.originId,
    },
    layout: activity.layout,
  } } }
}

/** Records drawn by applications: `crm.activity.configurable.*`. */
export const configurableMethods: Method[] = [
  method({ name: 'crm.activity.configurable.add', run: add }),
  method({ name: 'crm.activity.configurable.get', run: get }),
  method({ name: 'crm.activity.configurable.update', run: update }),
]
