import type { ItemRef } from '../../domain/item-ref.ts'
import type { StoreScope } from '../../store/store.ts'
import type { FigureRules } from '../facts/figure-rules.ts'
import type { DayPace } from './day-pace.ts'
import type { FigureDeps } from './figure-deps.ts'
import { performance } from 'node:perf_hooks'
import { evaluateItem } from '../facts/evaluate-item.ts'
import { createLocalDays } from '../facts/local-days.ts'
import { createDayPace } from './day-pace.ts'
import { readRaw } from './read-raw.ts'
import { readRules } from './read-rules.ts'
import { storeFacts } from './store-facts.ts'

/** Items worked out in one transaction: live ones beside people's clicks, and in a rebuild. */
const LIVE_SLICE = 100
const REBUILD_SLICE = 1_000

/** Where the figures of a portal stand. */
export type RefreshOutcome = 'done' | 'more' | 'held'

/** Brings the figures of a portal up to date; returns when nothing is left, when somebody else is at it, or when it is told to end. */
export async function refreshFigures(deps: FigureDeps, portalId: number, isEnding: () => boolean = () => false): Promise<void> {
  const rules = await readRules(deps, portalId)
  if (rules === null)
    return
  const pace = createDayPace()
  let outcome: RefreshOutcome = 'more'
  while (outcome === 'more' && !isEnding())
    outcome = await refreshSlice(deps, portalId, rules, pace)
}

/** One short transaction: another first day of the week adds up all weeks anew, other rules start a rebuild, then marked items, then their days. */
export function refreshSlice(deps: FigureDeps, portalId: number, rules: FigureRules, pace: DayPace): Promise<RefreshOutcome> {
  return deps.store.transaction(async (store) => {
    const now = deps.now()
    if (!await store.figureFacts.hold(portalId, now))
      return 'held'
    const state = (await store.figureFacts.state(portalId))!
    if (state.weekStart !== rules.weekStart) {
      await store.figureSums.rebuildWeeks(portalId, rules.weekStart)
      await store.figureFacts.setState(portalId, { ...state, weekStart: rules.weekStart, revision: state.revision + 1 })
      return 'more'
    }
    const cursor = state.mark === rules.mark ? state.rebuildCursor : '0:0'
    if (cursor !== null) {
      const next = await rebuildSlice(deps, store, portalId, rules, cursor)
      await store.figureFacts.setState(portalId, { ...state, mark: rules.mark, rebuildCursor: next, refreshedAt: now, revision: state.revision + 1 })
      return 'more'
    }
    // Days wait for the last marked item: an import would sum the same days up again and again.
    const isBusy = await liveSlice(deps, store, portalId, rules) || await daySlice(store, portalId, rules, pace)
    await store.figureFacts.setState(portalId, { ...state, refreshedAt: now, revision: state.revision + (isBusy ? 1 : 0) })
    return isBusy ? 'more' : 'done'
  })
}

async function rebuildSlice(deps: FigureDeps, store: StoreScope, portalId: number, rules: FigureRules, cursor: string): Promise<string | null> {
  const [entityTypeId, itemId] = cursor.split(':').map(Number)
  // The cast: 0 stands before both entity types.
  const refs = await store.figureFacts.itemsAfter(portalId, { entityTypeId, itemId } as ItemRef, REBUILD_SLICE)
  await workOut(deps, store, portalId, rules, refs)
  const last = refs.at(-1)
  return last === undefined || refs.length < REBUILD_SLICE ? null : `${last.entityTypeId}:${last.itemId}`
}

async function liveSlice(deps: FigureDeps, store: StoreScope, portalId: number, rules: FigureRules): Promise<boolean> {
  const marked = await store.figureFacts.takeMarked(portalId, LIVE_SLICE)
  if (marked.length === 0)
    return false
  const deals = await store.items.getMany(portalId, marked.filter(ref => ref.entityTypeId === 2))
  const leads: ItemRef[] = deals.flatMap(deal => deal.leadId === null ? [] : [{ entityTypeId: 1 as const, itemId: deal.leadId }])
  const refs = [...new Map<string, ItemRef>([...marked, ...leads].map(({ entityTypeId, itemId }) => [`${entityTypeId}:${itemId}`, { entityTypeId, itemId }])).values()]
  await workOut(deps, store, portalId, rules, refs)
  await store.figureFacts.doneMarked(portalId, marked)
  return true
}

async function daySlice(store: StoreScope, portalId: number, { weekStart }: FigureRules, pace: DayPace): Promise<boolean> {
  const startedAt = performance.now()
  const dirty = await store.figureFacts.dirtyDays(portalId, pace.days)
  for (const basis of new Set(dirty.map(row => row.basis)))
    await store.figureSums.recompute(portalId, basis, dirty.filter(row => row.basis === basis).map(row => row.day), weekStart)
  pace.took(dirty.length, performance.now() - startedAt)
  return dirty.length > 0
}

async function workOut(deps: FigureDeps, store: StoreScope, portalId: number, rules: FigureRules, refs: readonly ItemRef[]): Promise<void> {
  const days = createLocalDays(rules.timeZone)
  const raws = await readRaw(store, portalId, refs, deps.readDecisions)
  const facts = raws.flatMap(raw => evaluateItem(raw, rules, days, deps.now()) ?? [])
  await storeFacts(store, portalId, refs, facts)
}
