import type { CrmItem, EntityTypeId, FieldInput, MultiField } from '../../crm/crm-item.ts'
import type { FieldSpec } from '../../crm/fields/field-spec.ts'
import type { View } from '../view.ts'
import { DateTime } from 'luxon'
import { findSpec } from './field-label.ts'

/** What the browser sends for one control: a text, several (names with `[]`), or a chosen file. */
type FormValue = string | string[] | { name: string, content: string }

/**
 * Turns a card's form into fields as `crm.item` takes them. Unknown names are left out; phones and addresses of the form are
 * merged with the rest the item has.
 */
export function readFields(view: View, entityTypeId: EntityTypeId, form: Record<string, unknown>, item: CrmItem | undefined): FieldInput {
  const fields: FieldInput = {}
  for (const [name, value] of Object.entries(form)) {
    const spec = findSpec(view, entityTypeId, name.replace(/^money:/, '').replace(/\[\]$/, ''))
    if (spec && !spec.isReadOnly)
      fields[spec.name] = readValue(view, spec, value as FormValue, form, name)
  }
  const fm = readMultiFields(form, item)
  return fm ? { ...fields, fm } : fields
}

function readValue(view: View, spec: FieldSpec, value: FormValue, form: Record<string, unknown>, name: string): unknown {
  if (typeof value === 'object' && !Array.isArray(value))
    return [value.name, value.content]
  if (name.startsWith('money:'))
    return value === '' ? null : `${String(value)}|${String(form[name.replace('money:', 'currency:')] ?? view.portal.settings.currency)}`
  const list = (Array.isArray(value) ? value : [value]).filter(one => one !== '')
  if (spec.isMultiple)
    return list.map(one => readText(view, spec, one))
  return spec.type === 'boolean' ? list.at(-1) ?? 'N' : readText(view, spec, list[0] ?? '')
}

function readText(view: View, spec: FieldSpec, text: string): string {
  if (text === '')
    return ''
  if (spec.type === 'datetime')
    return moment(text, view.user.timeZone || view.portal.settings.timeZone)
  return spec.type === 'date' ? moment(text, view.portal.settings.timeZone) : text
}

function moment(text: string, timeZone: string): string {
  return DateTime.fromISO(text, { zone: timeZone }).toISO({ suppressMilliseconds: true }) ?? text
}

/** `fm:<type>:<id>` inputs; undefined when the form has none. An emptied entry is taken away. */
function readMultiFields(form: Record<string, unknown>, item: CrmItem | undefined): Record<string, unknown>[] | undefined {
  const names = Object.keys(form).filter(name => name.startsWith('fm:'))
  if (names.length === 0)
    return undefined
  const entries: Record<string, unknown>[] = []
  for (const name of names) {
    const [, typeId, id] = name.split(':')
    const value = String(Array.isArray(form[name]) ? form[name][0] : form[name]).trim()
    const known = item?.fm?.find(entry => entry.id === Number(id))
    if (known)
      entries.push(value === '' ? { id: known.id, typeId, valueType: known.valueType, value: '', delete: 'Y' } : { id: known.id, typeId, valueType: known.valueType, value })
    else if (value !== '')
      entries.push({ typeId: typeId as MultiField['typeId'], valueType: 'WORK', value })
  }
  return entries
}
