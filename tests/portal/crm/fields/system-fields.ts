import type { EntityTypeId } from '../crm-item.ts'
import type { FieldSpec } from './field-spec.ts'
import { COMPANY, CONTACT, DEAL, LEAD } from '../crm-item.ts'
import { companyFields } from './company-fields.ts'
import { contactFields } from './contact-fields.ts'
import { dealFields } from './deal-fields.ts'
import { fieldTitle } from './field-titles.ts'
import { leadFields } from './lead-fields.ts'

const sources = { [LEAD]: leadFields, [DEAL]: dealFields, [CONTACT]: contactFields, [COMPANY]: companyFields }

/** `assignedById` → `ASSIGNED_BY_ID`. */
export function upperSnake(name: string): string {
  return name.replace(/[A-Z0-9]+/g, word => `_${word}`).toUpperCase()
}

/** System fields of a kind of item in the order answers list them; titles in the given language. */
export function systemFields(entityTypeId: EntityTypeId, language: 'ru' | 'en'): FieldSpec[] {
  return sources[entityTypeId].map(({ name, type, classicName, ...rest }) => {
    const upperName = upperSnake(name)
    return {
      name,
      type,
      upperName,
      classicName: classicName === undefined ? upperName : classicName,
      title: fieldTitle(name, upperName, language),
      ...rest,
    }
  })
}
