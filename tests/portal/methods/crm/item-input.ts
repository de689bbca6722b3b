import type { EntityTypeId, FieldInput } from '../../crm/crm-item.ts'
import type { Naming } from '../../crm/field-catalogue.ts'
import type { Call } from '../../rest/method.ts'
import { mapOf } from './caller-actor.ts'

/** Which names the caller uses for custom fields: the originals with `useOriginalUfNames=Y`. */
export function namingOf({ params }: Pick<Call, 'params'>): Naming {
  return params.useOriginalUfNames === 'Y' || params.useOriginalUfNames === true ? 'store' : 'camel'
}

/** Offered fields under store names; unknown names are dropped in silence, as Bitrix24 does. */
export function toStoreNames({ portal }: Pick<Call, 'portal'>, entityTypeId: EntityTypeId, fields: unknown, naming: Naming): FieldInput {
  const catalogue = portal.crm.catalogue(entityTypeId)
  const named: FieldInput = {}
  for (const [name, value] of Object.entries(mapOf(fields))) {
    const spec = catalogue.byName(name, naming)
    if (spec && spec.inItem !== false)
      named[spec.name] = value
  }
  return named
}
