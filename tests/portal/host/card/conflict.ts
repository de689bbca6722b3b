import type { CrmItem, EntityTypeId, FieldInput } from '../../crm/crm-item.ts'
import type { View } from '../view.ts'
import { RestError } from '../../rest/rest-error.ts'
import { fieldLabel, findSpec } from './field-label.ts'

/** Values a form was drawn with, as comparable texts. */
export function seenValues(item: CrmItem, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map(name => [name, comparable(item[name])]))
}

function comparable(value: unknown): string {
  return value === undefined || value === null ? '' : JSON.stringify(value)
}

/**
 * Refuses a save over somebody else's change of the same fields.
 * @param seen values the person had before the eyes; undefined when the person chose to overwrite
 * @throws RestError 409 CONFLICT with the titles of the fields
 */
export function refuseConflict(view: View, entityTypeId: EntityTypeId, item: CrmItem, seen: Record<string, string> | undefined, fields: FieldInput): void {
  const changed = Object.keys(fields).filter(name => seen?.[name] !== undefined && seen[name] !== comparable(item[name]))
  if (changed.length === 0)
    return
  const titles = changed.map((name) => {
    const spec = findSpec(view, entityTypeId, name)
    return spec ? fieldLabel(view, entityTypeId, spec) : name
  })
  throw new RestError(409, 'CONFLICT', view.words('conflict.text', { fields: titles.join(', ') }))
}
