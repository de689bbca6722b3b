import type { TreatyRecord, TreatyValue } from './treaty-entries.ts'
import type { TreatyDocument } from './treaty.ts'
import type { Words } from './words.ts'
import { entriesByKey, isSameValue, isTreatyList, isTreatyRecord } from './treaty-entries.ts'

/** A part of the document that is shown under one heading. */
export type TreatySection = Exclude<keyof TreatyDocument, 'format' | 'template'>

/** One thing that differs between two texts. */
export interface TreatyChange {
  /** Where: entries by what they are, `criteria[budget].tolerancePercent`. */
  readonly path: string
  readonly section: TreatySection
  /** `moved`: the entries of a list stand in another order; `before` and `after` are their keys. */
  readonly kind: 'added' | 'removed' | 'changed' | 'moved'
  /** Names of the nearest entry that has one (a criterion, a step); null for a plain number of a section. */
  readonly entry: Words | null
  /** Name of the field inside entry or section; empty for a whole entry. */
  readonly field: string
  /** Undefined for what was added. */
  readonly before?: TreatyValue | undefined
  /** Undefined for what was removed. */
  readonly after?: TreatyValue | undefined
}

/** In the order of the printed treaty. */
export const TREATY_SECTIONS: readonly TreatySection[] = ['title', 'funnel', 'handoff', 'criteria', 'warmth', 'matrix', 'reasons', 'targets', 'rules', 'review', 'deadlines', 'calendar', 'roleRules', 'signatories', 'gate', 'bonus']

/** Lists whose order says nothing. */
const UNORDERED = /^(?:handoff\.|calendar\.|gate\.|roleRules|matrix\.cells)|(?:\.stages|metValues|values)$/

interface Place {
  readonly path: string
  readonly section: TreatySection
  readonly entry: Words | null
  readonly field: string
}

/** What a person must read to know how the second text differs from the first; empty when they say the same. */
export function diffTreaty(before: TreatyDocument, after: TreatyDocument): TreatyChange[] {
  return TREATY_SECTIONS.flatMap(section => compare(valueOf(before[section]), valueOf(after[section]), { path: section, section, entry: null, field: '' }))
}

/** Documents are JSON by their schema; the type says so only here. */
function valueOf(part: unknown): TreatyValue {
  return part as TreatyValue
}

function compare(before: TreatyValue | undefined, after: TreatyValue | undefined, place: Place): TreatyChange[] {
  if (isSameValue(before, after))
    return []
  if (before === undefined)
    return [{ ...place, kind: 'added', after }]
  if (after === undefined)
    return [{ ...place, kind: 'removed', before }]
  if (isTreatyRecord(before) && isTreatyRecord(after) && before.kind === after.kind)
    return compareRecords(before, after, place)
  const lists = isTreatyList(before) && isTreatyList(after) ? [entriesByKey(before), entriesByKey(after)] as const : null
  if (lists?.[0] && lists[1])
    return compareEntries(lists[0], lists[1], place)
  return [{ ...place, kind: 'changed', before, after }]
}

function compareRecords(before: TreatyRecord, after: TreatyRecord, place: Place): TreatyChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.flatMap(name => compare(before[name], after[name], { ...place, path: `${place.path}.${name}`, field: place.field === '' ? name : `${place.field}.${name}` }))
}

function compareEntries(before: ReadonlyMap<string, TreatyValue>, after: ReadonlyMap<string, TreatyValue>, place: Place): TreatyChange[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])]
  const changes = keys.flatMap((key) => {
    const entry = wordsOf(after.get(key)) ?? wordsOf(before.get(key))
    return compare(before.get(key), after.get(key), { ...place, path: `${place.path}[${key}]`, ...(entry ? { entry, field: '' } : {}) })
  })
  const kept = (entries: ReadonlyMap<string, TreatyValue>): string[] => [...entries.keys()].filter(key => before.has(key) && after.has(key))
  const [was, is] = [kept(before), kept(after)]
  return isSameValue(was, is) || UNORDERED.test(place.path) ? changes : [...changes, { ...place, kind: 'moved', before: was, after: is }]
}

function wordsOf(entry: TreatyValue | undefined): Words | null {
  const words = isTreatyRecord(entry) ? entry.words : undefined
  return isTreatyRecord(words) && typeof words.ru === 'string' && typeof words.en === 'string' ? { ru: words.ru, en: words.en } : null
}
