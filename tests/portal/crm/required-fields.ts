import type { CrmCore } from './crm-core.ts'
import type { CrmItem, EntityTypeId, FieldValue } from './crm-item.ts'
import type { Route } from './crm.ts'
import type { FieldSpec } from './fields/field-spec.ts'
import { fieldRequired } from './crm-refusals.ts'

/** What happens to the item: a new one, a move within its pipeline, or any other save. */
export type SaveKind = 'add' | 'move' | 'edit'

/** Whether mandatory fields and stage-dependent ones are looked at on this road. @see bitrix24.md 4.4, 17 */
function checksOf(core: CrmCore, route: Route, kind: SaveKind): { mandatory: boolean, byStage: boolean } {
  const { knobs } = core.portal
  const both = (isChecked: boolean): { mandatory: boolean, byStage: boolean } => ({ mandatory: isChecked, byStage: isChecked })
  switch (route) {
    case 'rest': return both(kind !== 'edit')
    case 'classic': return { mandatory: kind === 'add' && knobs.get('classicAddChecksMandatoryFields'), byStage: false }
    case 'card': return both(true)
    case 'kanban': return both(knobs.get('kanbanChecksRequiredFields') && kind !== 'edit')
    case 'mass': return both(knobs.get('massEditChecksRequiredFields') && kind !== 'edit')
    case 'import': return { mandatory: knobs.get('importChecksMandatoryFields'), byStage: false }
    case 'conversion': return both(knobs.get('conversionChecksRequiredFields'))
    case 'robot': case 'merge': return both(false)
  }
}

/**
 * Refuses a save that would leave a required field empty, where the road checks it.
 * @throws RestError CRM_FIELD_ERROR_REQUIRED, naming the first such field
 */
export function checkRequired(core: CrmCore, entityTypeId: EntityTypeId, item: CrmItem, route: Route, kind: SaveKind): void {
  const missing = missingFields(core, entityTypeId, item, checksOf(core, route, kind))
  const [first] = missing
  if (first !== undefined)
    throw fieldRequired(first.title)
}

/** Required fields that are empty in the item. */
export function missingFields(core: CrmCore, entityTypeId: EntityTypeId, item: CrmItem, checks: { mandatory: boolean, byStage: boolean }): FieldSpec[] {
  const byStage = new Set(checks.byStage
    ? core.settings.stageRequirements
        .filter(rule => rule.entityTypeId === entityTypeId && rule.pipelineId === (item.categoryId ?? 0) && rule.stageIds.includes(item.stageId ?? ''))
        .map(rule => rule.fieldName)
    : [])
  const iframeCounts = core.portal.knobs.get('iframeFieldsCanBeMandatory')
  return core.catalogues.of(entityTypeId).specs.filter((spec) => {
    const isRequired = (checks.mandatory && spec.isRequired && (iframeCounts || !spec.type.startsWith('rest_'))) || byStage.has(spec.name)
    return isRequired && isEmptyStored(core.valueOf(entityTypeId, item, spec))
  })
}

/** Nothing, an empty text or an empty list. */
export function isEmptyStored(value: FieldValue): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}
