import type { ReviewDetail, ReviewEvent } from '../../src/contracts/api/review.schema.ts'
import type { ThreadEntry } from '../../src/contracts/api/thread.schema.ts'
import type { PinnedMoment } from '../kit/player/pinned-moment.ts'

/** One line of the history: something around the verdict, or something that happened to its review. */
export type ThreadLine
  = | { readonly at: number, readonly key: string, readonly kind: ThreadEntry['kind'], readonly entry: ThreadEntry }
    | { readonly at: number, readonly key: string, readonly kind: 'review', readonly event: ReviewEvent }

/** Verdicts and reviews in one history, newest first. What was taken back within ten seconds never happened; at the same moment the review follows the verdict. */
export function joinThread(entries: readonly ThreadEntry[], reviews: readonly Pick<ReviewDetail, 'reviewId' | 'events'>[]): ThreadLine[] {
  const lines: ThreadLine[] = [
    ...entries.map((entry, index) => ({ at: entry.at, key: `${entry.kind}-${index}`, kind: entry.kind, entry })),
    ...reviews.flatMap(({ reviewId, events }) => events
      .filter(event => !event.undone && event.kind !== 'undone')
      .map(event => ({ at: event.at, key: `review-${reviewId}-${event.seq}`, kind: 'review' as const, event }))),
  ]
  return lines.sort((one, other) => one.at - other.at).reverse()
}

/** Pinned moments by call, for the waves. `label` says who pinned it and why. */
export function pinsByCall(lines: readonly ThreadLine[], label: (event: ReviewEvent) => string): Record<string, PinnedMoment[]> {
  const pins: Record<string, PinnedMoment[]> = {}
  for (const line of lines) {
    if (line.kind === 'review' && line.event.pinned)
      (pins[line.event.pinned.callId] ??= []).push({ second: line.event.pinned.second, label: label(line.event) })
  }
  return pins
}
