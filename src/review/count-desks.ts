import type { Home } from '../contracts/api/home.schema.ts'
import type { ReviewDesk } from '../contracts/api/review.schema.ts'
import type { Role } from '../domain/role.ts'
import type { ReviewActor, ReviewDeps } from './review-ports.ts'
import { DESKS } from './desks.ts'
import { deadlineNow } from './view-rows.ts'

/** Whose desk each is. */
const HOLDERS: Readonly<Record<ReviewDesk, readonly Role[]>> = { marketing: ['marketer', 'cmo'], rep: ['rep'], rop: ['rop'], owner: ['owner'] }

/** How much waits on each desk of a person and until when; a rep's desk counts disputes about his own verdicts. */
export async function countDesks({ store }: Pick<ReviewDeps, 'store'>, portalId: number, { roles, userId }: Pick<ReviewActor, 'roles' | 'userId'>): Promise<Home['reviews']> {
  // The cast: the table above is keyed by the desks themselves.
  const desks = (Object.keys(HOLDERS) as ReviewDesk[]).filter(desk => HOLDERS[desk].some(role => roles.includes(role)))
  const filters = desks.map(desk => ({ parts: [...DESKS[desk].all ?? []], ...(desk === 'rep' ? { authorIds: [userId] } : {}) }))
  const waiting = await store.reviews.counts(portalId, filters)
  return Promise.all(desks.map(async (desk, index) => {
    const { rows: [nearest] } = await store.reviews.queue(portalId, filters[index]!, 'due', { limit: 1 })
    return { desk, waiting: waiting[index] ?? 0, nextDueAt: nearest ? deadlineNow(nearest) : null }
  }))
}
