import type { Actor } from './actor.ts'
import type { CrmCore } from './crm-core.ts'
import type { CrmItem, EntityTypeId, FieldInput, FieldValue } from './crm-item.ts'
import type { Route } from './crm.ts'
import type { FieldChanges } from './read-fields.ts'
import { actorUserId } from './actor.ts'
import { closeIfFinal, pipelineOfStage } from './add-item.ts'
import { DEAL, LEAD } from './crm-item.ts'
import { accessDenied, invalidValue, itemNotFound, stageLocked } from './crm-refusals.ts'
import { readFields } from './read-fields.ts'
import { recordMove } from './record-move.ts'
import { checkRequired, isEmptyStored } from './required-fields.ts'
import { isWithin, reachOf, requireSomeAccess } from './rights.ts'
import { syncClientLinks } from './sync-client-links.ts'

/** What a save did; null stage or pipeline flags mean "stayed". */
export interface Change {
  item: CrmItem
  /** False: no value differed, nothing was saved. */
  isSaved: boolean
  stageChanged: boolean
  pipelineChanged: boolean
}

/**
 * Changes a stored item: reads, compares, checks, history. Raises no event.
 * @throws RestError refusals of `crm.item.update`
 */
export function updateItem(core: CrmCore, entityTypeId: EntityTypeId, id: number, input: FieldInput, actor: Actor, route: Route): Change {
  requireSomeAccess(core.portal, actor, 'crmWrite')
  const before = core.tables[entityTypeId].get(id)
  if (before === undefined)
    throw itemNotFound()
  if (!isWithin(reachOf(core.portal, actor, 'crmWrite'), before))
    throw accessDenied()
  const changes = differing(before, withPipeline(core, entityTypeId, before, readFields(core, entityTypeId, input, before)))
  if (Object.keys(changes).length === 0)
    return { item: before, isSaved: false, stageChanged: false, pipelineChanged: false }

  const stageChanged = changes.stageId !== undefined
  const pipelineChanged = changes.categoryId !== undefined
  const now = Math.floor(core.portal.clock.now() / 1000) * 1000
  const item: CrmItem = { ...before, ...changes, updatedTime: now, updatedBy: actorUserId(actor) }
  dropEmpty(item)
  if (stageChanged)
    moveTo(core, entityTypeId, before, item, actor, route)
  else if (route === 'card')
    checkRequired(core, entityTypeId, item, route, 'edit')
  if (stageChanged && !pipelineChanged)
    checkRequired(core, entityTypeId, item, route, 'move')
  if (entityTypeId === LEAD && route !== 'conversion' && (changes.contactIds !== undefined || changes.companyId !== undefined))
    item.isReturnCustomer = item.contactIds || item.companyId ? 'Y' : 'N'
  core.tables[entityTypeId].put(item)
  syncClientLinks(core, entityTypeId, before, item)
  if (stageChanged)
    recordMove(core, entityTypeId, item, pipelineChanged ? 'pipeline' : 'moved')
  return { item, isSaved: true, stageChanged, pipelineChanged }
}

/** A named pipeline without a stage means its first stage; a stage must belong to the pipeline. */
function withPipeline(core: CrmCore, entityTypeId: EntityTypeId, before: CrmItem, changes: FieldChanges): FieldChanges {
  if (entityTypeId !== LEAD && entityTypeId !== DEAL) {
    const { stageId: _, ...rest } = changes
    return rest
  }
  const pipelineId = Number(changes.categoryId ?? before.categoryId ?? 0)
  if (entityTypeId === DEAL && changes.categoryId !== undefined && !core.directories.pipelines().some(one => one.id === pipelineId))
    throw invalidValue('CATEGORY_ID')
  const stages = core.stages(entityTypeId, pipelineId)
  if (changes.stageId === null || changes.stageId === '')
    delete changes.stageId
  if (pipelineId !== (before.categoryId ?? 0) && (changes.stageId === undefined || pipelineOfStage(core, String(changes.stageId)) !== pipelineId))
    changes.stageId = stages[0]?.statusId
  if (changes.stageId !== undefined && !stages.some(stage => stage.statusId === changes.stageId))
    throw invalidValue(core.catalogues.of(entityTypeId).byName('stageId', 'store')?.title ?? 'STAGE_ID')
  return changes
}

function differing(before: CrmItem, changes: FieldChanges): FieldChanges {
  return Object.fromEntries(Object.entries(changes).filter(([name, value]) => !sameValue(before[name], value)))
}

function sameValue(a: FieldValue, b: FieldValue): boolean {
  if (isEmptyStored(a) || isEmptyStored(b))
    return isEmptyStored(a) && isEmptyStored(b)
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b))
}

function dropEmpty(item: CrmItem): void {
  for (const [name, value] of Object.entries(item)) {
    if (isEmptyStored(value))
      delete item[name]
  }
}

function moveTo(core: CrmCore, entityTypeId: EntityTypeId, before: CrmItem, item: CrmItem, actor: Actor, route: Route): void {
  const wasConverted = entityTypeId === LEAD && core.semanticOf(LEAD, before) === 'S'
  if (wasConverted && route !== 'conversion' && core.portal.knobs.get('convertedLeadsLocked'))
    throw stageLocked()
  item.movedTime = item.updatedTime
  item.movedBy = actorUserId(actor)
  closeIfFinal(core, entityTypeId, item, item.updatedTime)
}
