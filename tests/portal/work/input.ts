import type { Actor } from '../crm/actor.ts'
import type { Caller } from '../rest/method.ts'

/** Text of a parameter, trimmed; empty for everything that is no text or number. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''
}

/** Whole number of a parameter, given as a number or as text; undefined for anything else. */
export function integerOf(value: unknown): number | undefined {
  if (typeof value === 'number')
    return Number.isInteger(value) ? value : undefined
  return typeof value === 'string' && /^\s*-?\d+\s*$/.test(value) ? Number(value) : undefined
}

/** Number of a parameter, or undefined. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}

/** Yes in any of the documented spellings: `Y`, `1`, `true`. */
export function flagOf(value: unknown): boolean {
  return value === true || value === 1 || (typeof value === 'string' && /^(?:y|1|true)$/i.test(value.trim()))
}

/** A map with text keys; undefined for lists and single values. */
export function recordOf(value: unknown): Record<string, unknown> | undefined {
  // Parsed input holds nothing but JSON values, so an object that is no list is such a map.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : undefined
}

/** A list; maps give their values (forms with written indexes), single values a list of one, nothing an empty one. */
export function listOf(value: unknown): unknown[] {
  if (Array.isArray(value))
    return value
  const map = recordOf(value)
  if (map)
    return Object.values(map)
  return value === undefined || value === null || value === '' ? [] : [value]
}

/** Whole numbers of a list; others are left out. */
export function integersOf(value: unknown): number[] {
  return listOf(value).flatMap(one => integerOf(one) ?? [])
}

/** The person behind a call. */
export function actorOf(caller: Pick<Caller, 'userId' | 'appId'>): Actor {
  return { kind: 'user', userId: caller.userId, appId: caller.appId }
}
