/** A value of a treaty document: JSON. */
export type TreatyValue = null | boolean | number | string | readonly TreatyValue[] | { readonly [name: string]: TreatyValue }

/** An object inside a treaty document. */
export type TreatyRecord = Readonly<Record<string, TreatyValue>>

/** Says whether a value is an object, not a list. */
export function isTreatyRecord(value: TreatyValue | undefined): value is TreatyRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Says whether a value is a list. */
export function isTreatyList(value: TreatyValue | undefined): value is readonly TreatyValue[] {
  return Array.isArray(value)
}

/** Says whether two values say the same; the order of an object's keys does not matter, the order of a list does. */
export function isSameValue(one: TreatyValue | undefined, other: TreatyValue | undefined): boolean {
  if (one === other)
    return true
  if (isTreatyList(one) && isTreatyList(other))
    return one.length === other.length && one.every((entry, index) => isSameValue(entry, other[index]))
  if (!isTreatyRecord(one) || !isTreatyRecord(other))
    return false
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every(name => isSameValue(one[name], other[name]))
}

/**
 * Entries of a list by what they are, in order: criteria by code, stages by their place, matrix cells by row and column, plain
 * texts by themselves. Null when an entry has no name of its own or two share one: such a list is compared as a whole.
 */
export function entriesByKey(list: readonly TreatyValue[]): ReadonlyMap<string, TreatyValue> | null {
  const entries = new Map<string, TreatyValue>()
  for (const entry of list) {
    const key = entryKey(entry)
    if (key === null || entries.has(key))
      return null
    entries.set(key, entry)
  }
  return entries
}

/** What names an entry, in the order in which the names are looked for. */
const KEYS: readonly (readonly string[])[] = [['code'], ['criteria', 'warmth'], ['stageId', 'pipelineId', 'entityTypeId'], ['pipelineId'], ['date'], ['departmentId', 'role', 'headOnly'], ['kind']]

function entryKey(entry: TreatyValue): string | null {
  if (typeof entry === 'string')
    return entry
  if (!isTreatyRecord(entry))
    return null
  const names = KEYS.find(candidate => candidate.every(name => name in entry))
  return names ? names.map(name => String(entry[name])).join(' · ') : null
}
