import type { Actor } from '../crm/actor.ts'
import type { Portal } from '../portal.ts'
import type { Call } from './calls.ts'
import { isoTime } from './iso-time.ts'

/** Tells that a call is over. The record is not named: it may come later. */
export function raiseCallEnd(portal: Portal, call: Call, actor: Actor): void {
  portal.events.raise({
    name: 'ONVOXIMPLANTCALLEND',
    actor,
    data: {
      CALL_ID: call.callId,
      CALL_TYPE: String(call.type),
      PHONE_NUMBER: call.phoneNumber,
      PORTAL_NUMBER: call.portalNumber,
      PORTAL_USER_ID: String(call.userId),
      CALL_DURATION: String(call.durationSec),
      CALL_START_DATE: isoTime(call.startAt, portal.settings.timeZone),
      COST: String(call.cost),
      COST_CURRENCY: call.costCurrency,
      CALL_FAILED_CODE: call.failedCode,
      CALL_FAILED_REASON: call.failedReason,
      CRM_ACTIVITY_ID: call.activityId === null ? '' : String(call.activityId),
    },
  })
}
