import type { UserId } from './ids.ts'
import type { Role } from './role.ts'

/**
 * How far a grant reaches: `all` items; `own` = assigned to the person or, for a head, to the people of his department;
 * `in_review` = items in his review; `appeals` = matters brought before him; `totals` = sums without lists;
 * `self_and_team` = own figures beside the team's average; `unranked` = all but the ranking of reps under the sample minimum.
 */
export type Reach = 'none' | 'own' | 'in_review' | 'appeals' | 'totals' | 'self_and_team' | 'unranked' | 'all'

/** What a role may see or do. @see product section 2 */
export const GRANTS = [
  'item_facts',
  'recording',
  'give_feedback',
  'review',
  'answer',
  'rule',
  'figures',
  'read_treaty',
  'draft_treaty',
  'sign_marketing',
  'sign_sales',
  'sign_owner',
  'edit_people',
  'see_health',
  'remove_data',
  'grant_pass',
  'pause_gate',
] as const

/** Something a role may see or do. */
export type Grant = typeof GRANTS[number]

/** Who looks or acts. */
export interface Viewer {
  readonly userId: UserId
  readonly roles: readonly Role[]
  /** People of the departments he heads, child departments included; empty for everybody else. */
  readonly teamUserIds: readonly UserId[]
}

type RoleGrants = Partial<Record<Grant, Reach>>

/** The one table of rights. What is not named is `none`. */
const TABLE: Readonly<Record<Role, RoleGrants>> = {
  rep: { item_facts: 'own', recording: 'own', give_feedback: 'own', answer: 'own', figures: 'self_and_team', read_treaty: 'all' },
  marketer: { item_facts: 'all', recording: 'in_review', review: 'all', figures: 'unranked', read_treaty: 'all' },
  rop: {
    item_facts: 'all',
    recording: 'all',
    give_feedback: 'all',
    answer: 'all',
    rule: 'all',
    figures: 'all',
    read_treaty: 'all',
    draft_treaty: 'all',
    sign_sales: 'all',
    grant_pass: 'all',
    pause_gate: 'all',
  },
  cmo: { item_facts: 'all', recording: 'all', review: 'all', figures: 'all', read_treaty: 'all', draft_treaty: 'all', sign_marketing: 'all' },
  owner: { item_facts: 'all', recording: 'all', rule: 'appeals', figures: 'all', read_treaty: 'all', draft_treaty: 'all', sign_owner: 'all' },
  admin: { figures: 'totals', read_treaty: 'all', edit_people: 'all', see_health: 'all', remove_data: 'all', pause_gate: 'all' },
}

/** From the narrowest to the widest, for people with several roles. */
const WIDTH: readonly Reach[] = ['none', 'totals', 'self_and_team', 'appeals', 'in_review', 'own', 'unranked', 'all']

/** How far a grant reaches for somebody with these roles: the widest of them. */
export function reachOf(roles: readonly Role[], grant: Grant): Reach {
  const reaches = roles.map(role => TABLE[role][grant] ?? 'none')
  return WIDTH.findLast(width => reaches.includes(width)) ?? 'none'
}

/** Says whether a role grants something at all, however far it reaches. */
export function hasGrant(roles: readonly Role[], grant: Grant): boolean {
  return reachOf(roles, grant) !== 'none'
}

/**
 * Says whether somebody may see or do something with one item.
 * `in_review` tells that the item is in his review; only the `recording` and figures grants ask.
 */
export function mayWithItem(viewer: Viewer, grant: Grant, item: { readonly assignedBy: UserId | null, readonly inReview?: boolean }): boolean {
  const reaches = viewer.roles.map(role => TABLE[role][grant] ?? 'none')
  return reaches.includes('all')
    || (reaches.includes('own') && isOwn(viewer, item.assignedBy))
    || (reaches.includes('in_review') && item.inReview === true)
}

/** An item is one's own when one is its assignee or heads the assignee's department. */
function isOwn(viewer: Viewer, assignedBy: UserId | null): boolean {
  return assignedBy !== null && (assignedBy === viewer.userId || viewer.teamUserIds.includes(assignedBy))
}

/** Who has already taken a side in one matter. */
export interface MatterParties {
  /** Author of the feedback. */
  readonly authorId: UserId | null
  /** Who accepted or disputed it. */
  readonly reviewerId: UserId | null
}

/** Nobody reviews feedback of his own, whatever roles he holds. */
export function mayReview(viewer: Viewer, parties: MatterParties): boolean {
  return reachOf(viewer.roles, 'review') === 'all' && parties.authorId !== viewer.userId
}

/** Nobody rules on a dispute in which he is a party: not the author, not the one who disputed. */
export function mayRule(viewer: Viewer, parties: MatterParties): boolean {
  return reachOf(viewer.roles, 'rule') === 'all' && parties.authorId !== viewer.userId && parties.reviewerId !== viewer.userId
}
