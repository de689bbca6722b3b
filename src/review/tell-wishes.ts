import type { ReviewActKind } from '../domain/review.ts'
import type { NewIntention } from '../store/intentions.ts'
import type { StoreScope } from '../store/store.ts'
import type { Happened } from './raise-effects.ts'

type About = 'disputed' | 'answered' | 'ended' | 'appealed'

const ABOUT: Partial<Record<ReviewActKind, About>> = {
  disputed: 'disputed',
  answered: 'answered',
  corrected: 'ended',
  withdrawn: 'ended',
  ruled: 'ended',
  silenced: 'ended',
  owner_ruled: 'ended',
  appeal_lapsed: 'ended',
  appealed: 'appealed',
}

/** Who hears of an act: whoever is to act next, and both sides of what has ended; never the one who did it, nor somebody who has left. */
export async function tellWishes(store: StoreScope, portalId: number, { after: { choice, standing }, act }: Happened, key: string): Promise<NewIntention[]> {
  const about = ABOUT[act.kind]
  if (about === undefined)
    return []
  const people = await store.people.list(portalId)
  const gone = new Set(people.filter(person => !person.active).map(person => person.userId))
  const roles = await store.roles.list(portalId)
  const holding = (role: string): number[] => roles.filter(row => row.role === role).map(row => row.userId)
  const item = await store.items.get(portalId, choice.item)
  const rep = [choice.authorId, item?.assignedBy ?? null].find(userId => userId !== null && !gone.has(userId)) ?? null
  const reps = rep === null ? holding('rop') : [rep]
  const hearers: Record<About, (number | null)[]> = { disputed: reps, answered: [standing.reviewerId], ended: [...reps, standing.reviewerId, ...(act.kind === 'owner_ruled' ? [standing.rulerId, ...holding('rop')] : [])], appealed: holding('owner') }
  const userIds = [...new Set(hearers[about])].filter(userId => userId !== null && userId !== act.actorId && !gone.has(userId))
  return userIds.map(userId => ({ kind: 'notify', ...choice.item, dedupeKey: `${key}tell:${userId}`, payload: { notice: 'review', about, userId, reviewId: choice.reviewId, seq: act.seq } }))
}
