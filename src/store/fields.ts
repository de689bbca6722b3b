import type { EntityTypeId } from '../domain/item-ref.ts'

/** An option of one of our list fields in this portal. */
export interface NativeFieldOption {
  /** Our stable code. */
  xmlId: string
  /** The portal's id of the option. */
  id: number
  /** The words shown; an admin may have changed them. */
  value: string
}

/** One of our native fields as it is in this portal. */
export interface NativeField {
  entityTypeId: EntityTypeId
  /** E.g. `UF_CRM_PT_VERDICT`. */
  fieldName: string
  fieldId: number
  options: NativeFieldOption[]
  /** `changed`: an admin edited it; `missing`: it was deleted. */
  state: 'ok' | 'missing' | 'changed'
  checkedAt: number
}

/** Our native fields and their options per portal. */
export interface FieldRepository {
  upsertMany: (portalId: number, fields: NativeField[]) => Promise<void>
  list: (portalId: number) => Promise<NativeField[]>
  setState: (portalId: number, field: Pick<NativeField, 'entityTypeId' | 'fieldName' | 'state' | 'checkedAt'>) => Promise<void>
}
