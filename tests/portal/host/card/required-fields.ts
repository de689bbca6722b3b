import type { CrmItem, EntityTypeId } from '../../crm/crm-item.ts'
import type { View } from '../view.ts'
import { isEmptyValue } from './field-view.ts'

/** Store names of the fields an item must have in a stage: mandatory ones and those the stage requires. */
export function requiredFieldNames(view: View, entityTypeId: EntityTypeId, item: CrmItem, stageId = item.stageId ?? ''): Set<string> {
  const { crm } = view.portal
  const framesCount = view.portal.knobs.get('iframeFieldsCanBeMandatory')
  const mandatory = crm.fields(entityTypeId)
    .filter(spec => spec.isRequired && !spec.isReadOnly && (framesCount || !spec.type.startsWith('rest_')))
    .map(spec => spec.name)
  const staged = crm.settings.stageRequirements
    .filter(rule => rule.entityTypeId === entityTypeId && rule.pipelineId === (item.categoryId ?? 0) && rule.stageIds.includes(stageId))
    .map(rule => rule.fieldName)
  return new Set([...mandatory, ...staged])
}

/** Of those, the ones that are still empty. */
export function missingFields(view: View, entityTypeId: EntityTypeId, item: CrmItem, stageId: string): string[] {
  return [...requiredFieldNames(view, entityTypeId, item, stageId)].filter(name => isEmptyValue(item[name]))
}
