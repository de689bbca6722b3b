import type { FieldValue } from '../../domain/criterion-answer.ts'
import { z } from 'zod'

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** One field's value: scalars and lists of them; files, money objects and the like answer nothing. */
const fieldValueSchema: z.ZodType<FieldValue> = z.union([scalar, z.array(scalar)]).catch(null)

/** The one row of a `crm.item.list` that asked for named fields; no row = no values. */
export const boundFieldsResultSchema = z.object({ items: z.array(z.record(z.string(), fieldValueSchema)).max(50) })
  .transform(({ items }) => items[0] ?? {})

/** Longest text a flag, an option, a number, an amount or a date is. */
const MOST_LETTERS = 40

const shortSchema: z.ZodType<FieldValue> = z.union([z.string().max(MOST_LETTERS), z.number(), z.boolean()]).nullable().catch(null)
const keptValueSchema: z.ZodType<FieldValue> = z.union([z.array(shortSchema).max(20), shortSchema]).catch(null)

/** The named fields of one row of a `crm.item.list` as they are kept; longer texts and whatever else is no plain value is null. */
export function keptFields(row: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, FieldValue> {
  return Object.fromEntries(names.map(name => [name, keptValueSchema.parse(row[name] ?? null)]))
}
