import type { CrmItem } from './crm-item.ts'

/** Fields with an equality index: those lists are asked for again and again. */
export type IndexedField = 'leadId' | 'stageId' | 'companyId' | 'contactIds'
const indexedFields: readonly IndexedField[] = ['leadId', 'stageId', 'companyId', 'contactIds']

/** Items of one kind, ordered by id, with an order of change and equality indexes. */
export interface ItemTable {
  readonly size: number
  /** Grows with every change: whoever remembers results compares it. */
  readonly version: number
  get: (id: number) => CrmItem | undefined
  /** Adds or replaces. */
  put: (item: CrmItem) => void
  putAll: (items: readonly CrmItem[]) => void
  remove: (id: number) => void
  nextId: () => number
  /** Ascending; do not change. */
  ids: () => readonly number[]
  /** Position of the first id that is at least `id`. */
  positionOf: (id: number) => number
  /** Ids changed at or after a moment, in no order; null when they are more than `limit`. */
  changedSince: (at: number, limit: number) => number[] | null
  /** Ids whose field holds the value, in no order. */
  having: (field: IndexedField, value: string | number) => ReadonlySet<number>
}

const noIds: ReadonlySet<number> = new Set()
const noKeys: readonly (string | number)[] = []

/** An empty table. */
export function createItemTable(): ItemTable {
  const items = new Map<number, CrmItem>()
  const ids: number[] = []
  const indexes = new Map(indexedFields.map(field => [field, new Map<string | number, Set<number>>()]))
  const changes = changeLog()
  let version = 0
  let lastId = 0

  function positionOf(id: number): number {
    let low = 0
    let high = ids.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((ids[middle] ?? 0) < id)
        low = middle + 1
      else
        high = middle
    }
    return low
  }

  function reindex(id: number, before: CrmItem | undefined, after: CrmItem | undefined): void {
    for (const [field, index] of indexes) {
      const old = keysOf(before?.[field])
      const fresh = keysOf(after?.[field])
      if (old === fresh || (old.length === 1 && fresh.length === 1 && old[0] === fresh[0]))
        continue
      old.forEach(key => index.get(key)?.delete(id))
      for (const key of fresh) {
        const set = index.get(key)
        if (set)
          set.add(id)
        else
          index.set(key, new Set([id]))
      }
    }
  }

  function put(item: CrmItem): void {
    const before = items.get(item.id)
    if (before === undefined) {
      if (item.id > lastId)
        ids.push(item.id)
      else
        ids.splice(positionOf(item.id), 0, item.id)
      lastId = Math.max(lastId, item.id)
    }
    items.set(item.id, item)
    reindex(item.id, before, item)
    changes.add(item.id, item.updatedTime, items.size)
    version++
  }

  return {
    get size() { return items.size },
    get version() { return version },
    get: id => items.get(id),
    put,
    putAll: many => many.forEach(put),
    remove(id) {
      const before = items.get(id)
      if (before === undefined)
        return
      items.delete(id)
      ids.splice(positionOf(id), 1)
      reindex(id, before, undefined)
      version++
    },
    nextId: () => ++lastId,
    ids: () => ids,
    positionOf,
    changedSince: (at, limit) => changes.since(at, limit, id => items.get(id)?.updatedTime),
    having: (field, value) => indexes.get(field)?.get(value) ?? noIds,
  }
}

function keysOf(value: unknown): readonly (string | number)[] {
  if (Array.isArray(value))
    return value as (string | number)[]
  return typeof value === 'string' || typeof value === 'number' ? [value] : noKeys
}

/** Ids in the order of their changes; outdated entries are skipped on read and swept when they outnumber the items. */
function changeLog() {
  let log: { id: number, at: number }[] = []
  let isSorted = true
  return {
    add(id: number, at: number, itemCount: number): void {
      isSorted &&= at >= (log.at(-1)?.at ?? -Infinity)
      log.push({ id, at })
      if (log.length > 2 * itemCount + 1000) {
        const last = new Map(log.map(entry => [entry.id, entry]))
        log = log.filter(entry => last.get(entry.id) === entry)
      }
    },
    since(at: number, limit: number, updatedTimeOf: (id: number) => number | undefined): number[] | null {
      if (!isSorted) {
        log.sort((a, b) => a.at - b.at)
        isSorted = true
      }
      const found = new Set<number>()
      for (let index = log.length - 1; index >= 0; index--) {
        const entry = log[index]
        if (entry === undefined || entry.at < at)
          break
        if (updatedTimeOf(entry.id) === entry.at && found.add(entry.id).size > limit)
          return null
      }
      return [...found]
    },
  }
}
