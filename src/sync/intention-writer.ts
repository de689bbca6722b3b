import type { BatchRow, PortalClient, RowAnswer } from '../bitrix/portal-client.ts'
import type { ItemRef } from '../domain/item-ref.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { Intention, IntentionEnd } from '../store/intentions.ts'
import type { Portal } from '../store/portals.ts'
import type { StoreScope } from '../store/store.ts'

/** How an attempt ended, without the id. */
export type WriteEnd = Omit<IntentionEnd, 'intentionId'>

/** What a writer may use. */
export interface WriteContext {
  readonly portal: Portal
  readonly store: StoreScope
  readonly client: PortalClient
  readonly now: number
  /** The text in force now, or the draft; null before any. */
  readonly treaty: TreatyDocument | null
  /** Stage of an item as read just now; undefined when it was not read, null when it is gone. */
  readonly stageNow: (ref: ItemRef) => string | null | undefined
  /** Answer to the writer's own look-up before writing; undefined when it asked nothing. */
  readonly found: (intention: Intention) => RowAnswer | undefined
  /** What became of another intention; null when it still waits. */
  readonly outcomeOf: (dedupeKey: string) => Promise<'done' | 'not_done' | null>
}

/** A write that is ready to go out. */
export interface ReadyWrite {
  readonly row: BatchRow
  /** Says how the answer ends the intention, and tells whoever else must know. */
  readonly settle: (answer: RowAnswer) => Promise<WriteEnd>
}

/** Carries out one kind of intention. Safe to run again at any point: nothing is written twice. */
export interface IntentionWriter {
  /** Items whose stage must have been read just before. */
  readonly needsStage?: boolean
  /** A look-up before a repeated write that is not idempotent by itself; null = none. */
  readonly lookUp?: (intention: Intention, key: string) => BatchRow | null
  /** The write, or its end when there is nothing (more) to write. */
  readonly prepare: (intention: Intention, context: WriteContext, key: string) => Promise<ReadyWrite | WriteEnd>
}

/** True for a write, false for an end. */
export function isReady(prepared: ReadyWrite | WriteEnd): prepared is ReadyWrite {
  return 'row' in prepared
}
