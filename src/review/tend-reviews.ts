import type { StoredStanding } from '../store/reviews.ts'
import type { StoreScope } from '../store/store.ts'
import type { ReviewDeps } from './review-ports.ts'
import { isDrawn } from '../domain/review-choice.ts'
import { UNDO_MS } from '../domain/review-machine.ts'
import { joinActs } from '../feedback/read-decisions.ts'
import { ActTakenError, appendAct, letTimeAct, play } from './append-act.ts'
import { keepSeeds } from './audit-seeds.ts'
import { drawNumber } from './draw.ts'
import { openCalibration } from './open-calibration.ts'
import { remind } from './remind.ts'

const PAGE = 200
/** A ruling may still be taken back; and the job may have slept for days. */
const SAMPLE_AFTER_MS = UNDO_MS + 5_000
const SAMPLE_WITHIN_MS = 14 * 86_400_000

/** What time does to a portal's reviews: seeds, deadlines, deleted items, the owner's sample, reminders. Returns how many things happened. */
export async function tendReviews(deps: ReviewDeps, portalId: number): Promise<number> {
  await keepSeeds(deps, portalId)
  return await keepDeadlines(deps, portalId)
    + await dropDeleted(deps, portalId)
    + await sampleUpheld(deps, portalId)
    + await openCalibration(deps, portalId)
    + await remind(deps, portalId)
}

/** Writes down every deadline that has passed, however long nobody looked. */
async function keepDeadlines({ store, now }: ReviewDeps, portalId: number): Promise<number> {
  let done = 0
  for (;;) {
    const due = await store.reviews.dueByClock(portalId, now(), PAGE)
    for (const standing of due)
      await onCase(store, portalId, standing, (within, one) => letTimeAct(within, portalId, one, now()))
    done += due.length
    if (due.length < PAGE)
      return done
  }
}

/** A deleted lead cannot be listened to: its review ends before its deadline. Disputes go on by what was said. */
async function dropDeleted({ store, now }: ReviewDeps, portalId: number): Promise<number> {
  const waiting = await store.reviews.waitingForDeleted(portalId, PAGE)
  for (const standing of waiting) {
    await onCase(store, portalId, standing, async (within, one) => {
      const played = await letTimeAct(within, portalId, one, now())
      if (played.standing.state === 'waiting')
        await appendAct(within, portalId, played, { kind: 'dropped', at: now(), actorId: null, route: 'clock' }, { now: now() })
    })
  }
  return waiting.length
}

/** Draws upheld rulings for the owner by the seed of the feedback's week. */
async function sampleUpheld({ store, treaties, now }: ReviewDeps, portalId: number): Promise<number> {
  const asked = await treaties.asked(portalId, now())
  if (!asked)
    return 0
  const { rows } = await store.reviews.queue(portalId, { parts: [{ side: 'marketing', states: ['upheld'], isSampled: false, isOwnerRuling: false }] }, 'recent', { limit: PAGE })
  let drawn = 0
  for (const standing of rows) {
    const ruledAt = standing.ruledAt ?? 0
    const seed = await store.auditSeeds.at(portalId, standing.chosenAt)
    const isTime = now() - ruledAt > SAMPLE_AFTER_MS && now() - ruledAt < SAMPLE_WITHIN_MS
    if (!isTime || !isDrawn(seed && drawNumber(seed.seed, 'owner', standing.reviewId), asked.document.review.ownerUpheldPercent))
      continue
    await onCase(store, portalId, standing, async (within, one) => {
      const played = play(one)
      if (played.standing.state === 'upheld' && !played.standing.isSampled)
        await appendAct(within, portalId, played, { kind: 'sampled', at: now(), actorId: null, route: 'clock' }, { now: now() })
    })
    drawn += 1
  }
  return drawn
}

/** Somebody may act at the same moment: his act counts, and the next round looks again. */
async function onCase(store: StoreScope, portalId: number, { reviewId }: StoredStanding, work: (within: StoreScope, one: ReturnType<typeof joinActs>[number]) => Promise<unknown>): Promise<void> {
  try {
    await store.transaction(async (within) => {
      const review = await within.reviews.get(portalId, reviewId)
      if (review)
        await work(within, joinActs([review], await within.reviews.actsOf(portalId, [reviewId]))[0]!)
    })
  }
  catch (error) {
    if (!(error instanceof ActTakenError))
      throw error
  }
}
