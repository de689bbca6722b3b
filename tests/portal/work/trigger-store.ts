import type { EntityTypeId } from '../crm/crm-item.ts'
import type { Portal } from '../portal.ts'
import type { Trigger, TriggerFiring, TriggerRule, Triggers } from './triggers.ts'
import { RestError } from '../rest/rest-error.ts'

/** No triggers yet. */
export function createTriggers(portal: () => Portal): Triggers {
  const triggers = new Map<string, Trigger>()
  const rules: TriggerRule[] = []
  const firings: TriggerFiring[] = []
  const key = (appId: number, code: string): string => `${appId}/${code}`
  return {
    list: appId => [...triggers.values()].filter(trigger => appId === undefined || trigger.appId === appId),
    put: (trigger) => { triggers.set(key(trigger.appId, trigger.code), trigger) },
    remove: (appId, code) => triggers.delete(key(appId, code)),
    rules: () => [...rules],
    addRule: rule => void rules.push(rule),
    firings: () => firings,
    fire(firing) {
      const movedTo = rules.filter(rule => listens(rule, firing)).filter(rule => moveItem(portal(), rule, firing.entityId)).map(rule => rule.stageId)
      const done = { ...firing, at: portal().clock.now(), movedTo }
      firings.push(done)
      return done
    },
  }
}

function listens(rule: TriggerRule, firing: Pick<TriggerFiring, 'appId' | 'code' | 'entityTypeId'>): boolean {
  return rule.code === firing.code && rule.entityTypeId === firing.entityTypeId && (firing.appId === null || rule.appId === firing.appId)
}

/** Moves as automation does: silently nothing when the item is elsewhere, already there, or refuses. */
function moveItem(portal: Portal, rule: TriggerRule, entityId: number): boolean {
  const entityTypeId = rule.entityTypeId as EntityTypeId
  const item = portal.crm.get(entityTypeId, entityId)
  if (!item || (item.categoryId ?? 0) !== rule.pipelineId || item.stageId === rule.stageId)
    return false
  try {
    portal.crm.update(entityTypeId, entityId, { stageId: rule.stageId }, { kind: 'system' }, 'robot')
    return true
  }
  catch (error) {
    if (error instanceof RestError)
      return false
    throw error
  }
}
