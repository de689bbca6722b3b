import type { UserFieldRow } from '../contracts/rest/user-fields.schema.ts'
import type { EntityTypeId } from '../domain/item-ref.ts'
import type { CallOptions, PortalClient } from './portal-client.ts'
import { restFlag, restInt } from '../contracts/rest/rest-scalars.schema.ts'
import { userFieldListSchema } from '../contracts/rest/user-fields.schema.ts'
import { parseAnswer } from './parse-answer.ts'

/** One option of a list field to be. `id` names an option that exists already; without it a new one is made. */
export interface OptionInput {
  id?: number
  xmlId: string
  value: string
  sort: number
}

/** A field to be made. */
export interface NewUserField {
  /** Full name, `UF_CRM_...`. */
  fieldName: string
  /** `enumeration`, or the full code of a custom type. */
  typeId: string
  label: { ru: string, en: string }
  help?: { ru: string, en: string }
  isMultiple: boolean
  sort: number
  options: OptionInput[]
}

const methodsOf = (entityTypeId: EntityTypeId) => entityTypeId === 1 ? 'crm.lead.userfield' : 'crm.deal.userfield'

/** All custom fields, in the portal's order, named in that language. */
export async function listUserFields(client: PortalClient, entityTypeId: EntityTypeId, options: CallOptions, language: 'ru' | 'en' = 'ru'): Promise<UserFieldRow[]> {
  const method = `${methodsOf(entityTypeId)}.list`
  return parseAnswer(userFieldListSchema, await client.call(method, { order: { SORT: 'ASC' }, filter: { LANG: language } }, options), method)
}

/** Custom fields whose full name begins with `UF_CRM_PT_`, ours by name. */
export async function listOwnFields(client: PortalClient, entityTypeId: EntityTypeId, options: CallOptions): Promise<UserFieldRow[]> {
  return (await listUserFields(client, entityTypeId, options)).filter(field => field.fieldName.startsWith('UF_CRM_PT_'))
}

/** Makes a field; returns its id. Not safe to repeat: look for it first. */
export async function addUserField(client: PortalClient, entityTypeId: EntityTypeId, field: NewUserField, options: CallOptions): Promise<number> {
  const method = `${methodsOf(entityTypeId)}.add`
  const labels = { EDIT_FORM_LABEL: field.label, LIST_COLUMN_LABEL: field.label, LIST_FILTER_LABEL: field.label, HELP_MESSAGE: field.help ?? field.label }
  const fields = {
    USER_TYPE_ID: field.typeId,
    FIELD_NAME: field.fieldName.replace(/^UF_CRM_/, ''),
    XML_ID: field.fieldName,
    LABEL: field.label.ru,
    ...labels,
    MULTIPLE: field.isMultiple ? 'Y' : 'N',
    MANDATORY: 'N',
    SHOW_FILTER: field.typeId === 'enumeration' ? 'Y' : 'N',
    SHOW_IN_LIST: 'Y',
    EDIT_IN_LIST: 'Y',
    IS_SEARCHABLE: 'N',
    SORT: field.sort,
    ...(field.typeId === 'enumeration' ? { SETTINGS: { DISPLAY: 'LIST', LIST_HEIGHT: field.isMultiple ? 5 : 1 }, LIST: field.options.map(optionFields) } : {}),
  }
  return parseAnswer(restInt, await client.call(method, { fields }, options), method)
}

/** Replaces the list of options: those without an entry keep their place, new ones are added. Never deletes one. */
export async function updateFieldOptions(client: PortalClient, entityTypeId: EntityTypeId, fieldId: number, list: OptionInput[], options: CallOptions): Promise<void> {
  await updateField(client, entityTypeId, fieldId, { LIST: list.map(optionFields) }, options)
}

/** Makes a field required everywhere, or nowhere. */
export async function setMandatory(client: PortalClient, entityTypeId: EntityTypeId, fieldId: number, isMandatory: boolean, options: CallOptions): Promise<void> {
  await updateField(client, entityTypeId, fieldId, { MANDATORY: isMandatory ? 'Y' : 'N' }, options)
}

async function updateField(client: PortalClient, entityTypeId: EntityTypeId, id: number, fields: Record<string, unknown>, options: CallOptions): Promise<void> {
  const method = `${methodsOf(entityTypeId)}.update`
  parseAnswer(restFlag, await client.call(method, { id, fields }, options), method)
}

function optionFields(option: OptionInput): Record<string, unknown> {
  return { ...(option.id === undefined ? {} : { ID: option.id }), VALUE: option.value, XML_ID: option.xmlId, SORT: option.sort, DEF: 'N' }
}
