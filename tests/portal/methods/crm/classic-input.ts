import type { CrmItem, EntityTypeId, FieldInput } from '../../crm/crm-item.ts'
import type { Call } from '../../rest/method.ts'
import { classicRefusal } from '../../crm/crm-refusals.ts'
import { mapOf } from './caller-actor.ts'
import { communicationKeys } from './classic-view.ts'

/** Fields classic methods only show, though `crm.item.*` can set them. */
const readOnlyHere: ReadonlySet<string> = new Set(['LEAD_ID', 'QUOTE_ID'])

/** Offered classic fields under store names; phones and addresses become one list. @throws RestError "Parameter 'fields' must be array." */
export function fromClassic({ portal, params }: Pick<Call, 'portal' | 'params'>, entityTypeId: EntityTypeId, before: CrmItem | null): FieldInput {
  if (params.fields !== undefined && (typeof params.fields !== 'object' || params.fields === null))
    throw classicRefusal('Parameter \'fields\' must be array.')
  if (params.params !== undefined && typeof params.params !== 'object')
    throw classicRefusal('Parameter \'params\' must be array.')
  const named: FieldInput = {}
  const communications: object[] = []
  for (const [key, value] of Object.entries(mapOf(params.fields))) {
    const typeId = communicationKeys.find(one => one === key)
    const spec = portal.crm.catalogue(entityTypeId).byName(key, 'classic')
    if (typeId)
      communications.push(...Object.entries(mapOf(value)).map(([id, entry]) => ({ ...Array.isArray(value) ? {} : { id }, ...mapOf(entry), typeId })))
    else if (spec && !readOnlyHere.has(key) && !(key === 'CATEGORY_ID' && before !== null))
      named[spec.name] = value
  }
  return communications.length > 0 ? { ...named, fm: communications } : named
}
