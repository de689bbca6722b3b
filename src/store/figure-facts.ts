import type { EntityTypeId, ItemRef } from '../domain/item-ref.ts'
import type { Item } from './items.ts'

/** The event by whose local day items are put into a period: creation, first verdict, verdict deadline, first won. */
export const ITEM_BASES = ['created', 'verdict', 'due', 'won'] as const

/** An event of items. */
export type ItemBasis = typeof ITEM_BASES[number]

/** `ended` belongs to spans of time: the day they ended. */
export type DirtyBasis = ItemBasis | 'ended'

/** Spans that are no stay in a step; a stay's kind is the number of its step, from 0. */
export const SPAN_KINDS = { whole: 100, handoffWait: 101, verdictWait: 102, handoff: 103, handoffLost: 104, firstTouch: 105 } as const

/** What all figures need to know of one intake item, worked out from the raw rows. Days are local, counted from 1970-01-01. */
export interface FigureItem {
  entityTypeId: EntityTypeId
  itemId: number
  createdAt: number
  createdDay: number
  /** Current assignee; 0 = nobody. */
  repId: number
  /** Ids of `figure_key`; 0 = none. */
  sourceKey: number
  campaignKey: number
  categoryKey: number
  /** In force at creation; 0 = no treaty. */
  versionNo: number
  isRepeat: boolean
  isDeleted: boolean
  /** Final verdict; null = none. */
  label: 'qualified' | 'off_target' | 'spam' | null
  /** An unproven "no answer": outside the target share. */
  isExcluded: boolean
  /** In the denominator of the target share. */
  isInShare: boolean
  reason: string | null
  /** Without a verdict, but somebody is still trying. */
  isStillTrying: boolean
  /** First verdict. */
  verdictAt: number | null
  verdictDay: number | null
  /** Since when the final verdict is in force. */
  labelAt: number | null
  /** Verdicts one after the other, for looking back at equal age. */
  verdicts: VerdictMark[]
  /** When the final verdict is settled, by silence of marketing or by a decision; null = never. */
  settlesAt: number | null
  /** First complete feedback. */
  completeAt: number | null
  dueAt: number | null
  dueDay: number | null
  /** First won, of deals that stand won now. */
  wonAt: number | null
  wonDay: number | null
  revenueMinor: number
  foreignDeals: number
  matureAt: number
  /** The furthest step reached; -1 = none. */
  step: number
}

/** One verdict in force from an instant (ms). */
export interface VerdictMark {
  label: string
  from: number
  isExcluded: boolean
  isInShare: boolean
}

/** A span of time of an item: a stay in a step, a wait, the whole way. Carries what it is filtered by. */
export interface FigureSpan {
  entityTypeId: EntityTypeId
  itemId: number
  kind: number
  /** From 0, per item and kind. */
  seq: number
  startedAt: number
  /** Null = still open. */
  endedAt: number | null
  endedDay: number | null
  /** Calendar or working time, as the figure says; null while open. */
  durationMs: number | null
  /** Place in the histogram. */
  bin: number | null
  createdAt: number
  createdDay: number
  repId: number
  sourceKey: number
  campaignKey: number
  categoryKey: number
  versionNo: number
  isRepeat: boolean
}

/** A text that stands for a number in facts and sums. */
export type FigureKeyKind = 'source' | 'campaign' | 'category'

/** A day whose sums no longer agree with the facts. */
export interface DirtyDay {
  basis: DirtyBasis
  day: number
}

/** Under which rules the facts of a portal were worked out. */
export interface FigureState {
  /** Zone, currency, versions: facts made under another mark are worked out again. */
  mark: string
  /** `entityTypeId:itemId` up to which a rebuild has got; null = complete. */
  rebuildCursor: string | null
  refreshedAt: number
  /** Grows when facts or sums change. */
  revision: number
  /** The day the kept weeks begin on, Monday = 0. */
  weekStart: number
}

/** Facts per item, and what is to be worked out again. */
export interface FigureFactRepository {
  /** Marks items (a deal stands for its lead too) whose raw rows changed. */
  mark: (portalId: number, refs: readonly ItemRef[]) => Promise<void>
  /** Marked items, at most `limit`. */
  takeMarked: (portalId: number, limit: number) => Promise<(ItemRef & { version: number })[]>
  /** Forgets marks that were not renewed meanwhile. */
  doneMarked: (portalId: number, marked: readonly (ItemRef & { version: number })[]) => Promise<void>
  countMarked: (portalId: number) => Promise<number>
  state: (portalId: number) => Promise<FigureState | null>
  setState: (portalId: number, state: FigureState) => Promise<void>
  /** Holds the portal's facts until the transaction ends; false when somebody else holds them. Creates the state row. */
  hold: (portalId: number, now: number) => Promise<boolean>
  /** Items after a cursor by entity type and id, deleted ones included, for a rebuild. */
  itemsAfter: (portalId: number, after: ItemRef, limit: number) => Promise<ItemRef[]>
  /** Deals made from leads, deleted ones included, by id. */
  dealsOfLeads: (portalId: number, leadIds: readonly number[]) => Promise<Item[]>
  /** Ids of texts, new ones are added; `key` decides, `shown` is what people see. */
  keyIds: (portalId: number, kind: FigureKeyKind, texts: readonly { key: string, shown: string }[]) => Promise<Map<string, number>>
  /** All texts of a kind: id → shown. */
  keys: (portalId: number, kind: FigureKeyKind) => Promise<Map<number, string>>
  /** Replaces facts and spans of these items; marks every day that the old or the new ones touch. */
  replace: (portalId: number, refs: readonly ItemRef[], facts: { items: readonly FigureItem[], spans: readonly FigureSpan[] }) => Promise<void>
  markDays: (portalId: number, days: readonly DirtyDay[]) => Promise<void>
  dirtyDays: (portalId: number, limit: number) => Promise<DirtyDay[]>
  /** Says whether every kept sum about these days agrees with the facts. */
  isClean: (portalId: number, bases: readonly DirtyBasis[], days: { fromDay: number, toDay: number }) => Promise<boolean>
}
