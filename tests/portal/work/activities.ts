import type { Actor } from '../crm/actor.ts'
import type { OwnerRef } from './owner-ref.ts'

/** How the client was reached. */
export interface Communication {
  /** `PHONE`, `EMAIL` or empty. */
  type: string
  value: string
  entityTypeId: number
  entityId: number
}

/** One record of a timeline that somebody does or did: a call, a to-do, a record drawn by an application. */
export interface Activity {
  id: number
  ownerTypeId: number
  ownerId: number
  /** 1 meeting, 2 call, 3 task, 4 e-mail, 6 by provider. */
  typeId: number
  /** `VOXIMPLANT_CALL`, `CRM_TODO`, `CONFIGURABLE_REST_APP`, … */
  providerId: string
  providerTypeId: string
  subject: string
  description: string
  /** 0 none, 1 incoming, 2 outgoing. */
  direction: number
  completed: boolean
  responsibleId: number
  authorId: number
  editorId: number
  /** All moments are ms since the epoch. */
  createdAt: number
  updatedAt: number
  startAt: number
  endAt: number
  deadlineAt: number | null
  /** 1 low, 2 normal, 3 high. */
  priority: number
  /** Every item the record shows on; the owner is the first. */
  bindings: OwnerRef[]
  communications: Communication[]
  fileIds: number[]
  isIncomingChannel: boolean
  originatorId: string | null
  originId: string | null
  /** Application that drew it; null for the portal's own. */
  appId: number | null
  /** `typeId` of a configurable record, e.g. `CONFIGURABLE`. */
  configurableType: string
  badgeCode: string
  /** Minutes before the deadline. */
  pingOffsets: number[]
  /** '1' … '8', or empty. */
  colorId: string
  /** Layout of a configurable record as the application gave it; null for others. */
  layout: Record<string, unknown> | null
  /** Call this record is about; empty for others. */
  callId: string
  settings: Record<string, unknown>
  parentActivityId: number
}

/** What a new record needs; the rest has defaults. */
export type NewActivity = Pick<Activity, 'ownerTypeId' | 'ownerId' | 'typeId' | 'providerId' | 'responsibleId'> & Partial<Omit<Activity, 'id'>>

/** Timeline records that are activities. Changes raise ONCRMACTIVITYADD, UPDATE and DELETE. */
export interface Activities {
  get: (id: number) => Activity | undefined
  /** Everything, in order of id. */
  all: () => Iterable<Activity>
  /** Records that show on an item, in order of id. */
  ofOwner: (owner: OwnerRef) => Activity[]
  add: (activity: NewActivity, actor: Actor) => Activity
  /** As `add`, but nothing is raised: for stories of the past. */
  load: (activity: NewActivity) => Activity
  /** @throws Error when there is no such record. */
  update: (id: number, changes: Partial<Omit<Activity, 'id'>>, actor: Actor) => Activity
  remove: (id: number, actor: Actor) => boolean
  /** Shows the record on a further item; nothing happens when it shows there already. */
  bind: (id: number, owner: OwnerRef, actor: Actor) => void
  unbind: (id: number, owner: OwnerRef, actor: Actor) => void
  /** The item is gone: records that showed nowhere else go with it. */
  forgetOwner: (owner: OwnerRef, actor: Actor) => void
  /** Badges an item wears on the kanban: of open configurable records that name one. */
  badgeCodesOf: (owner: OwnerRef) => string[]
}
