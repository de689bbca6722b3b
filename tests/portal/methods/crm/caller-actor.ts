import type { Actor } from '../../crm/actor.ts'
import type { EntityTypeId } from '../../crm/crm-item.ts'
import type { Call } from '../../rest/method.ts'
import { entityTypeIds } from '../../crm/crm-item.ts'
import { intranetOnly, typeNotFound } from '../../crm/crm-refusals.ts'

/** The person behind a call, with the application and the connector it names. */
export function actorOf({ caller, params }: Pick<Call, 'caller' | 'params'>): Actor {
  const connector = params.auth_connector
  return {
    kind: 'user',
    userId: caller.userId,
    appId: caller.appId,
    ...typeof connector === 'string' && connector !== '' ? { authConnector: connector } : {},
  }
}

/** @throws RestError allowed_only_intranet_user for extranet people */
export function requireEmployee({ portal, caller }: Pick<Call, 'portal' | 'caller'>): void {
  if (portal.people.get(caller.userId)?.extranet)
    throw intranetOnly()
}

/**
 * The kind of item a call names, as a number or text.
 * @throws RestError NOT_FOUND for kinds this portal has not
 */
export function entityTypeOf(value: unknown): EntityTypeId {
  const found = entityTypeIds.find(id => id === Number(value))
  if (found === undefined)
    throw typeNotFound()
  return found
}

/** A parameter that holds named values; anything else is empty. */
export function mapOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** Offset of a list call: -1 stands for "do not count". */
export function startOf(value: unknown): number {
  const start = Number(value ?? 0)
  return Number.isFinite(start) ? Math.trunc(start) : 0
}
