import { z } from 'zod'

/**
 * Scalars as Bitrix24 really sends them: numbers as text, flags as Y/N, 1/0 or true/false, emptiness as null, "", 0, [] or
 * a missing key. Each schema takes all of them and gives one type. @see docs of REST data types
 */

/** An integer, maybe as text. */
export const restInt = z.union([z.number(), z.string().trim().regex(/^-?\d+$/).transform(Number)]).pipe(z.number().int())

/** A number, maybe as text with a dot. */
export const restNumber = z.union([z.number(), z.string().trim().regex(/^-?\d+(?:\.\d+)?$/).transform(Number)])

/** A positive id, maybe as text; any spelling of emptiness is null. */
export const restId = z.unknown().optional().transform((value, context): number | null => {
  if (isEmpty(value) || value === 0 || value === '0')
    return null
  const id = Number(value)
  if (Number.isSafeInteger(id) && id > 0)
    return id
  context.addIssue({ code: 'custom', message: 'not an id' })
  return z.NEVER
})

/** A text; null, false and "" are null. Numbers become text. */
export const restText = z.unknown().optional().transform((value): string | null => {
  if (isEmpty(value) || typeof value === 'object')
    return null
  const text = String(value).trim()
  return text === '' ? null : text
})

/** A flag in any spelling; what is missing or strange is false. */
export const restFlag = z.unknown().optional().transform(value => value === true || value === 1 || ['Y', 'y', '1', 'true'].includes(String(value)))

/** A point in time with its offset (`2024-07-22T18:00:08+02:00`) as milliseconds since the epoch. */
export const restInstant = z.string().transform((value, context): number => {
  const at = Date.parse(value)
  if (!Number.isNaN(at))
    return at
  context.addIssue({ code: 'custom', message: 'not a point in time' })
  return z.NEVER
})

/** The same where it may be missing, empty or unreadable: then null. */
export const restInstantOrNull = z.unknown().optional().transform((value): number | null => {
  const at = typeof value === 'string' && value !== '' ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? null : at
})

/** A list; PHP sends an object instead of an array when keys have gaps, and null, false or {} for an empty one. */
export function restList<Row extends z.ZodType>(row: Row) {
  return z.unknown().optional().transform(asList).pipe(z.array(row))
}

/** A map; an empty one arrives as []. */
export function restMap<Value extends z.ZodType>(value: Value) {
  return z.unknown().optional().transform(input => (isEmpty(input) || (Array.isArray(input) && input.length === 0)) ? {} : input).pipe(z.record(z.string(), value))
}

/** Ids of list options as text: one or several, in any spelling, emptiness as an empty list. @see bitrix24 docs, enumeration values */
export const restOptionIds = z.unknown().optional().transform((value): string[] =>
  asList(value).filter(entry => !isEmpty(entry) && typeof entry !== 'object').map(String).filter(entry => entry !== '0' && entry !== ''))

function asList(value: unknown): unknown[] {
  if (Array.isArray(value))
    return value
  if (isEmpty(value))
    return []
  return typeof value === 'object' ? Object.values(value as object) : [value]
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || value === false
}
