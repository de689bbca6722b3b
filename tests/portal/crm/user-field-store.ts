import type { Actor } from './actor.ts'
import type { EntityTypeId } from './crm-item.ts'
import type { UserField } from './user-field.ts'
import type { UserFields } from './user-fields.ts'

/** Words of entity types in event names and `ENTITY_ID`. */
export const entityWords: Record<EntityTypeId, 'LEAD' | 'DEAL' | 'CONTACT' | 'COMPANY'> = { 1: 'LEAD', 2: 'DEAL', 3: 'CONTACT', 4: 'COMPANY' }

/** Tells what happened to a field; raised by the store's owner. */
export type RaiseFieldEvent = (suffix: 'ADD' | 'UPDATE' | 'DELETE' | 'SETENUMVALUES', field: UserField, actor: Actor) => void

/** No custom fields yet. */
export function createUserFields(raise: RaiseFieldEvent): UserFields {
  const fields = new Map<number, UserField>()
  const lists = new Map<EntityTypeId, UserField[]>()
  let lastId = 500
  let lastOptionId = 40
  let version = 0

  function touch(): void {
    lists.clear()
    version++
  }

  function list(entityTypeId: EntityTypeId): UserField[] {
    let sorted = lists.get(entityTypeId)
    if (sorted === undefined) {
      sorted = [...fields.values()].filter(field => field.entityTypeId === entityTypeId).sort((a, b) => a.sort - b.sort || a.id - b.id)
      lists.set(entityTypeId, sorted)
    }
    return sorted
  }

  return {
    get version() { return version },
    list,
    byId: id => fields.get(id),
    byName: (entityTypeId, fieldName) => list(entityTypeId).find(field => field.fieldName === fieldName),
    add(draft, actor) {
      const field = { id: lastId += 2, ...draft }
      fields.set(field.id, field)
      touch()
      raise('ADD', field, actor)
      if (field.options.length > 0)
        raise('SETENUMVALUES', field, actor)
      return field
    },
    update(id, change, actor) {
      const before = fields.get(id)
      if (before === undefined)
        return undefined
      const field = { ...before, ...change }
      fields.set(id, field)
      touch()
      raise('UPDATE', field, actor)
      if (change.options !== undefined)
        raise('SETENUMVALUES', field, actor)
      return field
    },
    remove(id, actor) {
      const field = fields.get(id)
      if (field === undefined)
        return
      fields.delete(id)
      touch()
      raise('DELETE', field, actor)
    },
    nextOptionId: () => lastOptionId += 2,
  }
}
