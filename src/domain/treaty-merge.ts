import type { TreatyRecord, TreatyValue } from './treaty-entries.ts'
import type { TreatyDocument } from './treaty.ts'
import { entriesByKey, isSameValue, isTreatyList, isTreatyRecord } from './treaty-entries.ts'

/** A place that two people changed differently from the same text. */
export interface MergeConflict {
  /** As in `treaty-diff`: `criteria[budget].tolerancePercent`. */
  readonly path: string
  /** Undefined: I removed it. */
  readonly mine: TreatyValue | undefined
  /** Undefined: the other removed it. */
  readonly theirs: TreatyValue | undefined
}

/** Two people's edits in one text. */
export interface MergedTreaty {
  readonly document: TreatyDocument
  /** Places where somebody has to choose; the text holds what was chosen, at first the other's. */
  readonly conflicts: readonly MergeConflict[]
}

interface Merging {
  readonly mineAt: ReadonlySet<string>
  readonly conflicts: MergeConflict[]
}

/**
 * Brings the edits of two people together: what only one of them touched is taken from him; what both touched differently is a
 * conflict. Nothing of either is lost in silence.
 * @param texts the text both began with, and what each made of it
 * @param mineAt paths of conflicts at which my version is chosen
 */
export function mergeTreaty(texts: { readonly base: TreatyDocument, readonly mine: TreatyDocument, readonly theirs: TreatyDocument }, mineAt: readonly string[] = []): MergedTreaty {
  const merging: Merging = { mineAt: new Set(mineAt), conflicts: [] }
  // Documents are JSON by their schema; merging keeps each part in the shape one of the two gave it.
  const [base, mine, theirs] = [texts.base, texts.mine, texts.theirs].map(text => text as unknown as TreatyValue)
  const document = merge({ base, mine, theirs }, '', merging) as unknown as TreatyDocument
  return { document, conflicts: merging.conflicts }
}

interface Three<Value> {
  readonly base: Value | undefined
  readonly mine: Value | undefined
  readonly theirs: Value | undefined
}

function merge(three: Three<TreatyValue>, path: string, merging: Merging): TreatyValue | undefined {
  const { base, mine, theirs } = three
  if (isSameValue(mine, theirs) || isSameValue(base, theirs))
    return mine
  if (isSameValue(base, mine))
    return theirs
  if (isTreatyRecord(base) && isTreatyRecord(mine) && isTreatyRecord(theirs) && base.kind === mine.kind && mine.kind === theirs.kind)
    return mergeRecords({ base, mine, theirs }, path, merging)
  const lists = isTreatyList(base) && isTreatyList(mine) && isTreatyList(theirs) ? { base: entriesByKey(base), mine: entriesByKey(mine), theirs: entriesByKey(theirs) } : null
  if (lists?.base && lists.mine && lists.theirs)
    return mergeEntries({ base: lists.base, mine: lists.mine, theirs: lists.theirs }, path, merging)
  merging.conflicts.push({ path, mine, theirs })
  return merging.mineAt.has(path) ? mine : theirs
}

function mergeRecords({ base, mine, theirs }: { base: TreatyRecord, mine: TreatyRecord, theirs: TreatyRecord }, path: string, merging: Merging): TreatyRecord {
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])]
  const entries = names.flatMap((name) => {
    const value = merge({ base: base[name], mine: mine[name], theirs: theirs[name] }, path === '' ? name : `${path}.${name}`, merging)
    return value === undefined ? [] : [[name, value] as const]
  })
  return Object.fromEntries(entries)
}

type Entries = ReadonlyMap<string, TreatyValue>

function mergeEntries(lists: { base: Entries, mine: Entries, theirs: Entries }, path: string, merging: Merging): TreatyValue[] {
  const { base, mine, theirs } = lists
  return orderOf(lists).flatMap((key) => {
    const value = merge({ base: base.get(key), mine: mine.get(key), theirs: theirs.get(key) }, `${path}[${key}]`, merging)
    return value === undefined ? [] : [value]
  })
}

/** The order of whoever changed it, the other's where both did; what the first lacks follows the entry it follows in the second. */
function orderOf({ base, mine, theirs }: { base: Entries, mine: Entries, theirs: Entries }): string[] {
  const known = (entries: Entries): string[] => [...entries.keys()].filter(key => base.has(key))
  const isTheirs = !isSameValue(known(theirs), [...base.keys()].filter(key => theirs.has(key)))
  const [first, second] = isTheirs ? [theirs, mine] : [mine, theirs]
  const order = [...first.keys()]
  const rest = [...second.keys()]
  rest.forEach((key, index) => {
    if (!order.includes(key))
      order.splice(index === 0 ? 0 : order.indexOf(rest[index - 1]!) + 1, 0, key)
  })
  return order
}
