import type { Store } from '../../../src/store/store.ts'
import type { World } from './random-world.ts'
import type { Random } from './random.ts'

/** A made-up review as it was lived through, before anybody counts it. */
export interface MadeReview {
  readonly reviewId: number
  readonly feedbackId: number
  readonly itemId: number
  readonly side: 'marketing' | 'sales'
  readonly authorId: number | null
  readonly label: string
  readonly byAudit: boolean
  readonly chosenAt: number
  readonly dueAt: number | null
  state: string
  reviewedAt: number | null
  proposedLabel: string | null
  finalLabel: string | null
  /** Head of sales' deadline. */
  rulingDueAt: number | null
  ruledAt: number | null
  /** In order: kind and time. */
  readonly acts: { kind: string, at: number, rulingDueAt?: number }[]
}

const HOUR_MS = 3_600_000
const ENDS = ['waiting', 'lapsed', 'accepted', 'disputed', 'corrected', 'withdrawn', 'upheld', 'overturned', 'by_silence', 'replaced', 'undone'] as const

/** Reviews of most verdicts of a portal, each with its way; some feedback is looked at by both sides. */
export function randomReviews(world: World, random: Random): MadeReview[] {
  const made: MadeReview[] = []
  for (const feedback of world.feedback.filter(entry => entry.label !== null && random.chance(0.8))) {
    for (const side of feedback.label === 'qualified' && random.chance(0.4) ? ['marketing', 'sales'] as const : ['marketing'] as const) {
      const dueAt = side === 'sales' || random.chance(0.1) ? null : feedback.givenAt + (1 + random.below(200)) * HOUR_MS
      const review: MadeReview = { reviewId: made.length + 1, feedbackId: feedback.feedbackId, itemId: feedback.itemId, side, authorId: feedback.authorId, label: feedback.label!, byAudit: side === 'marketing' && random.chance(0.5), chosenAt: feedback.givenAt, dueAt, state: 'waiting', reviewedAt: null, proposedLabel: null, finalLabel: null, rulingDueAt: null, ruledAt: null, acts: [] }
      live(review, random, side === 'sales' ? random.pick(['waiting', 'accepted', 'overturned', 'replaced']) : random.pick(ENDS))
      made.push(review)
    }
  }
  return made
}

function live(review: MadeReview, random: Random, end: string): void {
  const act = (kind: string, at: number, rulingDueAt?: number): void => void review.acts.push({ kind, at, ...rulingDueAt !== undefined && { rulingDueAt } })
  const reviewedAt = review.chosenAt + (1 + random.below(150)) * HOUR_MS
  const later = reviewedAt + (1 + random.below(100)) * HOUR_MS
  if (end === 'waiting' || end === 'lapsed' || end === 'replaced') {
    review.state = end
    if (end === 'replaced')
      act('replaced', reviewedAt)
    return
  }
  review.reviewedAt = reviewedAt
  if (review.side === 'sales' || end === 'accepted') {
    review.state = end
    if (end === 'overturned')
      Object.assign(review, { ruledAt: reviewedAt, finalLabel: 'spam' })
    act(end === 'overturned' ? 'ruled' : 'accepted', reviewedAt)
    return
  }
  const dueAt = reviewedAt + 60 * HOUR_MS
  const proposedLabel = review.label === 'spam' ? 'qualified' : 'spam'
  act('disputed', reviewedAt, dueAt)
  if (end === 'undone') {
    act('undone', reviewedAt + 1)
    Object.assign(review, { state: 'waiting', reviewedAt: null })
    return
  }
  Object.assign(review, { proposedLabel, rulingDueAt: dueAt, state: end === 'withdrawn' ? 'accepted' : end })
  if (end === 'corrected' || end === 'withdrawn')
    act(end, Math.min(later, dueAt - 1))
  if (end === 'corrected')
    review.finalLabel = proposedLabel
  if (end === 'upheld' || end === 'overturned') {
    act('ruled', later)
    Object.assign(review, { ruledAt: later, finalLabel: end === 'upheld' ? review.label : proposedLabel })
  }
  if (end === 'by_silence') {
    act('silenced', dueAt)
    review.finalLabel = proposedLabel
  }
}

/** Writes them as the review room would have; feedback is found by the key the made-up portal gave it. */
export async function writeReviews(store: Store, portalId: number, reviews: readonly MadeReview[]): Promise<void> {
  const { rows } = await store.executeSql('select feedback_id, dedupe_key from feedback where portal_id = $1', [portalId]) as { rows: { feedback_id: number, dedupe_key: string }[] }
  const ids = new Map(rows.map(row => [row.dedupe_key, Number(row.feedback_id)]))
  const time = (at: number | null | undefined): string | null => at == null ? null : new Date(at).toISOString()
  const base = reviews.map(one => ({ portal_id: portalId, review_id: one.reviewId, entity_type_id: 1, item_id: one.itemId, side: one.side, label: one.label, author_id: one.authorId, by_audit: one.byAudit, chosen_at: time(one.chosenAt), due_at: time(one.dueAt) }))
  await insert(store, 'review', base.map((row, index) => ({ ...row, feedback_id: ids.get(`entry-${reviews[index]!.feedbackId}`), by_share: true })))
  await insert(store, 'review_standing', base.map((row, index) => {
    const { acts, state, reviewedAt, proposedLabel, finalLabel, rulingDueAt, ruledAt } = reviews[index]!
    return { ...row, revision: acts.length, state, rank: 0, reviewed_at: time(reviewedAt), proposed_label: proposedLabel, final_label: finalLabel, ruling_due_at: time(rulingDueAt), ruled_at: time(ruledAt), insisted: false, is_owner_ruling: false, is_sampled: false }
  }))
  await insert(store, 'review_act', reviews.flatMap(one => one.acts.map(({ kind, at, rulingDueAt }, index) => ({ portal_id: portalId, review_id: one.reviewId, seq: index + 1, kind, at: time(at), recorded_at: time(at), route: 'queue', heard: [], ruling_due_at: time(rulingDueAt) }))))
}

async function insert(store: Store, table: string, rows: readonly object[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(', ')
  if (rows.length > 0)
    await store.executeSql(`insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [JSON.stringify(rows)])
}
