import type { EntityTypeId } from '../../crm/crm-item.ts'
import type { CrmReach } from '../../people/people.ts'
import type { View } from '../view.ts'
import { RestError } from '../../rest/rest-error.ts'
import { stagesInOrder } from '../card/stage-bar.ts'
import { requireCrmAdmin, stageChoices } from './settings-page.ts'

const settingsPath = '/crm/configs/'

/** Makes a field required from a stage on: in it, in the later ones in progress, and in success. */
export function addRequirement(view: View, input: Record<string, unknown>): string {
  requireCrmAdmin(view)
  const stage = stageChoices(view).find(one => one.key === input.stage)
  const [kind, fieldName] = String(input.field ?? '').split(/:(.*)/s)
  if (!stage || !fieldName || Number(kind) !== stage.entityTypeId)
    throw new RestError(400, 'WRONG_CHOICE', view.words('settings.requiredHint'))
  const stages = stagesInOrder(view.portal.crm.stages(stage.entityTypeId, stage.pipelineId))
  const from = stages.findIndex(one => one.statusId === stage.stageId)
  const stageIds = stages.filter((one, index) => index === from || (index > from && one.semanticId !== 'F')).map(one => one.statusId)
  const { stageRequirements } = view.portal.crm.settings
  const others = stageRequirements.filter(rule => !(rule.entityTypeId === stage.entityTypeId && rule.pipelineId === stage.pipelineId && rule.fieldName === fieldName))
  stageRequirements.splice(0, stageRequirements.length, ...others, { entityTypeId: stage.entityTypeId as EntityTypeId, pipelineId: stage.pipelineId, fieldName, stageIds })
  return settingsPath
}

/** Takes a rule away. */
export function removeRequirement(view: View, input: Record<string, unknown>): string {
  requireCrmAdmin(view)
  const index = Number(input.index)
  if (Number.isInteger(index) && index >= 0)
    view.portal.crm.settings.stageRequirements.splice(index, 1)
  return settingsPath
}

/** Hangs a robot on a stage. */
export function addRobot(view: View, input: Record<string, unknown>): string {
  requireCrmAdmin(view)
  const choices = stageChoices(view)
  const stage = choices.find(one => one.key === input.stage)
  const target = choices.find(one => one.key === input.target)
  if (!stage || (input.kind === 'move' && (target?.entityTypeId !== stage.entityTypeId || target.pipelineId !== stage.pipelineId)))
    throw new RestError(400, 'WRONG_CHOICE', view.words('settings.robots'))
  const { entityTypeId, pipelineId, stageId } = stage
  view.portal.crm.robots.add({
    entityTypeId,
    pipelineId,
    stageId,
    action: input.kind === 'move' && target ? { kind: 'move', stageId: target.stageId } : { kind: 'message client', text: view.words('settings.robot.client') },
  })
  return settingsPath
}

/** Takes a robot away. */
export function removeRobot(view: View, input: Record<string, unknown>): string {
  requireCrmAdmin(view)
  view.portal.crm.robots.remove(Number(input.id))
  return settingsPath
}

/** Sets how far each employee reads and changes the CRM. */
export function setRights(view: View, input: Record<string, unknown>): string {
  requireCrmAdmin(view)
  for (const [name, value] of Object.entries(input)) {
    const [right, id] = name.split(':')
    const reach = (['none', 'own', 'department', 'all'] as CrmReach[]).find(one => one === value)
    if (reach && (right === 'read' || right === 'write') && view.portal.people.get(Number(id)))
      view.portal.people.update(Number(id), right === 'read' ? { crmRead: reach } : { crmWrite: reach })
  }
  return settingsPath
}
