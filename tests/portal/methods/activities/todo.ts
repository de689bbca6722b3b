import type { Call, Method } from '../../rest/method.ts'
import type { Activity } from '../../work/activities.ts'
import type { OwnerRef } from '../../work/owner-ref.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { notFound, requireWritableOwner } from '../../work/crm-owner.ts'
import { actorOf, integerOf, integersOf, textOf } from '../../work/input.ts'
import { parseTime } from '../../work/iso-time.ts'
import { isSameOwner } from '../../work/owner-ref.ts'

const todoProvider = 'CRM_TODO'
const byProvider = 6

function ownerOf(call: Call): OwnerRef {
  return { entityTypeId: integerOf(call.params.ownerTypeId) ?? 0, entityId: integerOf(call.params.ownerId) ?? 0 }
}

/** @throws RestError WRONG_DATETIME_FORMAT */
function moment(call: Call, value: unknown): number {
  const at = parseTime(value, call.portal.settings.timeZone)
  if (at === undefined)
    throw new RestError(400, 'WRONG_DATETIME_FORMAT', 'Wrong datetime format')
  return at
}

function colorOf(call: Call, code: string): string {
  const color = textOf(call.params.colorId)
  if (color !== '' && !/^[1-8]$/.test(color))
    throw new RestError(400, code, 'Wrong color value')
  return color
}

/** @throws RestError INVALID_ARG_VALUE for nobody */
function responsibleOf(call: Call): number | undefined {
  const id = integerOf(call.params.responsibleId)
  if (call.params.responsibleId === undefined)
    return undefined
  if (id === undefined || id <= 0 || !call.portal.people.get(id))
    throw new RestError(400, 'INVALID_ARG_VALUE', 'Parameter "responsibleId" must be greater than 0')
  return id
}

/** What add and update share; absent optional parameters are left out. */
function commonValues(call: Call): Partial<Activity> {
  const { params } = call
  const deadlineAt = moment(call, params.deadline)
  const responsibleId = responsibleOf(call)
  return {
    deadlineAt,
    startAt: deadlineAt,
    endAt: deadlineAt,
    ...(params.title === undefined ? {} : { subject: textOf(params.title) }),
    ...(params.description === undefined ? {} : { description: textOf(params.description) }),
    ...(params.pingOffsets === undefined ? {} : { pingOffsets: integersOf(params.pingOffsets) }),
    ...(params.colorId === undefined ? {} : { colorId: colorOf(call, 'CAN_NOT_UPDATE_WRONG_COLOR_TODO') }),
    ...(params.parentActivityId === undefined ? {} : { parentActivityId: integerOf(params.parentActivityId) ?? 0 }),
    ...(responsibleId === undefined ? {} : { responsibleId }),
  }
}

function addTodo(call: Call): { result: { id: number } } {
  const owner = ownerOf(call)
  requireWritableOwner(call, owner)
  const added = call.portal.work.activities.add({
    ...commonValues(call),
    ownerTypeId: owner.entityTypeId,
    ownerId: owner.entityId,
    typeId: byProvider,
    providerId: todoProvider,
    providerTypeId: 'TODO',
    responsibleId: responsibleOf(call) ?? call.caller.userId,
  }, actorOf(call.caller))
  return { result: { id: added.id } }
}

/** The to-do of an update. @throws RestError OWNER_NOT_FOUND, ACCESS_DENIED, NOT_FOUND, or the given code when it is closed */
function openTodo(call: Call, closedCode: string): Activity {
  const owner = ownerOf(call)
  requireWritableOwner(call, owner)
  const todo = call.portal.work.activities.get(integerOf(call.params.id) ?? 0)
  if (!todo || todo.providerId !== todoProvider || !todo.bindings.some(binding => isSameOwner(binding, owner)))
    throw notFound()
  if (todo.completed)
    throw new RestError(400, closedCode, 'Completed activity cannot be modified')
  return todo
}

function change(call: Call, closedCode: string, changes: () => Partial<Activity>): { result: { id: number } } {
  const todo = openTodo(call, closedCode)
  call.portal.work.activities.update(todo.id, changes(), actorOf(call.caller))
  return { result: { id: todo.id } }
}

function checkParent(call: Call): void {
  const parent = call.portal.work.activities.get(integerOf(call.params.parentActivityId) ?? 0)
  if (parent?.completed)
    throw new RestError(400, 'ERROR_PARENT_ACTIVITY_RESTRICT', 'Parent activity is completed')
}

/** To-dos: `crm.activity.todo.*`. */
export const todoMethods: Method[] = [
  method({ name: 'crm.activity.todo.add', run: addTodo }),
  method({
    name: 'crm.activity.todo.update',
    run(call) {
      checkParent(call)
      return change(call, 'CAN_NOT_UPDATE_COMPLETED_TODO', () => commonValues(call))
    },
  }),
  method({
    name: 'crm.activity.todo.updateDeadline',
    run: call => change(call, 'CAN_NOT_UPDATE_COMPLETED_TODO', () => {
      const at = moment(call, call.params.value)
      return { deadlineAt: at, startAt: at, endAt: at }
    }),
  }),
  method({
    name: 'crm.activity.todo.updateDescription',
    run: call => change(call, 'CAN_NOT_UPDATE_COMPLETED_TODO', () => ({ description: textOf(call.params.value) })),
  }),
  method({
    name: 'crm.activity.todo.updateColor',
    run: call => change(call, 'CAN_NOT_UPDATE_COLOR_COMPLETED_TODO', () => ({ colorId: colorOf(call, 'CAN_NOT_UPDATE_WRONG_COLOR_TODO') })),
  }),
  method({
    name: 'crm.activity.todo.updateResponsibleUser',
    run: call => change(call, 'CAN_NOT_UPDATE_RESPONSIBLE_USER_COMPLETED_TODO', () => ({ responsibleId: responsibleOf(call) ?? call.caller.userId })),
  }),
]
