import type { Actor } from '../crm/actor.ts'
import type { Portal } from '../portal.ts'
import type { Activities, Activity, NewActivity } from './activities.ts'
import type { OwnerRef } from './owner-ref.ts'
import { actorUserId } from '../crm/actor.ts'
import { isSameOwner, ownerKey } from './owner-ref.ts'

/** No records yet. */
export function createActivities(portal: () => Portal): Activities {
  const records = new Map<number, Activity>()
  const byOwner = new Map<string, number[]>()
  let lastId = 0

  const raise = (name: string, id: number, actor: Actor): void =>
    portal().events.raise({ name, data: { FIELDS: { ID: String(id) } }, actor })
  const show = (id: number, owner: OwnerRef): void => {
    const ids = byOwner.get(ownerKey(owner))
    if (ids)
      ids.push(id)
    else
      byOwner.set(ownerKey(owner), [id])
  }
  const hide = (id: number, owner: OwnerRef): void => {
    const left = (byOwner.get(ownerKey(owner)) ?? []).filter(one => one !== id)
    if (left.length === 0)
      byOwner.delete(ownerKey(owner))
    else
      byOwner.set(ownerKey(owner), left)
  }
  const ofOwner = (owner: OwnerRef): Activity[] =>
    [...byOwner.get(ownerKey(owner)) ?? []].flatMap(id => records.get(id) ?? [])
  const known = (id: number): Activity => {
    const record = records.get(id)
    if (!record)
      throw new Error(`No activity ${id}`)
    return record
  }
  const update = (id: number, changes: Partial<Omit<Activity, 'id'>>, actor: Actor): Activity => {
    const record = known(id)
    Object.assign(record, { updatedAt: portal().clock.now(), editorId: actorUserId(actor) || record.editorId }, changes, { id })
    raise('ONCRMACTIVITYUPDATE', id, actor)
    return record
  }
  const remove = (id: number, actor: Actor): boolean => {
    const record = records.get(id)
    if (!record)
      return false
    record.bindings.forEach(owner => hide(id, owner))
    records.delete(id)
    raise('ONCRMACTIVITYDELETE', id, actor)
    return true
  }
  const unbind = (id: number, owner: OwnerRef, actor: Actor): void => {
    const record = known(id)
    hide(id, owner)
    const bindings = record.bindings.filter(one => !isSameOwner(one, owner))
    const first = bindings[0]
    const wasOwner = isSameOwner({ entityTypeId: record.ownerTypeId, entityId: record.ownerId }, owner)
    update(id, { bindings, ...(wasOwner && first ? { ownerTypeId: first.entityTypeId, ownerId: first.entityId } : {}) }, actor)
  }

  const put = (activity: NewActivity, actor: Actor): Activity => {
    lastId += 1
    const record = completeActivity(lastId, activity, actor, portal().clock.now())
    records.set(record.id, record)
    record.bindings.forEach(owner => show(record.id, owner))
    return record
  }

  return {
    get: id => records.get(id),
    all: () => records.values(),
    ofOwner,
    add(activity, actor) {
      const record = put(activity, actor)
      raise('ONCRMACTIVITYADD', record.id, actor)
      return record
    },
    load: activity => put(activity, { kind: 'system' }),
    update,
    remove,
    bind(id, owner, actor) {
      if (known(id).bindings.some(one => isSameOwner(one, owner)))
        return
      show(id, owner)
      update(id, { bindings: [...known(id).bindings, owner] }, actor)
    },
    unbind,
    forgetOwner(owner, actor) {
      for (const record of ofOwner(owner)) {
        if (record.bindings.length > 1)
          unbind(record.id, owner, actor)
        else
          remove(record.id, actor)
      }
    },
    badgeCodesOf: owner => [...new Set(ofOwner(owner).filter(record => !record.completed && record.badgeCode).map(record => record.badgeCode))],
  }
}

/** Records by the hundred thousand share what is empty in them; nobody writes into these. */
const nothing: never[] = []
const noSettings: Record<string, unknown> = {}

function completeActivity(id: number, activity: NewActivity, actor: Actor, now: number): Activity {
  const authorId = activity.authorId ?? (actorUserId(actor) || activity.responsibleId)
  const owner = { entityTypeId: activity.ownerTypeId, entityId: activity.ownerId }
  const createdAt = activity.createdAt ?? now
  const startAt = activity.startAt ?? activity.deadlineAt ?? createdAt
  return {
    providerTypeId: '',
    subject: '',
    description: '',
    direction: 0,
    completed: false,
    authorId,
    editorId: authorId,
    createdAt,
    updatedAt: createdAt,
    startAt,
    endAt: activity.deadlineAt ?? startAt,
    deadlineAt: null,
    priority: 2,
    communications: nothing,
    fileIds: nothing,
    isIncomingChannel: false,
    originatorId: null,
    originId: null,
    appId: null,
    configurableType: '',
    badgeCode: '',
    pingOffsets: nothing,
    colorId: '',
    layout: null,
    callId: '',
    settings: noSettings,
    parentActivityId: 0,
    ...activity,
    id,
    bindings: [owner, ...(activity.bindings ?? nothing).filter(one => !isSameOwner(one, owner))],
  }
}
