import type { Call } from '../../rest/method.ts'
import type { Activity, Communication, NewActivity } from '../../work/activities.ts'
import type { OwnerRef } from '../../work/owner-ref.ts'
import { Buffer } from 'node:buffer'
import { RestError } from '../../rest/rest-error.ts'
import { canWriteOwner, ownerItem } from '../../work/crm-owner.ts'
import { actorOf, flagOf, integerOf, listOf, recordOf, textOf } from '../../work/input.ts'
import { parseTime } from '../../work/iso-time.ts'

const call = 2
const email = 4
const byProvider = 6
export const configurableProvider = 'CONFIGURABLE_REST_APP'

/** A refusal of the classic methods: an empty code, words only. */
export function classicRefusal(words: string): RestError {
  return new RestError(400, '', words)
}

/** Files handed over as `[name, base64]`, in any of the documented wrappings. */
export function storeFiles(at: Call, value: unknown): number[] {
  return listOf(value).flatMap((one) => {
    const wrapped = recordOf(one)
    const pair = listOf(wrapped?.fileData ?? one).map(textOf)
    const [name = '', content = ''] = pair
    if (name === '' || pair.length < 2)
      return []
    return [at.portal.work.files.add({ name, content: { kind: 'bytes', bytes: Buffer.from(content, 'base64') }, createdBy: at.caller.userId }).id]
  })
}

/** Who sees the record may read its files. */
function hangFiles(at: Call, activity: Activity): void {
  for (const id of activity.fileIds) {
    const file = at.portal.work.files.get(id)
    if (file)
      file.activityId = activity.id
  }
}

function communicationsOf(value: unknown, owner: OwnerRef): Communication[] {
  return listOf(value).flatMap((one) => {
    const given = recordOf(one)
    return given
      ? [{ type: textOf(given.TYPE), value: textOf(given.VALUE), entityTypeId: integerOf(given.ENTITY_TYPE_ID) ?? owner.entityTypeId, entityId: integerOf(given.ENTITY_ID) ?? owner.entityId }]
      : []
  })
}

/** What the classic fields say; absent ones are left out. @throws RestError for unusable times */
function valuesOf(at: Call, fields: Record<string, unknown>, owner: OwnerRef): Partial<Activity> {
  const { timeZone } = at.portal.settings
  const start = parseTime(fields.START_TIME ?? fields.DEADLINE, timeZone)
  const end = parseTime(fields.END_TIME, timeZone)
  const responsible = integerOf(fields.RESPONSIBLE_ID)
  return {
    ...(fields.SUBJECT === undefined ? {} : { subject: textOf(fields.SUBJECT) }),
    ...(fields.DESCRIPTION === undefined ? {} : { description: textOf(fields.DESCRIPTION) }),
    ...(fields.COMPLETED === undefined ? {} : { completed: flagOf(fields.COMPLETED) }),
    ...(fields.STATUS === undefined ? {} : { completed: integerOf(fields.STATUS) === 2 }),
    ...(fields.PRIORITY === undefined ? {} : { priority: integerOf(fields.PRIORITY) ?? 2 }),
    ...(fields.DIRECTION === undefined ? {} : { direction: integerOf(fields.DIRECTION) ?? 0 }),
    ...(fields.ORIGINATOR_ID === undefined ? {} : { originatorId: textOf(fields.ORIGINATOR_ID) }),
    ...(fields.ORIGIN_ID === undefined ? {} : { originId: textOf(fields.ORIGIN_ID) }),
    ...(fields.SETTINGS === undefined ? {} : { settings: recordOf(fields.SETTINGS) ?? {} }),
    ...(fields.IS_INCOMING_CHANNEL === undefined ? {} : { isIncomingChannel: flagOf(fields.IS_INCOMING_CHANNEL) }),
    ...(fields.COMMUNICATIONS === undefined ? {} : { communications: communicationsOf(fields.COMMUNICATIONS, owner) }),
    ...(responsible === undefined ? {} : { responsibleId: responsible }),
    ...(start === undefined ? {} : { startAt: start, deadlineAt: start }),
    ...(end === undefined ? {} : { endAt: end }),
  }
}

function checkNew(at: Call, fields: Record<string, unknown>, owner: OwnerRef): void {
  const typeId = integerOf(fields.TYPE_ID)
  const providerId = textOf(fields.PROVIDER_ID)
  if (providerId === configurableProvider)
    throw classicRefusal('Use crm.activity.configurable.add for this activity provider')
  if (providerId.startsWith('REST_APP') && at.caller.appId === null)
    throw classicRefusal('Application context required')
  if (typeId === undefined || typeId < 1)
    throw classicRefusal('The field TYPE_ID is not defined or invalid')
  if (textOf(fields.SUBJECT) === '')
    throw classicRefusal('The field SUBJECT is not defined or empty')
  if (!at.portal.people.get(integerOf(fields.RESPONSIBLE_ID) ?? 0))
    throw classicRefusal('The field RESPONSIBLE_ID is not defined or invalid')
  if (typeId === byProvider && providerId === '')
    throw classicRefusal('The custom activity without provider is not supported in current context')
  const communications = communicationsOf(fields.COMMUNICATIONS, owner)
  if ((typeId === call || typeId === email) && communications.length === 0)
    throw classicRefusal('The field COMMUNICATIONS is not defined or invalid')
  if (typeId === call && communications.length > 1)
    throw classicRefusal('The only one communication is allowed for activity of specified type')
  if (!ownerItem(at, owner))
    throw classicRefusal('Could not build binding. Please ensure that owner info and communications are defined correctly')
  if (!canWriteOwner(at, owner))
    throw classicRefusal('Access denied.')
}

const providers: Record<number, [provider: string, type: string]> = { 1: ['CRM_MEETING', 'MEETING'], 2: ['CRM_CALL', 'CALL'], 4: ['CRM_EMAIL', 'EMAIL'] }

/** `crm.activity.add`. @throws RestError documented refusals with an empty code */
export function addActivity(at: Call): { result: number } {
  const fields = recordOf(at.params.fields) ?? {}
  const owner = { entityTypeId: integerOf(fields.OWNER_TYPE_ID) ?? 0, entityId: integerOf(fields.OWNER_ID) ?? 0 }
  checkNew(at, fields, owner)
  const typeId = integerOf(fields.TYPE_ID) ?? 0
  const [provider, providerType] = providers[typeId] ?? ['REST_APP', 'REST_APP']
  const record: NewActivity = {
    ...valuesOf(at, fields, owner),
    ownerTypeId: owner.entityTypeId,
    ownerId: owner.entityId,
    typeId,
    providerId: textOf(fields.PROVIDER_ID) || provider,
    providerTypeId: textOf(fields.PROVIDER_TYPE_ID) || providerType,
    responsibleId: integerOf(fields.RESPONSIBLE_ID) ?? at.caller.userId,
    appId: at.caller.appId,
    authorId: at.caller.userId,
    fileIds: storeFiles(at, fields.FILES),
  }
  const added = at.portal.work.activities.add(record, actorOf(at.caller))
  hangFiles(at, added)
  return { result: added.id }
}

/** `crm.activity.update`. @throws RestError documented refusals with an empty code */
export function updateActivity(at: Call, activity: Activity): { result: boolean } {
  const fields = recordOf(at.params.fields) ?? {}
  if (activity.providerId === configurableProvider)
    throw classicRefusal('Use crm.activity.configurable.update for this activity provider')
  if (fields.SUBJECT !== undefined && textOf(fields.SUBJECT) === '')
    throw classicRefusal('The field SUBJECT is not defined or empty')
  if (fields.RESPONSIBLE_ID !== undefined && !at.portal.people.get(integerOf(fields.RESPONSIBLE_ID) ?? 0))
    throw classicRefusal('The field RESPONSIBLE_ID is not defined or invalid')
  const owner = { entityTypeId: activity.ownerTypeId, entityId: activity.ownerId }
  const files = storeFiles(at, fields.FILES)
  const changes = { ...valuesOf(at, fields, owner), ...(files.length > 0 ? { fileIds: files } : {}) }
  hangFiles(at, at.portal.work.activities.update(activity.id, changes, actorOf(at.caller)))
  return { result: true }
}
