import type { Actor } from '../crm/actor.ts'
import type { Portal } from '../portal.ts'
import type { NewTask, Task, Tasks } from './tasks.ts'
import { randomToken } from '../apps/random-token.ts'
import { actorUserId } from '../crm/actor.ts'

const completed = 5
const absent = 'undefined'

/** No tasks yet. */
export function createTasks(portal: () => Portal): Tasks {
  const tasks = new Map<number, Task>()
  let lastId = 0
  let lastItemId = 0
  const known = (id: number): Task => {
    const task = tasks.get(id)
    if (!task)
      throw new Error(`No task ${id}`)
    return task
  }
  return {
    get: id => tasks.get(id),
    list: () => [...tasks.values()],
    add(task, actor) {
      lastId += 1
      const added = completeTask(lastId, task, portal())
      tasks.set(added.id, added)
      raiseTask(portal(), 'ONTASKADD', added.id, actor)
      return added
    },
    update(id, changes, actor) {
      const task = known(id)
      const now = portal().clock.now()
      const userId = actorUserId(actor)
      const statusChanged = changes.status !== undefined && changes.status !== task.status
      Object.assign(task, changes, { id, changedAt: now, changedBy: userId || task.changedBy })
      if (statusChanged)
        Object.assign(task, { statusChangedAt: now, statusChangedBy: userId, closedAt: task.status === completed ? now : null, closedBy: task.status === completed ? userId : null })
      raiseTask(portal(), 'ONTASKUPDATE', id, actor)
      return task
    },
    remove(id, actor) {
      const removed = tasks.delete(id)
      if (removed)
        raiseTask(portal(), 'ONTASKDELETE', id, actor)
      return removed
    },
    addChecklistItem(taskId, item) {
      lastItemId += 1
      const added = { ...item, id: lastItemId }
      known(taskId).checklist.push(added)
      return added
    },
    isVisibleTo(task, userId) {
      const people = portal().people
      const members = [task.createdBy, task.responsibleId, ...task.accompliceIds, ...task.auditorIds]
      return people.get(userId)?.admin === true || members.includes(userId) || members.some(member => people.isBossOf(userId, member))
    },
  }
}

function completeTask(id: number, task: NewTask, portal: Portal): Task {
  const now = portal.clock.now()
  const hex = randomToken(portal.random, 32)
  return {
    parentId: 0,
    description: '',
    accompliceIds: [],
    auditorIds: [],
    status: 2,
    priority: 1,
    deadlineAt: null,
    startPlanAt: null,
    endPlanAt: null,
    createdAt: now,
    changedAt: now,
    changedBy: task.createdBy,
    statusChangedAt: now,
    statusChangedBy: null,
    closedAt: null,
    closedBy: null,
    groupId: 0,
    xmlId: null,
    mark: null,
    tags: [],
    crm: [],
    guid: `{${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}}`,
    ...task,
    id,
    checklist: [],
  }
}

/** The documented bodies carry the word `undefined` where there is nothing. */
function raiseTask(portal: Portal, name: 'ONTASKADD' | 'ONTASKUPDATE' | 'ONTASKDELETE', id: number, actor: Actor): void {
  const fields = { ID: String(id) }
  const data = {
    FIELDS_BEFORE: name === 'ONTASKADD' ? absent : fields,
    FIELDS_AFTER: name === 'ONTASKDELETE' ? absent : fields,
    IS_ACCESSIBLE_BEFORE: name === 'ONTASKADD' ? 'N' : absent,
    IS_ACCESSIBLE_AFTER: name === 'ONTASKDELETE' ? 'N' : absent,
  }
  portal.events.raise({ name, data, actor })
}
