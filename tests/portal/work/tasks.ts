import type { Actor } from '../crm/actor.ts'

/** A line of a checklist; a line without parent is the list itself. */
export interface ChecklistItem {
  id: number
  parentId: number
  title: string
  sortIndex: number
  isComplete: boolean
  isImportant: boolean
  createdBy: number
  toggledBy: number | null
  toggledAt: number | null
  memberIds: { userId: number, type: string }[]
}

/** A task. */
export interface Task {
  id: number
  parentId: number
  title: string
  description: string
  createdBy: number
  responsibleId: number
  accompliceIds: number[]
  auditorIds: number[]
  /** 2 waiting, 3 in progress, 4 awaiting control, 5 completed, 6 deferred. */
  status: number
  /** 0 low, 1 normal, 2 high. */
  priority: number
  deadlineAt: number | null
  startPlanAt: number | null
  endPlanAt: number | null
  createdAt: number
  changedAt: number
  changedBy: number
  statusChangedAt: number
  statusChangedBy: number | null
  closedAt: number | null
  closedBy: number | null
  groupId: number
  xmlId: string | null
  mark: string | null
  tags: string[]
  /** `L_12`, `D_3`, `C_1`, `CO_4`. */
  crm: string[]
  guid: string
  checklist: ChecklistItem[]
}

/** Everything about a new task that has no default. */
export type NewTask = Pick<Task, 'title' | 'createdBy' | 'responsibleId'> & Partial<Omit<Task, 'id' | 'checklist'>>

/** Tasks. Changes raise ONTASKADD, ONTASKUPDATE and ONTASKDELETE. */
export interface Tasks {
  get: (id: number) => Task | undefined
  list: () => Task[]
  add: (task: NewTask, actor: Actor) => Task
  update: (id: number, changes: Partial<Omit<Task, 'id' | 'checklist'>>, actor: Actor) => Task
  remove: (id: number, actor: Actor) => boolean
  addChecklistItem: (taskId: number, item: Omit<ChecklistItem, 'id'>) => ChecklistItem
  /** Administrators, people in the task, and bosses of those see it. */
  isVisibleTo: (task: Task, userId: number) => boolean
}
