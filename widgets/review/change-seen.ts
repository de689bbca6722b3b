import type { ReviewDetail } from '../../src/contracts/api/review.schema.ts'

/** What the person in front of a review must know first; each has a sentence of its own. */
export type ReviewNotice = 'deleted' | 'replaced' | 'superseded' | 'lapsed' | 'done_by' | 'by_silence'

/** Notices of a review, the gravest first. `done_by` = somebody has decided it; `superseded` = the lead has a newer verdict by now. */
export function noticesOf(detail: ReviewDetail, viewerId: number): ReviewNotice[] {
  const last = detail.events.findLast(event => !event.undone && event.kind !== 'undone')
  const isDecided = ['accepted', 'disputed', 'ruled', 'owner_ruled', 'withdrawn'].includes(last?.kind ?? '')
  return [
    ...(detail.deleted ? ['deleted' as const] : []),
    ...(detail.state === 'replaced' ? ['replaced' as const] : detail.latest !== null ? ['superseded' as const] : []),
    ...(detail.state === 'lapsed' ? ['lapsed' as const] : []),
    ...(detail.state === 'by_silence' ? ['by_silence' as const] : []),
    ...(isDecided && !isHisTurn(detail.may) && last?.actor && last.actor.id !== viewerId ? ['done_by' as const] : []),
  ]
}

/** A dispute is no news to whoever is to answer or to rule on it. */
function isHisTurn({ answer, rule, ownerRule }: ReviewDetail['may']): boolean {
  return answer || rule || ownerRule
}

/** Who decided last, for the sentence `done_by`. */
export function lastActorOf({ events }: Pick<ReviewDetail, 'events'>): string {
  return events.findLast(event => !event.undone && event.kind !== 'undone')?.actor?.name ?? ''
}
