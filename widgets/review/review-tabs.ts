import type { ReviewDesk, ReviewFilter } from '../../src/contracts/api/review.schema.ts'
import type { Role } from '../../src/domain/role.ts'

/** Tabs of the page, in the order shown: desks first, then what is read. */
export const REVIEW_TABS = ['queue', 'answers', 'rulings', 'appeals', 'reps', 'overdue', 'signals', 'changes', 'calibration', 'audit'] as const
/** A tab of the page. */
export type ReviewTab = typeof REVIEW_TABS[number]

/** Who has a tab; the server checks the same again. @see product section 2 */
const HOLDERS: Readonly<Record<ReviewTab, readonly Role[]>> = {
  queue: ['marketer', 'cmo'],
  answers: ['rep'],
  rulings: ['rop'],
  appeals: ['owner'],
  reps: ['rop', 'owner'],
  overdue: ['rop', 'cmo', 'owner'],
  signals: ['rop', 'owner'],
  changes: ['marketer', 'cmo', 'rop', 'owner'],
  calibration: ['rep', 'marketer', 'rop', 'cmo', 'owner'],
  audit: ['rep', 'marketer', 'rop', 'cmo', 'owner', 'admin'],
}

/** The desk behind a tab; the others have none. */
export const DESK_OF: Readonly<Partial<Record<ReviewTab, ReviewDesk>>> = { queue: 'marketing', answers: 'rep', rulings: 'rop', appeals: 'owner' }

/** Parts of each desk, in the order shown. */
export const FILTERS: Readonly<Record<ReviewDesk, readonly ReviewFilter[]>> = {
  marketing: ['all', 'disputes', 'spam', 'off_target', 'audit', 'rest', 'overdue', 'open', 'done'],
  rep: ['all', 'open', 'done'],
  rop: ['all', 'disputes', 'check', 'overdue', 'done'],
  owner: ['all', 'appeals', 'check', 'done'],
}

/** The tabs of somebody with these roles; empty without a role. */
export function tabsOf(roles: readonly Role[]): ReviewTab[] {
  return REVIEW_TABS.filter(tab => HOLDERS[tab].some(role => roles.includes(role)))
}

/** Reads a tab's name; what the person does not have is his first one. Null for somebody who has none. */
export function tabOf(text: string | null | undefined, roles: readonly Role[]): ReviewTab | null {
  const tabs = tabsOf(roles)
  return tabs.find(tab => tab === text) ?? tabs[0] ?? null
}

/** Reads a part's name; what this desk does not have is everything. */
export function filterOf(text: string | null | undefined, desk: ReviewDesk): ReviewFilter {
  return FILTERS[desk].find(filter => filter === text) ?? 'all'
}
