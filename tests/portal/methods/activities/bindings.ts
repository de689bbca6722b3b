import type { Call, Method } from '../../rest/method.ts'
import type { Activity } from '../../work/activities.ts'
import type { OwnerRef } from '../../work/owner-ref.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { accessDenied, notFound, requireWritableOwner } from '../../work/crm-owner.ts'
import { actorOf, integerOf } from '../../work/input.ts'
import { isSameOwner } from '../../work/owner-ref.ts'
import { isVisible } from './list-activities.ts'

function reference(call: Call, prefix: '' | 'source' | 'target'): OwnerRef {
  const name = (word: string): string => prefix === '' ? word : prefix + word.charAt(0).toUpperCase() + word.slice(1)
  return { entityTypeId: integerOf(call.params[name('entityTypeId')]) ?? 0, entityId: integerOf(call.params[name('entityId')]) ?? 0 }
}

/** @throws RestError NOT_FOUND */
function activityOf(call: Call): Activity {
  const activity = call.portal.work.activities.get(integerOf(call.params.activityId) ?? 0)
  if (!activity)
    throw notFound('Element not found')
  return activity
}

function isBound(activity: Activity, owner: OwnerRef): boolean {
  return activity.bindings.some(binding => isSameOwner(binding, owner))
}

function refuseBound(activity: Activity, owner: OwnerRef): void {
  if (isBound(activity, owner))
    throw new RestError(400, 'ACTIVITY_IS_ALREADY_BOUND', 'Activity is already bound to this entity')
}

function requireBound(activity: Activity, owner: OwnerRef): void {
  if (!isBound(activity, owner))
    throw new RestError(400, 'BINDING_NOT_FOUND', 'Binding not found')
}

function add(call: Call): { result: boolean } {
  const activity = activityOf(call)
  const owner = reference(call, '')
  requireWritableOwner(call, owner)
  refuseBound(activity, owner)
  call.portal.work.activities.bind(activity.id, owner, actorOf(call.caller))
  return { result: true }
}

function remove(call: Call): { result: boolean } {
  const activity = activityOf(call)
  const owner = reference(call, '')
  requireWritableOwner(call, owner)
  requireBound(activity, owner)
  if (activity.bindings.length === 1)
    throw new RestError(400, 'LAST_BINDING_CANNOT_BE_DELETED', 'Last binding cannot be deleted')
  call.portal.work.activities.unbind(activity.id, owner, actorOf(call.caller))
  return { result: true }
}

function move(call: Call): { result: boolean } {
  const activity = activityOf(call)
  const [source, target] = [reference(call, 'source'), reference(call, 'target')]
  if (source.entityTypeId !== target.entityTypeId)
    throw new RestError(400, 'SOURCE_AND_TARGET_ENTITY_TYPES_ARE_NOT_EQUAL_ERROR', 'Source and target entity types are not equal')
  if (source.entityId === target.entityId)
    throw new RestError(400, 'SOURCE_AND_TARGET_ENTITY_ID_ARE_EQUAL_ERROR', 'Source and target entities are equal')
  requireWritableOwner(call, source)
  requireWritableOwner(call, target)
  requireBound(activity, source)
  refuseBound(activity, target)
  const actor = actorOf(call.caller)
  call.portal.work.activities.bind(activity.id, target, actor)
  call.portal.work.activities.unbind(activity.id, source, actor)
  return { result: true }
}

function list(call: Call): { result: OwnerRef[] } {
  const activity = activityOf(call)
  if (!isVisible(call, activity))
    throw accessDenied()
  return { result: activity.bindings.map(({ entityTypeId, entityId }) => ({ entityTypeId, entityId })) }
}

/** On which items a record shows: `crm.activity.binding.*`. */
export const bindingMethods: Method[] = [
  method({ name: 'crm.activity.binding.add', run: add }),
  method({ name: 'crm.activity.binding.delete', run: remove }),
  method({ name: 'crm.activity.binding.move', run: move }),
  method({ name: 'crm.activity.binding.list', run: list }),
]
