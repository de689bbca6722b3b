import type { CrmItem, EntityTypeId, FieldValue, MultiField } from '../../crm/crm-item.ts'
import type { FieldSpec } from '../../crm/fields/field-spec.ts'
import type { Portal } from '../../portal.ts'
import { isoTime } from '../../work/iso-time.ts'

/** Kinds of phones and addresses, each a key of its own in classic answers. */
export const communicationKeys: readonly MultiField['typeId'][] = ['PHONE', 'EMAIL', 'WEB', 'IM', 'LINK']

/** Fields whose emptiness classic methods write as an empty text. */
const emptyTexts = new Set(['BIRTHDATE', 'DATE_CLOSED'])

/** An item as the classic methods answer it: upper-case keys, everything a string. `keys` null: all single system and custom fields. */
export function classicView(portal: Portal, entityTypeId: EntityTypeId, item: CrmItem, keys: ReadonlySet<string> | null): Record<string, unknown> {
  const drawn: Record<string, unknown> = {}
  for (const spec of portal.crm.fields(entityTypeId)) {
    const key = spec.classicName
    if (key === null || (keys === null ? spec.isMultiple === true && spec.isDynamic !== true : !keys.has(key)))
      continue
    drawn[key] = classicValue(portal, spec, portal.crm.valueOf(entityTypeId, item, spec))
  }
  for (const key of communicationKeys) {
    const own = item.fm?.filter(entry => entry.typeId === key) ?? []
    if (own.length > 0 && (keys === null || keys.has(key)))
      drawn[key] = own.map(entry => ({ ID: String(entry.id), VALUE_TYPE: entry.valueType, VALUE: entry.value, TYPE_ID: key }))
  }
  return drawn
}

function classicValue(portal: Portal, spec: FieldSpec, value: FieldValue): unknown {
  if (Array.isArray(value) || spec.isMultiple)
    return (value as readonly FieldValue[] | undefined ?? []).map(one => spec.type === 'enumeration' ? Number(one) : classicSingle(portal, spec, one))
  const isEmpty = value === undefined || value === null || value === ''
  if (isEmpty && spec.type === 'double' && !spec.isDynamic)
    return '0.00'
  if (isEmpty && spec.empty === 'N')
    return 'N'
  if (isEmpty && spec.classicName === 'CATEGORY_ID')
    return '0'
  if (isEmpty)
    return emptyTexts.has(spec.classicName ?? '') ? '' : null
  return classicSingle(portal, spec, value)
}

function classicSingle(portal: Portal, spec: FieldSpec, value: FieldValue): unknown {
  if (spec.type === 'date' || spec.type === 'datetime')
    return isoTime(Number(value), portal.settings.timeZone)
  if (spec.type === 'double' && !spec.isDynamic)
    return Number(value).toFixed(2)
  if (spec.type === 'boolean' && spec.isDynamic)
    return value === 'Y' ? '1' : '0'
  if (spec.type === 'file' && typeof value === 'object' && value !== null && 'id' in value)
    return { id: value.id, showUrl: `/bitrix/components/bitrix/crm.contact.show/show_file.php?fileId=${value.id}`, downloadUrl: `/bitrix/components/bitrix/crm.contact.show/show_file.php?auth=&fileId=${value.id}` }
  return String(value)
}

/** Type names of the classic field lists. */
const classicTypes: Record<string, string> = { boolean: 'char', text: 'string' }

/** `crm.lead.fields` and its kin: every field with its traits, custom ones under their code with labels. */
export function classicFields(portal: Portal, entityTypeId: EntityTypeId): Record<string, unknown> {
  const entries = portal.crm.fields(entityTypeId).flatMap(spec => spec.classicName === null ? [] : [[spec.classicName, describe(spec)] as const])
  const hasCommunications = portal.crm.fields(entityTypeId).some(spec => spec.name === 'fm')
  const communications = hasCommunications ? communicationKeys.map(key => [key, describe({ name: key, upperName: key, classicName: key, title: key, type: 'crm_multifield', isMultiple: true })] as const) : []
  return Object.fromEntries([...entries, ...communications])
}

function describe(spec: FieldSpec): Record<string, unknown> {
  return {
    type: spec.isDynamic ? spec.type : classicTypes[spec.type] ?? spec.type,
    isRequired: spec.isRequired ?? false,
    isReadOnly: spec.isReadOnly ?? false,
    isImmutable: spec.isImmutable ?? false,
    isMultiple: spec.isMultiple ?? false,
    isDynamic: spec.isDynamic ?? false,
    ...spec.isDeprecated ? { isDeprecated: true } : {},
    ...spec.statusType === undefined ? {} : { statusType: spec.statusType },
    ...spec.items === undefined ? {} : { items: spec.items },
    title: spec.isDynamic ? spec.name : spec.title,
    ...spec.isDynamic ? { listLabel: spec.title, formLabel: spec.title, filterLabel: spec.title } : {},
    ...spec.settings === undefined ? {} : { settings: spec.settings },
  }
}
