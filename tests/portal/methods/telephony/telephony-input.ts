import type { Call as RestCall } from '../../rest/method.ts'
import type { Call } from '../../work/calls.ts'
import type { OwnerRef } from '../../work/owner-ref.ts'
import { RestError } from '../../rest/rest-error.ts'
import { entityTypeByName, entityTypeName } from '../../work/crm-owner.ts'
import { integerOf, textOf } from '../../work/input.ts'

/** A refusal of the telephony methods. */
export function telephonyRefusal(words: string): RestError {
  return new RestError(400, 'ERROR_CORE', words)
}

/** @throws RestError ACCESS_DENIED on a plan without telephony */
export function requireTelephony(call: RestCall): void {
  if (call.portal.knobs.get('telephonyMissing'))
    throw new RestError(403, 'ACCESS_DENIED', 'Access denied!')
}

/** The employee of a call. Extension numbers are the numbers of the people. @throws RestError ERROR_CORE */
export function employeeOf(call: RestCall): number {
  const { USER_ID, USER_PHONE_INNER } = call.params
  if (textOf(USER_ID) === '' && textOf(USER_PHONE_INNER) === '')
    throw telephonyRefusal('USER_ID or USER_PHONE_INNER should be set.')
  const id = integerOf(textOf(USER_ID) === '' ? USER_PHONE_INNER : USER_ID) ?? 0
  if (!call.portal.people.get(id)?.active)
    throw telephonyRefusal('User is not found or is not active.')
  return id
}

/** Lead, contact or company by the name telephony uses; null for nothing. */
export function telephonyEntity(type: unknown, id: unknown): OwnerRef | null {
  const entityTypeId = entityTypeByName(textOf(type))
  const entityId = integerOf(id) ?? 0
  return entityTypeId === undefined || entityId <= 0 ? null : { entityTypeId, entityId }
}

/** `LEAD`, `CONTACT`, `COMPANY`; null for nothing. */
export function telephonyName(entity: OwnerRef | null): string | null {
  return entity ? entityTypeName(entity.entityTypeId).toUpperCase() : null
}

/** The finished call named by `CALL_ID`. @throws RestError ERROR_CORE with the given words */
export function finishedCall(call: RestCall, words: string): Call {
  const found = call.portal.work.calls.byCallId(textOf(call.params.CALL_ID))
  if (!found)
    throw telephonyRefusal(words)
  return found
}
