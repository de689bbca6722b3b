import type { Call, Method } from '../../rest/method.ts'
import type { Task } from '../../work/tasks.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { actorOf, integerOf, recordOf } from '../../work/input.ts'
import { pageOf, rowFilter, rowOrder } from '../../work/row-query.ts'
import { listExtras } from './list-extras.ts'
import { listedTask, mayEdit, singleTask, wholeTask } from './task-answer.ts'
import { taskFieldsOf, taskRefusal, taskValues } from './task-input.ts'
import { taskColumns } from './task-row.ts'

const completed = 5

/** Number of the task meant. @throws RestError 100 without one, 0 for something else than a number */
function taskIdOf(call: Call): number {
  if (call.params.taskId === undefined)
    throw new RestError(400, '100', 'CTaskItem All parameters in the constructor must have real class type (internal error)')
  const id = integerOf(call.params.taskId)
  if (id === undefined || id <= 0)
    throw new RestError(400, '0', 'wrong task id')
  return id
}

/** The task, when the caller may change it. @throws RestError 0 */
function editable(call: Call): Task {
  const task = call.portal.work.tasks.get(taskIdOf(call))
  if (!task || !mayEdit(call, task))
    throw new RestError(400, '0', 'Action on the task is not allowed (internal error)')
  return task
}

function add(call: Call): { result: unknown } {
  const fields = taskFieldsOf(call)
  if (fields.TITLE === undefined)
    throw taskRefusal('Task title not specified')
  if (fields.RESPONSIBLE_ID === undefined)
    throw taskRefusal('Responsible person not specified')
  const values = taskValues(call, fields)
  const task = call.portal.work.tasks.add({ createdBy: call.caller.userId, title: '', responsibleId: call.caller.userId, ...values }, actorOf(call.caller))
  return { result: { task: wholeTask(call, task) } }
}

/** A task that is hidden or missing is an empty list, as the portal answers it. */
function get(call: Call): { result: unknown } {
  const { params, portal } = call
  if (params.select !== undefined && !Array.isArray(params.select))
    throw new RestError(400, '100', 'Invalid value {} to match with parameter {select}. Should be value of type array. (internal error)')
  const task = portal.work.tasks.get(taskIdOf(call))
  return { result: task && portal.work.tasks.isVisibleTo(task, call.caller.userId) ? { task: singleTask(call, task, params.select) } : [] }
}

function list(call: Call): ReturnType<typeof pageOf> | { result: unknown } {
  const { params, portal } = call
  const unknown = Object.keys(recordOf(params.order) ?? {}).find(name => !taskColumns[name.toUpperCase()])
  if (unknown !== undefined)
    throw new RestError(400, '0', 'Invalid sorting key (internal error)')
  const found = portal.work.tasks.list()
    .filter(task => portal.work.tasks.isVisibleTo(task, call.caller.userId))
    .filter(rowFilter(params.filter, taskColumns, portal.settings.timeZone))
    .sort(rowOrder(params.order, taskColumns, { ID: 'DESC' }))
  const page = pageOf(found, params.start, task => ({ ...listedTask(call, task, params.select), ...listExtras(call, task) }))
  return { ...page, result: { tasks: page.result } }
}

/** @throws RestError ERROR_CORE for a task that would stand above itself */
function checkParent(call: Call, task: Task, parentId: number | undefined): void {
  if (parentId === task.id)
    throw taskRefusal('Cannot bind the node to itself')
  for (let above = call.portal.work.tasks.get(parentId ?? 0); above; above = call.portal.work.tasks.get(above.parentId)) {
    if (above.parentId === task.id)
      throw taskRefusal('Creating cyclic links in tasks is prohibited')
  }
}

function change(call: Call, task: Task, values: Partial<Task>): { result: unknown } {
  return { result: { task: wholeTask(call, call.portal.work.tasks.update(task.id, values, actorOf(call.caller))) } }
}

/** Tasks: `tasks.task.*`. */
export const taskMethods: Method[] = [
  method({ name: 'tasks.task.add', run: add }),
  method({ name: 'tasks.task.get', run: get }),
  method({ name: 'tasks.task.list', run: list }),
  method({
    name: 'tasks.task.update',
    run(call) {
      const task = editable(call)
      const values = taskValues(call, taskFieldsOf(call))
      checkParent(call, task, values.parentId)
      return change(call, task, values)
    },
  }),
  method({ name: 'tasks.task.complete', run: call => change(call, editable(call), { status: completed }) }),
  method({
    name: 'tasks.task.delete',
    run(call) {
      const task = call.portal.work.tasks.get(taskIdOf(call))
      if (!task || !mayEdit(call, task))
        throw new RestError(400, '1048582', 'No access to delete the task')
      return { result: { task: call.portal.work.tasks.remove(task.id, actorOf(call.caller)) } }
    },
  }),
]
