import type { ReviewPreferences } from '../../src/contracts/api/review-preferences.schema.ts'
import type { ReviewFilter } from '../../src/contracts/api/review.schema.ts'
import type { Role } from '../../src/domain/role.ts'
import type { ReviewTab } from './review-tabs.ts'
import { DESK_OF, filterOf, tabOf } from './review-tabs.ts'

/** What the page shows. */
export interface ReviewView {
  /** Null = the person has no role. */
  tab: ReviewTab | null
  filter: ReviewFilter
  whose: 'all' | 'mine'
  /** Author of the verdicts shown; null = everybody. */
  rep: number | null
}

/** Parts of the address the page writes. */
export const VIEW_PARTS = ['tab', 'filter', 'whose', 'rep'] as const

const whole = (text: string | null | undefined): number | null => /^[1-9]\d{0,9}$/.test(text ?? '') ? Number(text) : null

/** The address wins over what was remembered; what is remembered holds for the tab it was about. */
export function viewFrom(address: URLSearchParams, kept: ReviewPreferences, roles: readonly Role[]): ReviewView {
  const tab = tabOf(address.get('tab') ?? kept.tab, roles)
  const desk = tab === null ? undefined : DESK_OF[tab]
  const isKept = tab !== null && tab === kept.tab
  return {
    tab,
    filter: desk ? filterOf(address.get('filter') ?? (isKept ? kept.filter : undefined), desk) : 'all',
    whose: (address.get('whose') ?? (isKept ? kept.whose : undefined)) === 'mine' ? 'mine' : 'all',
    rep: whole(address.get('rep')) ?? (isKept ? kept.rep ?? null : null),
  }
}

/** The same as parts of an address; what is as always is left out. */
export function viewToAddress({ tab, filter, whose, rep }: ReviewView): Record<string, string> {
  return {
    ...(tab === null ? {} : { tab }),
    ...(filter === 'all' ? {} : { filter }),
    ...(whose === 'all' ? {} : { whose }),
    ...(rep === null ? {} : { rep: String(rep) }),
  }
}

/** The same as the server remembers it. */
export function viewToPreferences({ tab, filter, whose, rep }: ReviewView): ReviewPreferences {
  return { ...(tab === null ? {} : { tab }), filter, whose, ...(rep === null ? {} : { rep }) }
}
