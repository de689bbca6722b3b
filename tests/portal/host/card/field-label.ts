import type { EntityTypeId } from '../../crm/crm-item.ts'
import type { FieldSpec } from '../../crm/fields/field-spec.ts'
import type { View } from '../view.ts'
import { fieldTitle } from '../../crm/fields/field-titles.ts'

/** A field's title in the reader's language. */
export function fieldLabel(view: Pick<View, 'portal' | 'language'>, entityTypeId: EntityTypeId, spec: FieldSpec): string {
  if (!spec.isDynamic)
    return fieldTitle(spec.name, spec.title, view.language)
  const field = view.portal.crm.userFields(entityTypeId).find(one => one.fieldName === spec.name)
  return field?.editFormLabel[view.language] || field?.listColumnLabel[view.language] || spec.title
}

/** Fields whose label a person is asked to fill. */
export function findSpec(view: Pick<View, 'portal'>, entityTypeId: EntityTypeId, name: string): FieldSpec | undefined {
  return view.portal.crm.fields(entityTypeId).find(spec => spec.name === name || spec.upperName === name || spec.classicName === name)
}
