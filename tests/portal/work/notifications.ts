/** One line of the bell. */
export interface Notification {
  id: number
  userId: number
  /** Sender; 0 for system notices. */
  authorId: number
  kind: 'personal' | 'system'
  /** Application that sent it; null for a webhook without client id. */
  appId: number | null
  text: string
  /** Text for e-mail. */
  textOut: string
  tag: string
  subTag: string
  attach: unknown
  /** Calendar entry this one invites to: it has the buttons Y and N. */
  meetingId?: number
  createdAt: number
  isRead: boolean
}

/** A chat message between two people or in a chat. */
export interface ChatMessage {
  id: number
  /** `chat12` or the number of a person. */
  dialogId: string
  authorId: number
  text: string
  isSystem: boolean
  attach: unknown
  createdAt: number
}

/** The bell and the messenger. */
export interface Notifications {
  /** Newest first. */
  of: (userId: number) => Notification[]
  get: (id: number) => Notification | undefined
  /** A tag used before by the same application for the same person replaces the older one. */
  add: (notification: Omit<Notification, 'id' | 'createdAt' | 'isRead'>) => Notification
  removeWhere: (matches: (notification: Notification) => boolean) => number
  markRead: (userId: number, ids: number[] | 'all', isRead: boolean) => void
  messages: (dialogId?: string) => ChatMessage[]
  addMessage: (message: Omit<ChatMessage, 'id' | 'createdAt'>) => ChatMessage
}

/** The dialog a message stands in for this reader: the chat, or the other of the two people. */
export function partnerOf({ dialogId, authorId }: Pick<ChatMessage, 'dialogId' | 'authorId'>, readerId: number): string {
  return dialogId === String(readerId) && authorId !== 0 ? String(authorId) : dialogId
}
