import type { Call, Method } from '../../rest/method.ts'
import type { Columns } from '../../work/row-query.ts'
import type { ChecklistItem, Task } from '../../work/tasks.ts'
import { method } from '../../rest/method.ts'
import { flagOf, integerOf, recordOf, textOf } from '../../work/input.ts'
import { isoTime } from '../../work/iso-time.ts'
import { rowOrder } from '../../work/row-query.ts'
import { mayEdit } from './task-answer.ts'
import { taskRefusal } from './task-input.ts'

const columns: Columns<ChecklistItem> = {
  ID: { kind: 'number', read: item => item.id },
  CREATED_BY: { kind: 'number', read: item => item.createdBy },
  TOGGLED_BY: { kind: 'number', read: item => item.toggledBy },
  TOGGLED_DATE: { kind: 'time', read: item => item.toggledAt },
  TITLE: { kind: 'text', read: item => item.title },
  SORT_INDEX: { kind: 'number', read: item => item.sortIndex },
  IS_COMPLETE: { kind: 'flag', read: item => item.isComplete },
}

function taskOf(call: Call, verb: 'add' | 'getlist'): Task {
  const id = integerOf(call.params.TASKID)
  if (id === undefined)
    throw taskRefusal(`TASKS_ERROR_EXCEPTION_#256; Param #0 (taskId) for method ctaskchecklistitem::${verb}() expected to be of type "integer", but given something else.; 256/TE/WRONG_ARGUMENTS`)
  const task = call.portal.work.tasks.get(id)
  const isOpen = task && (verb === 'add' ? mayEdit(call, task) : call.portal.work.tasks.isVisibleTo(task, call.caller.userId))
  if (!task || !isOpen)
    throw taskRefusal(verb === 'add' ? 'TASKS_ERROR_EXCEPTION_#8; Adding item: action not allowed; 8/TE/ACTION_FAILED_TO_BE_PROCESSED' : 'TASKS_ERROR_EXCEPTION_#8; Action failed; 8/TE/ACTION_FAILED_TO_BE_PROCESSED')
  return task
}

/** A line without parent stands in the first list of the task, which is made when there is none. */
function parentOf(call: Call, task: Task, fields: Record<string, unknown>): number {
  const given = integerOf(fields.PARENT_ID)
  if (given !== undefined)
    return given
  const first = task.checklist.find(item => item.parentId === 0)
  return first?.id ?? call.portal.work.tasks.addChecklistItem(task.id, blank(call, { title: 'BX_CHECKLIST_1', parentId: 0 })).id
}

function blank(call: Call, values: Partial<ChecklistItem>): Omit<ChecklistItem, 'id'> {
  return { parentId: 0, title: '', sortIndex: 0, isComplete: false, isImportant: false, createdBy: call.caller.userId, toggledBy: null, toggledAt: null, memberIds: [], ...values }
}

function add(call: Call): { result: number } {
  const task = taskOf(call, 'add')
  const fields = recordOf(call.params.FIELDS)
  if (!fields || Object.keys(fields).length === 0)
    throw taskRefusal('TASKS_ERROR_EXCEPTION_#256; Param #1 (arFields) expected by method ctaskchecklistitem::add(), but not given.; 256/TE/WRONG_ARGUMENTS')
  const title = textOf(fields.TITLE)
  if (title === '')
    throw taskRefusal('TASKS_ERROR_EXCEPTION_#8; Item name not specified; 8/TE/ACTION_FAILED_TO_BE_PROCESSED')
  const members = Object.entries(recordOf(fields.MEMBERS) ?? {})
  const item = call.portal.work.tasks.addChecklistItem(task.id, blank(call, {
    title,
    parentId: parentOf(call, task, fields),
    sortIndex: integerOf(fields.SORT_INDEX) ?? task.checklist.length,
    isComplete: flagOf(fields.IS_COMPLETE),
    isImportant: flagOf(fields.IS_IMPORTANT),
    memberIds: members.map(([id, member]) => ({ userId: Number(id), type: textOf(recordOf(member)?.TYPE) })),
  }))
  return { result: item.id }
}

function itemRow(call: Call, task: Task, item: ChecklistItem): Record<string, unknown> {
  const { portal } = call
  return {
    ID: String(item.id),
    TASK_ID: String(task.id),
    PARENT_ID: item.parentId === 0 ? 0 : String(item.parentId),
    CREATED_BY: String(item.createdBy),
    TITLE: item.title,
    SORT_INDEX: String(item.sortIndex),
    IS_COMPLETE: item.isComplete ? 'Y' : 'N',
    IS_IMPORTANT: item.isImportant ? 'Y' : 'N',
    TOGGLED_BY: item.toggledBy === null ? null : String(item.toggledBy),
    TOGGLED_DATE: item.toggledAt === null ? '' : isoTime(item.toggledAt, portal.settings.timeZone),
    MEMBERS: item.memberIds.map(member => ({
      ID: String(member.userId),
      TYPE: member.type,
      NAME: portal.people.fullName(member.userId),
      PERSONAL_PHOTO: '',
      PERSONAL_GENDER: portal.people.get(member.userId)?.gender ?? '',
      IMAGE: '',
      IS_COLLABER: false,
    })),
    ATTACHMENTS: [],
  }
}

function list(call: Call): { result: unknown[] } {
  const task = taskOf(call, 'getlist')
  const unknown = Object.keys(recordOf(call.params.ORDER) ?? {}).find(name => !columns[name.toUpperCase()])
  if (unknown !== undefined)
    throw taskRefusal(`TASKS_ERROR_EXCEPTION_#256; Param #1 (arOrder) for method ctaskchecklistitem::getlist() must not contain key "${unknown}".; 256/TE/WRONG_ARGUMENTS`)
  return { result: [...task.checklist].sort(rowOrder(call.params.ORDER, columns, { ID: 'ASC' })).map(item => itemRow(call, task, item)) }
}

/** Checklists of tasks. */
export const checklistMethods: Method[] = [
  method({ name: 'task.checklistitem.add', run: add }),
  method({ name: 'task.checklistitem.getlist', run: list }),
]
