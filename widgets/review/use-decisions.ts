import type { ShallowRef } from 'vue'
import type { ReviewDetail, ReviewFilter, ReviewRow } from '../../src/contracts/api/review.schema.ts'
import type { ApiClient } from '../kit/api-client.ts'
import type { Failure } from '../kit/failure.ts'
import type { Draft, Drafts } from './drafts.ts'
import type { ReviewShelf } from './review-shelf.ts'
import type { UseQueueReturn } from './use-queue.ts'
import { shallowRef } from 'vue'
import { UNDO_MS } from '../../src/domain/review-machine.ts'
import { failureOf } from '../kit/failure.ts'

/** A decision by the last part of its address. */
export type DecisionKind = 'accept' | 'dispute' | 'answer' | 'withdraw' | 'insist' | 'ruling' | 'appeal' | 'owner-ruling'

/** A decision that may still be taken back. */
export interface Recent { kind: DecisionKind, row: ReviewRow, untilAt: number }

/** A decision that was refused: whose, and the server's sentence. */
export interface Refused { row: ReviewRow, failure: Failure }

/** What the decisions stand on. */
export interface UseDecisionsOptions {
  api: Pick<ApiClient, 'post'>
  shelf: ReviewShelf
  drafts: Drafts
  queue: Pick<UseQueueReturn, 'takeOut' | 'putBack' | 'replace' | 'select'>
  filter: () => ReviewFilter
  now?: () => number
  newKey?: () => string
}

/** Verbs of a desk. */
export interface UseDecisionsReturn {
  recent: ShallowRef<Recent | null>
  refused: ShallowRef<Refused | null>
  /** Shown as done at once and sent behind: the next item does not wait for the server. A refused one comes back to its place. */
  decide: (kind: DecisionKind, row: ReviewRow, content: object) => Promise<void>
  undo: () => Promise<void>
}

/** In these parts of a queue a decided row stays: they show what is on its way or over. */
const STAYS: readonly ReviewFilter[] = ['open', 'done']

export function useDecisions({ api, shelf, drafts, queue, filter, now = Date.now, newKey = () => crypto.randomUUID() }: UseDecisionsOptions): UseDecisionsReturn {
  const recent = shallowRef<Recent | null>(null)
  const refused = shallowRef<Refused | null>(null)
  /** The decision on its way, where its row stood, and what was typed for it. */
  let last: { answer: Promise<ReviewDetail | null>, place: number | null, draft: Draft } | null = null

  async function send(path: string, row: ReviewRow, content: object): Promise<ReviewDetail> {
    const revision = shelf.of(row.reviewId)?.detail?.revision ?? row.revision
    const detail = await api.post<ReviewDetail>(`/api/reviews/${row.reviewId}/${path}`, { ...content, revision, clientKey: newKey(), route: 'queue' })
    shelf.put(detail)
    return detail
  }

  async function decide(kind: DecisionKind, row: ReviewRow, content: object): Promise<void> {
    refused.value = null
    const mine: Recent = { kind, row, untilAt: now() + UNDO_MS }
    const sent = send(kind, row, content)
    const place = STAYS.includes(filter()) ? null : queue.takeOut(row.reviewId)
    recent.value = mine
    const answer = sent.then((detail) => {
      drafts.drop(row.reviewId)
      queue.replace(detail)
      return detail
    }, (error: unknown) => {
      if (place !== null)
        queue.putBack(row, place)
      if (recent.value === mine)
        recent.value = null
      refused.value = { row, failure: failureOf(error) }
      // Somebody else was first, or time was: show what is true now. The words stay in the draft.
      void shelf.warm(row, 0)
      return null
    })
    last = { answer, place, draft: { ...drafts.of(row.reviewId) } }
    await answer
  }

  async function undo(): Promise<void> {
    const [mine, from] = [recent.value, last]
    if (!mine || !from)
      return
    recent.value = null
    if (await from.answer === null)
      return
    try {
      const detail = await send('undo', mine.row, {})
      if (from.place !== null)
        queue.putBack({ ...mine.row, ...detail }, from.place)
      Object.assign(drafts.of(mine.row.reviewId), from.draft)
      queue.select(mine.row.reviewId)
    }
    catch (error) {
      refused.value = { row: mine.row, failure: failureOf(error) }
    }
  }

  return { recent, refused, decide, undo }
}
