import type { FieldValue } from '../domain/criterion-answer.ts'
import type { EntityTypeId } from '../domain/item-ref.ts'

/** Which intake items, and what of them. */
export interface CohortWish {
  entityTypeId: EntityTypeId
  /** Deals of one pipeline; leads have the pipeline 0. */
  pipelineId: number
  /** Created at or after. */
  fromAt: number
  /** Created before. */
  toAt: number
  /** Stages beyond the handoff. */
  beyondStageIds: readonly string[]
  /** Pipelines whose deals count as a crossing of their lead. */
  dealPipelineIds: readonly number[]
  /** Bring the values of bound fields too. */
  withFields: boolean
}

/** Where a page ended. */
export interface CohortCursor {
  createdAt: number
  itemId: number
}

/** One intake item with its feedback and the moment it crossed the handoff. */
export interface CohortItem extends CohortCursor {
  semantic: 'P' | 'S' | 'F'
  sourceId: string | null
  createdBy: number | null
  isReturnCustomer: boolean
  amountMinor: number | null
  currency: string | null
  /** First entry into a stage beyond the handoff; null = never. */
  beyondAt: number | null
  /** Creation of the first governed deal; null = none. */
  dealAt: number | null
  /** Oldest first. */
  feedback: { kind: 'verdict' | 'still_trying', label: string | null, answers: Record<string, string>, warmth: string | null, reason: string | null, hasComment: boolean, givenAt: number, callsMade: number }[]
  /** Reviews marketing owed, oldest first. */
  reviews: CohortReview[]
  /** Values of bound fields as last read, see `bound-values.ts`; empty when they were not read or not asked for. */
  fields: Readonly<Record<string, FieldValue>>
}

/** One review of marketing's, with the moments that count; null = it did not happen. */
export interface CohortReview {
  chosenAt: number
  reviewedAt: number | null
  /** The review was a dispute. */
  isDisputed: boolean
  answeredAt: number | null
  ruledAt: number | null
  /** The dispute ended before a ruling: the rep gave the proposed verdict, or marketing agreed. */
  settledAt: number | null
  /** Newer feedback came, or the item was deleted. */
  leftAt: number | null
}

/** Intake items of a time, by the page; deleted ones stay in. */
export interface CohortRepository {
  count: (portalId: number, wish: CohortWish) => Promise<number>
  /** In order of creation. */
  page: (portalId: number, wish: CohortWish, after: CohortCursor | null, limit: number) => Promise<CohortItem[]>
}
