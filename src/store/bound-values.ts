import type { FieldValue } from '../domain/criterion-answer.ts'
import type { ItemRef } from '../domain/item-ref.ts'

/** The last complete reading of bound fields. */
export interface BoundReading {
  /** Fields that were wished for, sorted; those that cannot be bound have no values. */
  fieldNames: string[]
  /** When the reading began. */
  readAt: number
}

/** Values of the bound fields of one intake item: flags, options, numbers, dates; null = empty. No words, nothing about the client. */
export interface BoundValues extends ItemRef {
  fields: Readonly<Record<string, FieldValue>>
}

/** Values of the CRM fields criteria are bound to, of the items a look back counts. */
export interface BoundValueRepository {
  /** Null = nothing was read to the end. */
  reading: (portalId: number) => Promise<BoundReading | null>
  putMany: (portalId: number, rows: readonly BoundValues[], readAt: number) => Promise<void>
  /** Notes a reading that came to its end, and forgets values of earlier ones. */
  settle: (portalId: number, reading: BoundReading) => Promise<void>
}
