import type { Role } from './role.ts'
import { hasGrant } from './rights.ts'

/** Our pages, by the name in their address. */
export const PAGES = ['home', 'ledger', 'treaty', 'review', 'kpi', 'council', 'money', 'install', 'health'] as const

/** One of our pages. */
export type PageName = typeof PAGES[number]

/** The pages somebody may open, in the order of the menu. */
export function pagesOf(roles: readonly Role[]): PageName[] {
  return [
    'home',
    ...(hasGrant(roles, 'item_facts') ? ['review' as const] : []),
    ...(hasGrant(roles, 'figures') ? ['kpi' as const] : []),
    ...(hasGrant(roles, 'read_treaty') ? ['treaty' as const] : []),
    ...(hasGrant(roles, 'item_facts') ? ['ledger' as const] : []),
    ...(hasGrant(roles, 'edit_people') ? ['install' as const] : []),
    ...(hasGrant(roles, 'see_health') ? ['health' as const] : []),
  ]
}
