import type { CrmItem, EntityTypeId } from '../../crm/crm-item.ts'
import type { Route as CrmRoute } from '../../crm/crm.ts'
import type { View } from '../view.ts'
import { RestError } from '../../rest/rest-error.ts'
import { forbidden, notFound } from '../problem.ts'
import { readableItem } from './card-page.ts'
import { refuseConflict } from './conflict.ts'
import { cardPath, entityOf } from './entity.ts'
import { readFields } from './field-input.ts'
import { missingFields } from './required-fields.ts'

/** Saves a section, or fields a stage requires together with the stage. @throws RestError CONFLICT, REQUIRED_FIELDS, the CRM's refusals */
export function saveItem(view: View, input: Record<string, unknown>): { id: number, path: string } {
  const { entityTypeId, item } = readableItem(view)
  const form = (input.form ?? {}) as Record<string, unknown>
  const fields = readFields(view, entityTypeId, form, item)
  if (typeof form._seen === 'string' && input.overwrite !== true)
    refuseConflict(view, entityTypeId, item, JSON.parse(form._seen) as Record<string, string>, fields)
  const route: CrmRoute = input.from === 'kanban' ? 'kanban' : 'card'
  explainRequired(view, entityTypeId, item.id, fields, () => view.portal.crm.update(entityTypeId, item.id, fields, view.actor, route))
  return { id: item.id, path: cardPath(entityTypeId, item.id) }
}

/** Creates an item from the form of a new card. */
export function createItem(view: View, input: Record<string, unknown>): { id: number, path: string } {
  const entityTypeId = entityOf(view.exchange.captures.slug)
  const fields = readFields(view, entityTypeId, (input.form ?? {}) as Record<string, unknown>, undefined)
  const filled = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '' && !(Array.isArray(value) && value.length === 0)))
  const item = view.portal.crm.add(entityTypeId, filled, view.actor, 'card')
  return { id: item.id, path: cardPath(entityTypeId, item.id) }
}

/** Moves an item to a stage, from the bar of the card or from the kanban. @throws RestError REQUIRED_FIELDS with the fields to ask for */
export function moveItem(view: View, input: Record<string, unknown>): { id: number } {
  const { entityTypeId, item } = readableItem(view)
  const stageId = String(input.stageId ?? '')
  const fields = { stageId, ...(input.categoryId !== undefined && { categoryId: Number(input.categoryId) }) }
  const route: CrmRoute = input.from === 'kanban' ? 'kanban' : 'card'
  explainRequired(view, entityTypeId, item.id, fields, () => view.portal.crm.update(entityTypeId, item.id, fields, view.actor, route))
  return { id: item.id }
}

/** Deletes the card. */
export function deleteItem(view: View): { path: string } {
  const { entityTypeId, item } = readableItem(view)
  view.portal.crm.remove(entityTypeId, item.id, view.actor)
  return { path: `/crm/${view.exchange.captures.slug}/list/` }
}

/** Leaves a comment in the timeline. */
export function addComment(view: View, input: Record<string, unknown>): { id: number } {
  const { entityTypeId, item } = readableItem(view)
  const text = String(input.text ?? '').trim()
  if (text === '')
    throw new RestError(400, 'EMPTY_COMMENT', view.words('comment.placeholder'))
  return view.portal.work.timeline.addComment({ owner: { entityTypeId, entityId: item.id }, text, authorId: view.user.id, fileIds: [] }, view.actor)
}

/** Marks an activity as done. */
export function completeActivity(view: View, input: Record<string, unknown>): { id: number } {
  const { activities } = view.portal.work
  const activity = activities.get(Number(input.activityId))
  if (!activity)
    throw notFound()
  const item = view.portal.crm.get(activity.ownerTypeId as EntityTypeId, activity.ownerId)
  if (activity.responsibleId !== view.user.id && !(item && view.portal.crm.canWrite(view.actor, activity.ownerTypeId as EntityTypeId, item)))
    throw forbidden()
  activities.update(activity.id, { completed: true, editorId: view.user.id }, view.actor)
  return { id: activity.id }
}

/** The CRM says only that something is missing; the page asks for exactly those fields. */
function explainRequired(view: View, entityTypeId: EntityTypeId, id: number, fields: Record<string, unknown>, run: () => unknown): void {
  try {
    run()
  }
  catch (error) {
    const item = view.portal.crm.get(entityTypeId, id)
    const stageId = fields.stageId
    if (!(error instanceof RestError) || !/REQUIRED/.test(error.code) || !item || typeof stageId !== 'string')
      throw error
    // Offered values count as filled whatever their form; the portal checks them again when they are saved.
    const missing = missingFields(view, entityTypeId, { ...item, ...fields } as CrmItem, stageId)
    if (missing.length === 0)
      throw error
    throw new RestError(400, 'REQUIRED_FIELDS', error.message, { stageId, fields: missing })
  }
}
