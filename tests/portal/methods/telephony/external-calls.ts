import type { Call, Method } from '../../rest/method.ts'
import type { OwnerRef } from '../../work/owner-ref.ts'
import { LEAD } from '../../crm/crm-item.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { ownerItem } from '../../work/crm-owner.ts'
import { actorOf, flagOf, integerOf, integersOf, numberOf, textOf } from '../../work/input.ts'
import { parseTime } from '../../work/iso-time.ts'
import { attachRecord } from './attach-record.ts'
import { clientsByPhone, searchEntitiesMethod } from './search-entities.ts'
import { employeeOf, requireTelephony, telephonyEntity, telephonyName, telephonyRefusal } from './telephony-input.ts'

function phoneOf(call: Call): string {
  const phone = textOf(call.params.PHONE_NUMBER).replaceAll(/[\s()-]/g, '')
  if (!/^\+?\d{2,20}$/.test(phone))
    throw telephonyRefusal('Unsupported phone number format.')
  return phone
}

function startOf(call: Call): number {
  const { CALL_START_DATE } = call.params
  if (textOf(CALL_START_DATE) === '')
    return call.portal.clock.now()
  const at = parseTime(CALL_START_DATE, call.portal.settings.timeZone)
  if (at === undefined)
    throw telephonyRefusal('CALL_START_DATE should be in the ISO-8601 format.')
  return at
}

/** The item the caller names, or whose phone it is. */
function knownEntity(call: Call, phone: string): OwnerRef | null {
  const named = telephonyEntity(call.params.CRM_ENTITY_TYPE, call.params.CRM_ENTITY_ID)
  if (named && ownerItem(call, named))
    return named
  return clientsByPhone(call.portal, phone, { kind: 'system' })[0] ?? null
}

/** A lead for a stranger. */
function createLead(call: Call, phone: string, userId: number): OwnerRef {
  const lead = call.portal.crm.add(LEAD, {
    title: `${phone} - ${call.portal.settings.language === 'ru' ? 'Входящий звонок' : 'Incoming call'}`,
    assignedById: userId,
    sourceId: textOf(call.params.CRM_SOURCE) || 'CALL',
    fm: [{ typeId: 'PHONE', valueType: 'WORK', value: phone }],
  }, actorOf(call.caller), 'import')
  return { entityTypeId: LEAD, entityId: lead.id }
}

function register(call: Call): { result: unknown } {
  requireTelephony(call)
  const { params, caller, portal } = call
  const userId = employeeOf(call)
  const type = integerOf(params.TYPE) ?? 0
  if (type < 1 || type > 5)
    throw telephonyRefusal('Unknown TYPE.')
  const startAt = startOf(call)
  const phoneNumber = phoneOf(call)
  const found = knownEntity(call, phoneNumber)
  const created = !found && flagOf(params.CRM_CREATE) ? createLead(call, phoneNumber, userId) : null
  const entity = found ?? created
  const opened = portal.work.calls.open({
    externalCallId: textOf(params.EXTERNAL_CALL_ID) || null,
    userId,
    phoneNumber,
    type,
    startAt,
    lineNumber: textOf(params.LINE_NUMBER),
    crmEntity: entity,
    appId: caller.appId ?? 0,
  }, params.SHOW === undefined || flagOf(params.SHOW) ? [userId] : [])
  return { result: {
    CALL_ID: opened.callId,
    CRM_CREATED_LEAD: created?.entityId ?? null,
    CRM_CREATED_ENTITIES: created ? [{ ENTITY_TYPE: 'LEAD', ENTITY_ID: created.entityId }] : [],
    CRM_ENTITY_TYPE: telephonyName(entity),
    CRM_ENTITY_ID: entity?.entityId ?? null,
  } }
}

function finish(call: Call): { result: unknown } {
  requireTelephony(call)
  const { params, portal, caller } = call
  if (typeof params.CALL_ID !== 'string')
    throw new RestError(400, 'INVALID_ARGUMENT', 'CALL_ID must be a string')
  const userId = employeeOf(call)
  const opened = portal.work.calls.openCall(params.CALL_ID)
  if (!opened)
    throw telephonyRefusal('Call is not found (call should be registered prior to finishing)')
  const app = portal.apps.get(opened.appId)
  const durationSec = Math.max(0, integerOf(params.DURATION) ?? 0)
  const done = portal.work.calls.finish(params.CALL_ID, {
    userId,
    durationSec,
    failedCode: textOf(params.STATUS_CODE) || (durationSec > 0 ? '200' : '304'),
    failedReason: textOf(params.FAILED_REASON),
    cost: numberOf(params.COST) ?? 0,
    costCurrency: textOf(params.COST_CURRENCY),
    vote: integerOf(params.VOTE) ?? null,
    recordUrl: textOf(params.RECORD_URL) || null,
    appName: app?.title ?? null,
  }, actorOf(caller))
  return { result: {
    CALL_ID: done.callId,
    EXTERNAL_CALL_ID: done.externalCallId,
    PORTAL_USER_ID: done.userId,
    PHONE_NUMBER: done.phoneNumber,
    PORTAL_NUMBER: done.portalNumber,
    INCOMING: String(done.type),
    CALL_DURATION: done.durationSec,
    CALL_START_DATE: {},
    CALL_STATUS: done.failedCode === '200' ? 1 : 0,
    CALL_VOTE: done.vote,
    COST: done.cost,
    COST_CURRENCY: done.costCurrency,
    CALL_FAILED_CODE: done.failedCode,
    CALL_FAILED_REASON: done.failedReason,
    REST_APP_ID: String(opened.appId),
    REST_APP_NAME: done.appName,
    CRM_ACTIVITY_ID: done.activityId,
    COMMENT: null,
    CRM_ENTITY_TYPE: telephonyName(done.crmEntity),
    CRM_ENTITY_ID: done.crmEntity?.entityId ?? null,
    ID: done.id,
  } }
}

/** Opens or closes the call card for the named people, or for the employee of the call. */
function toggleCard(call: Call, isShown: boolean): { result: boolean } {
  requireTelephony(call)
  const opened = call.portal.work.calls.openCall(textOf(call.params.CALL_ID))
  const named = integersOf(call.params.USER_ID)
  for (const userId of named.length > 0 ? named : opened ? [opened.userId] : [])
    isShown ? opened?.shownTo.add(userId) : opened?.shownTo.delete(userId)
  return { result: opened !== undefined }
}

/** Calls of outside telephony: `telephony.externalCall.*`. */
export const externalCallMethods: Method[] = [
  method({ name: 'telephony.externalCall.register', appOnly: true, run: register }),
  method({ name: 'telephony.externalCall.finish', appOnly: true, run: finish }),
  method({ name: 'telephony.externalCall.attachRecord', run: attachRecord }),
  searchEntitiesMethod,
  method({ name: 'telephony.externalCall.show', run: call => toggleCard(call, true) }),
  method({ name: 'telephony.externalCall.hide', run: call => toggleCard(call, false) }),
]
