import type { ReviewAct, ReviewActKind } from '../domain/review.ts'
import type { NewIntention } from '../store/intentions.ts'
import type { StoreScope } from '../store/store.ts'
import type { PlayedCase } from './append-act.ts'
import { isOpenDispute, UNDO_MS } from '../domain/review-machine.ts'
import { mirrorWishes } from './mirror-wishes.ts'
import { tellWishes } from './tell-wishes.ts'

/** An act that has just been written. */
export interface Happened {
  readonly after: PlayedCase
  readonly act: ReviewAct
  readonly now: number
}

/** What may be taken back reaches the portal only when it no longer can be. */
const SETTLE_MS = UNDO_MS + 1_000

const TRIGGERS: Partial<Record<ReviewActKind, string>> = { accepted: 'accepted', disputed: 'disputed', ruled: 'ruled', owner_ruled: 'ruled', silenced: 'ruled' }

/**
 * Stores what must follow an act: the native fields, the timeline record with its badge, automation triggers, messages; the figures of
 * the item are worked out again. Taking an act back withdraws what has not gone out. All in the act's own transaction.
 */
export async function raiseEffects(store: StoreScope, portalId: number, happened: Happened): Promise<void> {
  const { after: { choice }, act, now } = happened
  await store.figureFacts.mark(portalId, [choice.item])
  if (act.kind === 'undone') {
    await store.intentions.supersede(portalId, choice.item, { keyPrefix: keyOf(choice.reviewId, act.seq - 1), now })
    return
  }
  const key = keyOf(choice.reviewId, act.seq)
  const wishes = [
    ...await mirrorWishes(store, portalId, happened, key),
    ...recordWishes(happened, key),
    ...triggerWishes(happened, key),
    ...await tellWishes(store, portalId, happened, key),
  ]
  const notBeforeAt = act.actorId === null || act.route === 'feedback' ? null : act.at + SETTLE_MS
  await store.intentions.putMany(portalId, wishes.map(wish => ({ ...wish, notBeforeAt })), now)
  // A verdict decided otherwise may release what the gate holds, or hold what it let go.
  if (act.kind === 'ruled' || act.kind === 'owner_ruled' || act.kind === 'silenced')
    await store.dirty.mark(portalId, [{ ...choice.item, lane: 'live', seenAt: now, evidence: { events: ['RULING'] } }])
}

function keyOf(reviewId: number, seq: number): string {
  return `review:${reviewId}:${seq}:`
}

function triggerWishes({ after: { choice }, act }: Happened, key: string): NewIntention[] {
  const code = TRIGGERS[act.kind]
  return code === undefined || (choice.side === 'sales' && act.kind === 'accepted')
    ? []
    : [{ kind: 'trigger', ...choice.item, dedupeKey: `${key}trigger`, payload: { code, feedbackId: choice.feedbackId } }]
}

/** The record «спор» is open as long as the dispute or the appeal is. */
function recordWishes({ after: { choice, standing }, act }: Happened, key: string): NewIntention[] {
  const isOpen = isOpenDispute(standing.state) || standing.state === 'appealed'
  const kind = act.kind === 'disputed' || act.kind === 'appealed' ? 'record.open' as const : isOpen ? 'record.update' as const : 'record.close' as const
  const isAboutDispute = standing.proposedLabel !== null && act.kind !== 'sampled'
  return isAboutDispute ? [{ kind, ...choice.item, dedupeKey: `${key}record`, payload: { record: 'dispute', reviewId: choice.reviewId } }] : []
}
