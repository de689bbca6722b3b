import type { Call } from '../../rest/method.ts'
import type { Task } from '../../work/tasks.ts'
import { listOf, textOf } from '../../work/input.ts'
import { memberRow, membersData, taskFields } from './task-row.ts'

/** Fields shown only when asked for by name. */
function extraFields(task: Task): Record<string, unknown> {
  return {
    ufCrmTask: task.crm,
    ufTaskWebdavFiles: [],
    ufMailMessage: null,
    tags: task.tags.length === 0 ? [] : Object.fromEntries(task.tags.map((title, index) => [String(index + 1), { id: index + 1, title }])),
    subStatus: String(task.status),
  }
}

/** What comes with a task whatever was chosen. */
const alwaysShown = ['id', 'descriptionInBbcode', 'favorite']

/** `UF_CRM_TASK` → `ufCrmTask`; camelCase names stay. */
function camel(name: string): string {
  return /[a-z]/.test(name) ? name : name.toLowerCase().replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

/** The chosen fields of a task; everything stored without a choice. */
export function chosenFields(call: Call, task: Task, select: unknown): Record<string, unknown> {
  const all: Record<string, unknown> = { ...taskFields(call.portal, task), ...extraFields(task) }
  const names = listOf(select).map(name => camel(textOf(name)))
  const stored = Object.keys(taskFields(call.portal, task))
  const wanted = names.length === 0 ? stored : names.includes('*') ? [...stored, ...names] : [...alwaysShown, ...names]
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name)))
}

/** A task in a list: chosen fields with the people they name. */
export function listedTask(call: Call, task: Task, select: unknown): Record<string, unknown> {
  const fields = chosenFields(call, task, select)
  return { ...fields, group: [], ...peopleOf(call, task, fields) }
}

/** A single task: also who is who, and what the caller may do with it. */
export function singleTask(call: Call, task: Task, select: unknown): Record<string, unknown> {
  const fields = chosenFields(call, task, select)
  return {
    ...fields,
    group: [],
    creator: memberRow(call.portal, task.createdBy),
    responsible: memberRow(call.portal, task.responsibleId),
    ...peopleOf(call, task, fields),
    action: actionsOf(call, task),
  }
}

/** A task as writing answers it: everything. */
export function wholeTask(call: Call, task: Task): Record<string, unknown> {
  return {
    ...taskFields(call.portal, task),
    group: [],
    creator: memberRow(call.portal, task.createdBy),
    responsible: memberRow(call.portal, task.responsibleId),
    accomplicesData: membersData(call.portal, task.accompliceIds),
    auditorsData: membersData(call.portal, task.auditorIds),
    newCommentsCount: 0,
    action: actionsOf(call, task),
    checkListTree: emptyTree(call),
    checkListCanAdd: mayEdit(call, task),
  }
}

function peopleOf(call: Call, task: Task, fields: Record<string, unknown>): Record<string, unknown> {
  return {
    ...('createdBy' in fields ? { creator: memberRow(call.portal, task.createdBy) } : {}),
    ...('responsibleId' in fields ? { responsible: memberRow(call.portal, task.responsibleId) } : {}),
    ...('accomplices' in fields ? { accomplicesData: membersData(call.portal, task.accompliceIds) } : {}),
    ...('auditors' in fields ? { auditorsData: membersData(call.portal, task.auditorIds) } : {}),
  }
}

/** Administrators, the creator, the responsible person and the creator's bosses change a task. */
export function mayEdit(call: Call, task: Task): boolean {
  const { people } = call.portal
  const { userId } = call.caller
  return people.get(userId)?.admin === true || [task.createdBy, task.responsibleId].includes(userId) || people.isBossOf(userId, task.createdBy)
}

function actionsOf(call: Call, task: Task): Record<string, boolean> {
  const edits = mayEdit(call, task)
  const isOpen = task.status < 5
  return {
    'accept': false,
    'decline': false,
    'complete': edits && isOpen,
    'approve': false,
    'disapprove': false,
    'start': edits && task.status === 2,
    'pause': edits && task.status === 3,
    'delegate': edits,
    'remove': edits,
    'edit': edits,
    'defer': edits && isOpen,
    'renew': edits && !isOpen,
    'create': true,
    'changeDeadline': edits,
    'checklistAddItems': edits,
    'addFavorite': true,
    'deleteFavorite': false,
    'rate': edits,
    'take': false,
    'edit.originator': false,
    'checklist.reorder': edits,
    'elapsedtime.add': edits,
    'dayplan.timer.toggle': false,
    'edit.plan': edits,
    'checklist.add': edits,
    'favorite.add': true,
    'favorite.delete': false,
  }
}

function emptyTree(call: Call): Record<string, unknown> {
  return {
    nodeId: 0,
    fields: {
      nodeId: 0,
      id: null,
      copiedId: null,
      entityId: null,
      userId: call.caller.userId,
      createdBy: null,
      parentId: null,
      title: '',
      sortIndex: null,
      displaySortIndex: '',
      isComplete: false,
      isImportant: false,
      completedCount: 0,
      members: [],
      attachments: [],
    },
    action: [],
    descendants: [],
  }
}
