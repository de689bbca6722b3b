import type { Call, Method } from '../../rest/method.ts'
import type { Activity } from '../../work/activities.ts'
import { method } from '../../rest/method.ts'
import { canWriteOwner } from '../../work/crm-owner.ts'
import { actorOf, integerOf } from '../../work/input.ts'
import { activityFields, communicationFields } from './activity-fields.ts'
import { activityRow } from './activity-row.ts'
import { isVisible, listActivities } from './list-activities.ts'
import { addActivity, classicRefusal, updateActivity } from './write-activity.ts'

/** @throws RestError with an empty code when the record is missing or hidden */
function readable(call: Call): Activity {
  const activity = call.portal.work.activities.get(integerOf(call.params.id) ?? 0)
  if (!activity)
    throw classicRefusal('Activity is not found.')
  if (!isVisible(call, activity))
    throw classicRefusal('Access denied.')
  return activity
}

/** As `readable`, and the caller may change one of its items. */
function writable(call: Call): Activity {
  const activity = readable(call)
  if (!activity.bindings.some(owner => canWriteOwner(call, owner)))
    throw classicRefusal('Access denied.')
  return activity
}

/** The classic part of `crm.activity.*`. */
export const classicActivityMethods: Method[] = [
  method({ name: 'crm.activity.list', run: listActivities }),
  method({ name: 'crm.activity.get', run: call => ({ result: activityRow(call.portal, readable(call)) }) }),
  method({ name: 'crm.activity.add', run: addActivity }),
  method({ name: 'crm.activity.update', run: call => updateActivity(call, writable(call)) }),
  method({
    name: 'crm.activity.delete',
    run: call => ({ result: call.portal.work.activities.remove(writable(call).id, actorOf(call.caller)) }),
  }),
  method({ name: 'crm.activity.fields', run: () => ({ result: activityFields }) }),
  method({ name: 'crm.activity.communication.fields', run: () => ({ result: communicationFields }) }),
]
