import type { Portal } from '../portal.ts'
import { clickEvent } from '../events/event-catalogue.ts'

/** An action of type `restEvent` somewhere in a layout. */
interface RestEventAction {
  id: string
  actionParams?: unknown
}

/**
 * Somebody clicked a button, link or menu item of a configurable record: its application hears of it.
 * The wire format is undocumented and follows the knobs `clickEventFormat` and `clickEventWithTokens`.
 * @returns false when the record has no `restEvent` action of that name
 */
export function clickTimelineAction(portal: Portal, activityId: number, actionId: string, userId: number): boolean {
  const activity = portal.work.activities.get(activityId)
  const action = activity?.layout ? findAction(activity.layout, actionId) : undefined
  if (!activity || !action)
    return false
  const facts = {
    id: action.id,
    entityTypeId: activity.ownerTypeId,
    entityId: activity.ownerId,
    activityId: activity.id,
    userId,
    actionParams: action.actionParams ?? {},
  }
  portal.events.raise({
    name: clickEvent,
    data: portal.knobs.get('clickEventFormat') === 'flat' ? facts : { FIELDS: inCapitals(facts) },
    actor: { kind: 'user', userId, appId: null },
    ...(activity.appId === null ? {} : { onlyAppId: activity.appId }),
  })
  return true
}

function findAction(node: unknown, actionId: string): RestEventAction | undefined {
  if (typeof node !== 'object' || node === null)
    return undefined
  if ('type' in node && node.type === 'restEvent' && 'id' in node && node.id === actionId)
    return { id: actionId, ...('actionParams' in node ? { actionParams: node.actionParams } : {}) }
  for (const inner of Object.values(node)) {
    const found = findAction(inner, actionId)
    if (found)
      return found
  }
  return undefined
}

/** `entityTypeId` → `ENTITY_TYPE_ID`; only the names of the event itself, not those inside `actionParams`. */
function inCapitals(facts: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) =>
    [name.replaceAll(/[A-Z]/g, letter => `_${letter}`).toUpperCase(), value]))
}
