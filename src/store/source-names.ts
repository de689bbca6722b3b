/** A source of a portal's directory `SOURCE`. */
export interface SourceName {
  /** `STATUS_ID`, e.g. `WEB`. */
  sourceId: string
  /** What people call it. */
  name: string
}

/** What people call sources. A source that was deleted in the CRM keeps its last name: old leads still come from it. */
export interface SourceNameRepository {
  /** Adds new sources and renames known ones; forgets none. */
  remember: (portalId: number, sources: readonly SourceName[]) => Promise<void>
  /** Source id → name. */
  names: (portalId: number) => Promise<ReadonlyMap<string, string>>
}
