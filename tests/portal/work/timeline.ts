import type { Actor } from '../crm/actor.ts'
import type { OwnerRef } from './owner-ref.ts'

/** A comment in a timeline. */
export interface TimelineComment {
  id: number
  owner: OwnerRef
  text: string
  authorId: number
  createdAt: number
  fileIds: number[]
}

/** A line an application wrote into a timeline. */
export interface LogMessage {
  id: number
  owner: OwnerRef
  title: string
  text: string
  iconCode: string
  authorId: number
  createdAt: number
  /** Application or null (webhook). */
  appId: number | null
}

/** Comments and log lines. Comments raise ONCRMTIMELINECOMMENTADD, UPDATE and DELETE. */
export interface Timeline {
  comment: (id: number) => TimelineComment | undefined
  commentsOf: (owner: OwnerRef) => TimelineComment[]
  addComment: (comment: Omit<TimelineComment, 'id' | 'createdAt'> & { createdAt?: number }, actor: Actor) => TimelineComment
  updateComment: (id: number, changes: { text?: string, fileIds?: number[] }, actor: Actor) => boolean
  removeComment: (id: number, actor: Actor) => boolean
  logMessage: (id: number) => LogMessage | undefined
  logMessagesOf: (owner: OwnerRef) => LogMessage[]
  addLogMessage: (message: Omit<LogMessage, 'id' | 'createdAt'> & { createdAt?: number }) => LogMessage
  removeLogMessage: (id: number) => boolean
  /** Two items became one: everything on the first stands on the second from now on. Raises nothing. */
  moveAll: (from: OwnerRef, to: OwnerRef) => void
  /** The item is gone. */
  forgetOwner: (owner: OwnerRef) => void
}
