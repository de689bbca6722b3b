import type { EntityTypeId } from '../../crm/crm-item.ts'
import type { FieldSpec } from '../../crm/fields/field-spec.ts'
import type { View } from '../view.ts'
import { slugOf } from '../card/entity.ts'

const fallback: Record<EntityTypeId, string[]> = {
  1: ['stageId', 'opportunity', 'sourceId', 'assignedById', 'createdTime'],
  2: ['stageId', 'opportunity', 'sourceId', 'assignedById', 'createdTime'],
  3: ['assignedById', 'createdTime'],
  4: ['assignedById', 'createdTime'],
}

/** Name of the cookie that keeps a person's columns. */
export function columnsCookie(entityTypeId: EntityTypeId): string {
  return `portal_columns_${slugOf(entityTypeId)}`
}

/** Fields a list can show besides the title. */
export function possibleColumns(view: View, entityTypeId: EntityTypeId): FieldSpec[] {
  return view.portal.crm.fields(entityTypeId).filter(spec => spec.inItem !== false && !spec.isDisabled
    && !['title', 'fm', 'currencyId', 'searchContent'].includes(spec.name) && !spec.type.startsWith('rest_'))
}

/** Columns the person has chosen, in the order of the fields; the usual ones when nothing was chosen. */
export function chosenColumns(view: View, entityTypeId: EntityTypeId): FieldSpec[] {
  const kept = view.exchange.cookies[columnsCookie(entityTypeId)]
  const names = kept === undefined ? fallback[entityTypeId] : kept.split('~')
  const possible = possibleColumns(view, entityTypeId)
  return names.flatMap(name => possible.find(spec => spec.name === name) ?? [])
}
