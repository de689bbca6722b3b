import type { EntityTypeId, ItemRef } from '../domain/item-ref.ts'

/** Values of our native fields as last adopted, as stable codes (`xmlId`); null = empty. */
export interface ItemNatives {
  verdict: string | null
  warmth: string | null
  reason: string | null
  review: string | null
  criteria: string[]
  /** Value of the field of our own type, as saved with the card. */
  card: string | null
}

/** Our copy of a lead or deal: ids, stages, dates, amounts, source. No personal data of clients. */
export interface Item {
  entityTypeId: EntityTypeId
  itemId: number
  /** Grows with every change of the copy. */
  mirrorVersion: number
  pipelineId: number
  stageId: string
  semantic: 'P' | 'S' | 'F'
  assignedBy: number | null
  createdBy: number | null
  updatedBy: number | null
  movedBy: number | null
  createdAt: number
  updatedAt: number
  movedAt: number | null
  closedAt: number | null
  sourceId: string | null
  utmSource: string | null
  utmMedium: string | null
  utmCampaign: string | null
  utmContent: string | null
  utmTerm: string | null
  /** Minor units of `currency`. */
  amountMinor: number | null
  currency: string | null
  /** The lead a deal came from. */
  leadId: number | null
  contactId: number | null
  companyId: number | null
  isReturnCustomer: boolean
  /** Treaty category the item was put into, if any. */
  categoryKey: string | null
  natives: ItemNatives
  /** Calls made, as far as counted. */
  callsMade: number
  deletedAt: number | null
  /** Why it is gone: `deleted`, `merged`, `unknown`. */
  goneCause: string | null
  /** Where the item last stood lawfully; a correction returns it there. */
  lastLawfulStageId: string | null
  readAt: number
}

/** A fresh reading. `mirrorVersion` is counted here; a key left out keeps the stored value. */
export type ItemReading = Omit<Item, 'mirrorVersion' | 'callsMade' | 'deletedAt' | 'goneCause' | 'lastLawfulStageId' | 'categoryKey'>
  & Partial<Pick<Item, 'callsMade' | 'deletedAt' | 'goneCause' | 'lastLawfulStageId' | 'categoryKey'>>

/** The mirror of leads and deals. */
export interface ItemRepository {
  /** Writes readings in primary-key order; a reading older than the stored one (`readAt`) changes nothing. Returns the rows as stored. */
  upsertMany: (portalId: number, readings: ItemReading[]) => Promise<Item[]>
  /** Adds items the mirror does not have; those it has are kept fresh by others and stay untouched. */
  insertMissing: (portalId: number, readings: readonly ItemReading[]) => Promise<void>
  get: (portalId: number, ref: ItemRef) => Promise<Item | null>
  /** Unknown refs are left out. */
  getMany: (portalId: number, refs: ItemRef[]) => Promise<Item[]>
  /** Deals made from a lead, oldest first, deleted ones left out. */
  dealsOfLead: (portalId: number, leadId: number) => Promise<Item[]>
  /** The same for many leads at once. */
  dealsOfLeads: (portalId: number, leadIds: number[]) => Promise<Item[]>
  /** Keeps native values that were adopted; readings leave them as they are. */
  setNatives: (portalId: number, ref: ItemRef, natives: ItemNatives) => Promise<void>
  setLastLawfulStage: (portalId: number, ref: ItemRef, stageId: string) => Promise<void>
  /** Marks items as gone; they keep their counts. What is gone already keeps its cause, unless it turns out to be a merge. */
  markGone: (portalId: number, refs: ItemRef[], gone: { cause: string, at: number }) => Promise<void>
  /** Keeps the number of calls made, as the portal counts them. */
  /** Overwrites the product category of these items where it differs, and lets their figures be worked out again; returns how many differed. */
  setCategories: (portalId: number, entityTypeId: EntityTypeId, categories: readonly { itemId: number, categoryKey: string | null }[]) => Promise<number>
  /** No item has a product category any more. */
  forgetCategories: (portalId: number) => Promise<void>
  setCalls: (portalId: number, ref: ItemRef, calls: number) => Promise<void>
  /** Ids of all items of a kind that are not gone. */
  liveIds: (portalId: number, entityTypeId: EntityTypeId) => Promise<number[]>
  /** Items whose native fields hold a verdict, newest id first, gone ones left out. */
  judgedNatively: (portalId: number, wish: { entityTypeId: EntityTypeId, beforeItemId: number | null, limit: number }) => Promise<Item[]>
  /** Items that stand in one of the stages, by id, deleted ones left out. */
  inStages: (portalId: number, wish: { entityTypeId: EntityTypeId, stageIds: string[], afterItemId?: number, limit: number }) => Promise<Item[]>
}
