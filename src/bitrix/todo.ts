import type { ItemRef } from '../domain/item-ref.ts'
import type { BatchRow } from './portal-client.ts'

/** A to-do in an item's timeline. */
export interface Todo {
  readonly item: ItemRef
  readonly title: string
  readonly description: string
  readonly responsibleId: number
  readonly deadlineAt: number
}

/** Adds a to-do. @see https://apidocs.bitrix24.com/api-reference/crm/timeline/activities/todo/crm-activity-todo-add.html */
export function todoRow(key: string, { item, title, description, responsibleId, deadlineAt }: Todo): BatchRow {
  return { key, method: 'crm.activity.todo.add', params: { ownerTypeId: item.entityTypeId, ownerId: item.itemId, deadline: new Date(deadlineAt).toISOString(), title, description, responsibleId } }
}
