import type { Portal } from '../../portal.ts'
import type { Columns } from '../../work/row-query.ts'
import type { Task } from '../../work/tasks.ts'
import { isoTime } from '../../work/iso-time.ts'

const defaultAvatar = '/bitrix/images/tasks/default_avatar.png'

/** A member of a task as it is shown inside the task; null-safe for people who never were. */
export function memberRow(portal: Portal, userId: number): Record<string, string> {
  const user = portal.people.get(userId)
  return {
    id: String(userId),
    name: portal.people.fullName(userId),
    link: `/company/personal/user/${userId}/`,
    icon: user?.avatar ?? defaultAvatar,
    workPosition: user?.position ?? '',
  }
}

/** Members by number; an empty map is `[]`. */
export function membersData(portal: Portal, ids: number[]): Record<string, unknown> | [] {
  return ids.length === 0 ? [] : Object.fromEntries(ids.map(id => [String(id), memberRow(portal, id)]))
}

/** The stored fields of a task: camelCase, numbers as text, absent ones null. */
export function taskFields(portal: Portal, task: Task): Record<string, unknown> {
  const time = (at: number | null): string | null => at === null ? null : isoTime(at, portal.settings.timeZone)
  const text = (value: number | null): string | null => value === null ? null : String(value)
  return {
    id: String(task.id),
    parentId: task.parentId === 0 ? null : String(task.parentId),
    title: task.title,
    description: task.description,
    mark: task.mark,
    priority: String(task.priority),
    multitask: 'N',
    notViewed: 'N',
    replicate: 'N',
    stageId: '0',
    sprintId: null,
    backlogId: null,
    createdBy: String(task.createdBy),
    createdDate: time(task.createdAt),
    responsibleId: String(task.responsibleId),
    changedBy: String(task.changedBy),
    changedDate: time(task.changedAt),
    statusChangedBy: text(task.statusChangedBy),
    closedBy: text(task.closedBy),
    closedDate: time(task.closedAt),
    activityDate: time(task.changedAt),
    dateStart: null,
    deadline: time(task.deadlineAt),
    startDatePlan: time(task.startPlanAt),
    endDatePlan: time(task.endPlanAt),
    guid: task.guid,
    xmlId: task.xmlId,
    commentsCount: null,
    serviceCommentsCount: null,
    allowChangeDeadline: 'N',
    allowTimeTracking: 'N',
    taskControl: 'N',
    addInReport: 'N',
    forkedByTemplateId: null,
    timeEstimate: '0',
    timeSpentInLogs: null,
    matchWorkTime: 'N',
    forumTopicId: null,
    forumId: null,
    siteId: 's1',
    subordinate: 'N',
    exchangeModified: null,
    exchangeId: null,
    outlookVersion: '1',
    viewedDate: null,
    sorting: null,
    durationFact: null,
    isMuted: 'N',
    isPinned: 'N',
    isPinnedInGroup: 'N',
    flowId: null,
    descriptionInBbcode: 'Y',
    status: String(task.status),
    statusChangedDate: time(task.statusChangedAt),
    durationPlan: null,
    durationType: 'days',
    favorite: 'N',
    groupId: String(task.groupId),
    auditors: task.auditorIds.map(String),
    accomplices: task.accompliceIds.map(String),
    checklist: task.checklist.length === 0 ? [] : Object.fromEntries(task.checklist.map(item => [String(item.id), checklistRow(portal, task.id, item)])),
  }
}

/** A line of a checklist inside a task. */
function checklistRow(portal: Portal, taskId: number, item: Task['checklist'][number]): Record<string, unknown> {
  return {
    id: String(item.id),
    taskId: String(taskId),
    createdBy: String(item.createdBy),
    title: item.title,
    sortIndex: String(item.sortIndex),
    isComplete: item.isComplete ? 'Y' : 'N',
    isImportant: item.isImportant ? 'Y' : 'N',
    toggledBy: item.toggledBy === null ? null : String(item.toggledBy),
    toggledDate: item.toggledAt === null ? '' : isoTime(item.toggledAt, portal.settings.timeZone),
    parentId: String(item.parentId),
  }
}

/** What tasks can be filtered and sorted by. */
export const taskColumns: Columns<Task> = {
  ID: { kind: 'number', read: task => task.id },
  PARENT_ID: { kind: 'number', read: task => task.parentId },
  GROUP_ID: { kind: 'number', read: task => task.groupId },
  CREATED_BY: { kind: 'number', read: task => task.createdBy },
  RESPONSIBLE_ID: { kind: 'number', read: task => task.responsibleId },
  ACCOMPLICE: { kind: 'number', read: task => task.accompliceIds },
  AUDITOR: { kind: 'number', read: task => task.auditorIds },
  MEMBER: { kind: 'number', read: task => [task.createdBy, task.responsibleId, ...task.accompliceIds, ...task.auditorIds] },
  STATUS: { kind: 'number', read: task => task.status },
  REAL_STATUS: { kind: 'number', read: task => task.status },
  PRIORITY: { kind: 'number', read: task => task.priority },
  MARK: { kind: 'text', read: task => task.mark },
  TITLE: { kind: 'text', read: task => task.title },
  TAG: { kind: 'text', read: task => task.tags },
  XML_ID: { kind: 'text', read: task => task.xmlId },
  GUID: { kind: 'text', read: task => task.guid },
  UF_CRM_TASK: { kind: 'text', read: task => task.crm },
  DEADLINE: { kind: 'time', read: task => task.deadlineAt },
  CREATED_DATE: { kind: 'time', read: task => task.createdAt },
  CHANGED_DATE: { kind: 'time', read: task => task.changedAt },
  STATUS_CHANGED_DATE: { kind: 'time', read: task => task.statusChangedAt },
  CLOSED_DATE: { kind: 'time', read: task => task.closedAt },
  ACTIVITY_DATE: { kind: 'time', read: task => task.changedAt },
  START_DATE_PLAN: { kind: 'time', read: task => task.startPlanAt },
  END_DATE_PLAN: { kind: 'time', read: task => task.endPlanAt },
}
