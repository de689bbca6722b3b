/** One row of a directory (`crm.status`): a stage, a source, a deal type ... */
export interface DirectoryRow {
  id: number
  /** `STATUS` (lead stages), `DEAL_STAGE`, `DEAL_STAGE_<pipeline>`, `SOURCE`, `DEAL_TYPE` ... */
  entityId: string
  /** Code kept in items, e.g. `IN_PROCESS`, `C1:WON`. */
  statusId: string
  name: string
  /** Name the row was shipped with; empty for rows added later. */
  nameInit: string
  sort: number
  /** Shipped with the portal: cannot be deleted. */
  system: boolean
  /** Pipeline of a deal stage; null elsewhere and for the first pipeline. */
  categoryId: number | null
  /** `#RRGGBB`, empty when the directory has no colours. */
  color: string
  /** Stages only: success, failure, or null for work in progress. */
  semantics: 'S' | 'F' | null
  /** Word of `EXTRA.SEMANTICS`; a second failure stage is an `apology`. */
  extra: 'process' | 'success' | 'failure' | 'apology' | null
}

/** A stage as the pages need it. */
export interface Stage extends DirectoryRow {
  /** As in `stageSemanticId` of an item. */
  semanticId: 'P' | 'S' | 'F'
}

/** A deal pipeline (`crm.category`); number 0 is the first one. */
export interface Pipeline {
  id: number
  name: string
  sort: number
  isDefault: boolean
}

/** One row of the stage history (`crm.stagehistory.list`). */
export interface HistoryRow {
  id: number
  /** 1 created, 2 moved to an intermediate stage, 3 moved to a final stage, 5 pipeline changed. */
  typeId: 1 | 2 | 3 | 5
  ownerId: number
  createdAt: number
  stageId: string
  semanticId: 'P' | 'S' | 'F'
  /** Pipeline of a deal, 0 for leads. */
  categoryId: number
}
