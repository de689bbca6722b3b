import type { Actor } from '../crm/actor.ts'
import type { Portal } from '../portal.ts'
import type { LogMessage, Timeline, TimelineComment } from './timeline.ts'
import { isSameOwner, ownerKey } from './owner-ref.ts'

/** Rows by number and by the item they stand on. */
function createOwnedRows<T extends { id: number, owner: { entityTypeId: number, entityId: number } }>(): {
  get: (id: number) => T | undefined
  of: (owner: T['owner']) => T[]
  put: (row: T) => void
  move: (from: T['owner'], to: T['owner']) => void
  remove: (id: number) => boolean
} {
  const rows = new Map<number, T>()
  const byOwner = new Map<string, T[]>()
  return {
    get: id => rows.get(id),
    of: owner => [...byOwner.get(ownerKey(owner)) ?? []],
    put(row) {
      rows.set(row.id, row)
      const list = byOwner.get(ownerKey(row.owner)) ?? []
      list.push(row)
      byOwner.set(ownerKey(row.owner), list)
    },
    move(from, to) {
      const moving = byOwner.get(ownerKey(from)) ?? []
      byOwner.delete(ownerKey(from))
      moving.forEach(row => Object.assign(row, { owner: to }))
      byOwner.set(ownerKey(to), [...byOwner.get(ownerKey(to)) ?? [], ...moving].sort((a, b) => a.id - b.id))
    },
    remove(id) {
      const row = rows.get(id)
      if (!row)
        return false
      rows.delete(id)
      const left = (byOwner.get(ownerKey(row.owner)) ?? []).filter(one => one.id !== id || !isSameOwner(one.owner, row.owner))
      byOwner.set(ownerKey(row.owner), left)
      return true
    },
  }
}

/** No comments and no log lines yet; both are numbered together, as records of one timeline. */
export function createTimeline(portal: () => Portal): Timeline {
  const comments = createOwnedRows<TimelineComment>()
  const messages = createOwnedRows<LogMessage>()
  let lastId = 0
  const nextId = (): number => lastId += 1
  const raise = (name: string, id: number, actor: Actor): void =>
    portal().events.raise({ name, data: { ID: String(id) }, actor })

  return {
    comment: comments.get,
    commentsOf: comments.of,
    addComment(comment, actor) {
      const added = { ...comment, id: nextId(), createdAt: comment.createdAt ?? portal().clock.now() }
      comments.put(added)
      raise('ONCRMTIMELINECOMMENTADD', added.id, actor)
      return added
    },
    updateComment(id, changes, actor) {
      const comment = comments.get(id)
      if (!comment)
        return false
      Object.assign(comment, changes)
      raise('ONCRMTIMELINECOMMENTUPDATE', id, actor)
      return true
    },
    removeComment(id, actor) {
      const removed = comments.remove(id)
      if (removed)
        raise('ONCRMTIMELINECOMMENTDELETE', id, actor)
      return removed
    },
    logMessage: messages.get,
    logMessagesOf: messages.of,
    addLogMessage(message) {
      const added = { ...message, id: nextId(), createdAt: message.createdAt ?? portal().clock.now() }
      messages.put(added)
      return added
    },
    removeLogMessage: messages.remove,
    moveAll(from, to) {
      comments.move(from, to)
      messages.move(from, to)
    },
    forgetOwner(owner) {
      comments.of(owner).forEach(comment => comments.remove(comment.id))
      messages.of(owner).forEach(message => messages.remove(message.id))
    },
  }
}
