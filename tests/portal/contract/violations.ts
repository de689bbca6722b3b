/** What a caller, or one of our own answers, did against the documented contract. */
export type ViolationKind
  = | 'undocumented method'
    | 'undocumented parameter'
    | 'missing parameter'
    | 'wrong type'
    | 'undocumented answer'
    | 'undocumented event'
    | 'undocumented placement'
    | 'frame protocol'

/** One fault; repeats are counted, not listed again. */
interface Violation {
  kind: ViolationKind
  /** Method, event or placement concerned, as documented where known. */
  method: string
  /** Which parameter and why, e.g. `filter.stageID: not a field of crm.item.list`. */
  detail: string
  /** How often it happened. */
  count: number
}

/** Collects violations; any entry fails the test suite. */
export interface Violations {
  record: (violation: Omit<Violation, 'count'>) => void
  /** First seen first. */
  list: () => Violation[]
  clear: () => void
}

/** An empty collection. */
export function createViolations(): Violations {
  const seen = new Map<string, Violation>()
  return {
    record(violation) {
      const key = `${violation.kind}\n${violation.method}\n${violation.detail}`
      const known = seen.get(key)
      if (known)
        known.count += 1
      else
        seen.set(key, { ...violation, count: 1 })
    },
    list: () => [...seen.values()],
    clear: () => seen.clear(),
  }
}
