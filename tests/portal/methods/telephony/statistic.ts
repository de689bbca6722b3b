import type { Method, Call as RestCall } from '../../rest/method.ts'
import type { Call } from '../../work/calls.ts'
import type { Columns } from '../../work/row-query.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { textOf } from '../../work/input.ts'
import { isoTime } from '../../work/iso-time.ts'
import { pageOf, rowFilter, rowOrder } from '../../work/row-query.ts'
import { requireTelephony, telephonyName } from './telephony-input.ts'

const columns: Columns<Call> = {
  ID: { kind: 'number', read: call => call.id },
  CALL_ID: { kind: 'text', read: call => call.callId },
  EXTERNAL_CALL_ID: { kind: 'text', read: call => call.externalCallId },
  CALL_CATEGORY: { kind: 'text', read: () => 'external' },
  PORTAL_USER_ID: { kind: 'number', read: call => call.userId },
  PORTAL_NUMBER: { kind: 'text', read: call => call.portalNumber },
  PHONE_NUMBER: { kind: 'text', read: call => call.phoneNumber },
  CALL_TYPE: { kind: 'number', read: call => call.type },
  CALL_DURATION: { kind: 'number', read: call => call.durationSec },
  CALL_START_DATE: { kind: 'time', read: call => call.startAt },
  CALL_VOTE: { kind: 'number', read: call => call.vote },
  COST: { kind: 'number', read: call => call.cost },
  COST_CURRENCY: { kind: 'text', read: call => call.costCurrency },
  CALL_FAILED_CODE: { kind: 'text', read: call => call.failedCode },
  CALL_FAILED_REASON: { kind: 'text', read: call => call.failedReason },
  CRM_ENTITY_TYPE: { kind: 'text', read: call => telephonyName(call.crmEntity) },
  CRM_ENTITY_ID: { kind: 'number', read: call => call.crmEntity?.entityId ?? null },
  CRM_ACTIVITY_ID: { kind: 'number', read: call => call.activityId },
  REST_APP_ID: { kind: 'number', read: call => call.appId },
  TRANSCRIPT_ID: { kind: 'number', read: call => call.transcriptId },
  RECORD_DURATION: { kind: 'number', read: call => call.recordDurationSec },
}

/** A row of the statistics: everything is text but the number of the record's file. */
function statisticRow(at: RestCall, call: Call): Record<string, unknown> {
  const text = (value: number | null): string | null => value === null ? null : String(value)
  return {
    ID: String(call.id),
    PORTAL_USER_ID: String(call.userId),
    PORTAL_NUMBER: call.portalNumber,
    PHONE_NUMBER: call.phoneNumber,
    CALL_ID: call.callId,
    EXTERNAL_CALL_ID: call.externalCallId,
    CALL_CATEGORY: 'external',
    CALL_LOG: null,
    CALL_DURATION: String(call.durationSec),
    CALL_START_DATE: isoTime(call.startAt, at.portal.settings.timeZone),
    CALL_RECORD_URL: call.recordUrl ?? (call.appId === null ? '' : null),
    CALL_VOTE: text(call.vote),
    COST: call.cost.toFixed(4),
    COST_CURRENCY: call.costCurrency,
    CALL_FAILED_CODE: call.failedCode,
    CALL_FAILED_REASON: call.failedReason,
    CRM_ENTITY_TYPE: telephonyName(call.crmEntity),
    CRM_ENTITY_ID: text(call.crmEntity?.entityId ?? null),
    CRM_ACTIVITY_ID: text(call.activityId),
    REST_APP_ID: text(call.appId),
    REST_APP_NAME: call.appName,
    TRANSCRIPT_ID: text(call.transcriptId),
    TRANSCRIPT_PENDING: 'N',
    SESSION_ID: null,
    REDIAL_ATTEMPT: null,
    COMMENT: null,
    RECORD_DURATION: text(call.recordDurationSec),
    RECORD_FILE_ID: call.recordFileId,
    CALL_TYPE: String(call.type),
  }
}

/** Finished calls, for those who may see the statistics. */
export const statisticMethod: Method = method({
  name: 'voximplant.statistic.get',
  run(call) {
    const { portal, params, caller } = call
    requireTelephony(call)
    const user = portal.people.get(caller.userId)
    if (!user?.admin && !user?.telephonyStatistics)
      throw new RestError(403, 'ACCESS_DENIED', 'Access denied!')
    const found = portal.work.calls.all().filter(rowFilter(params.FILTER, columns, portal.settings.timeZone))
    const sort = textOf(params.SORT)
    if (sort !== '')
      found.sort(rowOrder({ [sort]: textOf(params.ORDER) || 'ASC' }, columns, { ID: 'ASC' }))
    return pageOf(found, params.start, one => statisticRow(call, one))
  },
})
