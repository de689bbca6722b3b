import type { Actor } from './actor.ts'
import type { EntityTypeId } from './crm-item.ts'
import type { UserField } from './user-field.ts'

/** Custom fields of all kinds of items; changes raise the `ONCRM<KIND>USERFIELD...` events. */
export interface UserFields {
  /** Grows with every change. */
  readonly version: number
  list: (entityTypeId: EntityTypeId) => readonly UserField[]
  byId: (id: number) => UserField | undefined
  byName: (entityTypeId: EntityTypeId, fieldName: string) => UserField | undefined
  add: (field: Omit<UserField, 'id'>, actor: Actor) => UserField
  update: (id: number, change: Partial<Omit<UserField, 'id' | 'entityTypeId' | 'fieldName' | 'userTypeId'>>, actor: Actor) => UserField | undefined
  remove: (id: number, actor: Actor) => void
  nextOptionId: () => number
}
