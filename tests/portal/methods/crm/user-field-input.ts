import type { EntityTypeId } from '../../crm/crm-item.ts'
import type { CustomField, UserField, UserFieldOption } from '../../crm/user-field.ts'
import type { Portal } from '../../portal.ts'
import { createHash } from 'node:crypto'
import { classicRefusal } from '../../crm/crm-refusals.ts'
import { RestError } from '../../rest/rest-error.ts'
import { mapOf } from './caller-actor.ts'
import { settingsOf, userFieldTypes } from './user-field-types.ts'
import { labelKeys, toLabels } from './user-field-view.ts'

const longestName = 50

/** Code with the prefix `UF_CRM_`; a leading `UF_` of the caller is not doubled. */
function fullName(code: string): string {
  return code.startsWith('UF_CRM_') ? code : `UF_CRM_${code.replace(/^UF_/, '')}`
}

function refuse(message: string): never {
  throw new RestError(400, 'ERROR_CORE', message)
}

/** A new custom field from `fields` of `crm.*.userfield.add`. @throws RestError every documented refusal */
export function newUserField(portal: Portal, entityTypeId: EntityTypeId, fields: Record<string, unknown>): Omit<UserField, 'id'> {
  const field = newCustomField(portal, fields, fullName)
  if (portal.crm.userFieldStore.byName(entityTypeId, field.fieldName))
    refuse(`Field ${field.fieldName} for this object already exists.`)
  return { ...field, entityTypeId }
}

/** A new custom field of anything; `nameOf` puts the prefix before the given code. @throws RestError ERROR_CORE or no code */
export function newCustomField(portal: Portal, fields: Record<string, unknown>, nameOf: (code: string) => string): Omit<CustomField, 'id'> {
  const code = String(fields.FIELD_NAME ?? '').trim()
  if (code === '')
    throw classicRefusal('The \'FIELD_NAME\' field is not found.')
  const userTypeId = String(fields.USER_TYPE_ID ?? '').trim()
  if (userTypeId === '')
    throw classicRefusal('The \'USER_TYPE_ID\' field is not found.')
  const fieldName = nameOf(code)
  if (fieldName.length > longestName)
    refuse('Field name is too long (more than 50 characters).')
  if (!/^[A-Z0-9_]+$/.test(fieldName))
    refuse('Field name contains invalid characters. Allowed characters are: A-Z, 0-9 and _.')
  if (!userFieldTypes(portal).some(type => type.ID === userTypeId))
    refuse('Invalid custom type specified.')
  const label = toLabels(fields.LABEL)
  const words = Object.fromEntries(Object.entries(labelKeys).map(([key, property]) => [property, toLabels(fields[key], label)]))
  return {
    fieldName,
    userTypeId,
    xmlId: fields.XML_ID === undefined ? null : String(fields.XML_ID),
    sort: Number(fields.SORT ?? 100),
    multiple: fields.MULTIPLE === 'Y',
    mandatory: fields.MANDATORY === 'Y',
    showFilter: showFilter(userTypeId, fields.SHOW_FILTER ?? 'N'),
    showInList: fields.SHOW_IN_LIST !== 'N',
    editInList: fields.EDIT_IN_LIST !== 'N',
    isSearchable: fields.IS_SEARCHABLE === 'Y',
    ...words as Pick<CustomField, (typeof labelKeys)[keyof typeof labelKeys]>,
    settings: settingsOf(userTypeId, mapOf(fields.SETTINGS)),
    options: userTypeId === 'enumeration' ? readOptions(portal, [], fields.LIST) : [],
  }
}

/** What `crm.*.userfield.update` and `user.userfield.update` may change. */
export function userFieldChange(portal: Portal, field: CustomField, fields: Record<string, unknown>): Partial<CustomField> {
  const change: Partial<CustomField> = {}
  for (const [key, property] of Object.entries(labelKeys)) {
    if (fields[key] !== undefined)
      change[property] = { ...field[property], ...toLabels(fields[key]) }
  }
  if (fields.MANDATORY !== undefined)
    change.mandatory = fields.MANDATORY === 'Y'
  if (fields.SHOW_FILTER !== undefined)
    change.showFilter = showFilter(field.userTypeId, fields.SHOW_FILTER)
  if (fields.SHOW_IN_LIST !== undefined)
    change.showInList = fields.SHOW_IN_LIST === 'Y'
  if (fields.EDIT_IN_LIST !== undefined)
    change.editInList = fields.EDIT_IN_LIST === 'Y'
  if (fields.IS_SEARCHABLE !== undefined)
    change.isSearchable = fields.IS_SEARCHABLE === 'Y'
  if (fields.SORT !== undefined)
    change.sort = Number(fields.SORT)
  if (fields.XML_ID !== undefined)
    change.xmlId = String(fields.XML_ID)
  if (fields.SETTINGS !== undefined)
    change.settings = { ...field.settings, ...mapOf(fields.SETTINGS) }
  if (fields.LIST !== undefined && field.userTypeId === 'enumeration')
    change.options = readOptions(portal, field.options, fields.LIST)
  return change
}

/** `Y` becomes the letter the type filters by: lists exactly, others by mask. */
function showFilter(userTypeId: string, value: unknown): string {
  if (value !== 'Y' && value !== true)
    return value === 'I' || value === 'E' || value === 'S' ? value : 'N'
  return ['enumeration', 'boolean', 'employee', 'crm_status', 'integer'].includes(userTypeId) ? 'I' : 'E'
}

/** List options after a change: rows with a known ID are changed or (DEL=Y) removed, rows without are added, others stay. */
function readOptions(portal: Portal, before: readonly UserFieldOption[], list: unknown): UserFieldOption[] {
  const after = new Map(before.map(option => [option.id, option]))
  for (const raw of Object.values(mapOf(list)).map(mapOf)) {
    const known = after.get(Number(raw.ID))
    if (known && raw.DEL === 'Y') {
      after.delete(known.id)
      continue
    }
    const value = String(raw.VALUE ?? known?.value ?? '').trim()
    if (value === '')
      continue
    const id = known?.id ?? portal.crm.userFieldStore.nextOptionId()
    const xmlId = String(raw.XML_ID ?? known?.xmlId ?? createHash('md5').update(`${id}${value}`).digest('hex'))
    if ([...after.values()].some(option => option.xmlId === xmlId && option.id !== id))
      refuse(before.length === 0 ? `List item with XML_ID=${xmlId} already exists.` : `List item with value XML_ID='${xmlId}' already exists`)
    after.set(id, { id, value, sort: Number(raw.SORT ?? known?.sort ?? 0), isDefault: (raw.DEF ?? (known?.isDefault ? 'Y' : 'N')) === 'Y', xmlId })
  }
  return [...after.values()].sort((a, b) => a.sort - b.sort || a.id - b.id)
}
