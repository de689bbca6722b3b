import type { CategoryMapping } from '../domain/category-value.ts'

/** Which CRM field is the product category, as chosen for a portal. */
export interface CategoryField extends CategoryMapping {
  /** What people call the field. */
  label: string
  options: { id: number, name: string }[]
  chosenBy: number
  chosenAt: number
  /** When the field was last read of every item; null = not since it was chosen. */
  readAt: number | null
}

/** At most one field a portal. */
export interface CategoryFieldRepository {
  get: (portalId: number) => Promise<CategoryField | null>
  set: (portalId: number, field: CategoryField) => Promise<void>
  /** No field any more. */
  clear: (portalId: number) => Promise<void>
  /** Notes that every item was read, under the options as they are; does nothing when another field was chosen meanwhile. */
  markRead: (portalId: number, read: Pick<CategoryField, 'fieldName' | 'chosenAt' | 'options'> & { readAt: number }) => Promise<void>
}
