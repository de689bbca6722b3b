import type { UserField } from '../user-field.ts'
import type { FieldSpec } from './field-spec.ts'

/** A custom field as the methods see it; its title is the form label in the given language, else any, else the name. */
export function userFieldSpec(field: UserField, language: 'ru' | 'en'): FieldSpec {
  const spec: FieldSpec = {
    name: field.fieldName,
    upperName: field.fieldName,
    classicName: field.fieldName,
    type: field.userTypeId,
    title: labelOf(field, language),
    isRequired: field.mandatory,
    isMultiple: field.multiple,
    isDynamic: true,
    settings: field.settings,
  }
  if (field.userTypeId === 'enumeration')
    spec.items = field.options.map(option => ({ ID: String(option.id), VALUE: option.value }))
  if (field.userTypeId === 'crm_status' && typeof field.settings.ENTITY_TYPE === 'string')
    spec.statusType = field.settings.ENTITY_TYPE
  return spec
}

/** Label of a custom field for people. */
export function labelOf(field: UserField, language: 'ru' | 'en'): string {
  const words = field.editFormLabel
  return words[language] || Object.values(words).find(word => word !== '') || field.fieldName
}
