import type { FieldValue } from '../../domain/criterion-answer.ts'
import { z } from 'zod'

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** One field's value: scalars and lists of them; files, money objects and the like answer nothing. */
const fieldValueSchema: z.ZodType<FieldValue> = z.union([scalar, z.array(scalar)]).catch(null)

/** The one row of a `crm.item.list` that asked for named fields; no row = no values. */
export const boundFieldsResultSchema = z.object({ items: z.array(z.record(z.string(), fieldValueSchema)).max(50) })
  .transform(({ items }) => items[0] ?? {})
