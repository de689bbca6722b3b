import type { PlacementPost } from '../src/contracts/posts/placement-post.schema.ts'
import type { Words } from '../src/domain/words.ts'
import { appLinkSchema } from '../src/contracts/posts/placement-options.schema.ts'

/** A page of ours: its address, and the built page behind it. */
export interface OwnPage {
  path: string
  /** Folder below `dist/widgets`, or how to choose it. */
  page: string | ((post: PlacementPost, query: Record<string, unknown>) => string)
  isLean?: boolean
}

/** A widget of ours in the portal. */
export interface OwnPlacement {
  placement: string
  path: string
  title: Words
}

/** Pages a link, a message or the menu may name. */
const NAMED_PAGES = ['home', 'review', 'kpi', 'treaty', 'ledger', 'lead-tab', 'install', 'health']

const TITLE: Words = { ru: 'Мирный договор', en: 'Peace Treaty' }

/** Widgets by place. @see architecture section 6 */
export const OWN_PLACEMENTS: readonly OwnPlacement[] = [
  { placement: 'CRM_LEAD_DETAIL_TAB', path: '/placement/lead-tab', title: { ru: 'Обратная связь', en: 'Feedback' } },
  { placement: 'CRM_DEAL_DETAIL_TAB', path: '/placement/deal-tab', title: { ru: 'Обратная связь', en: 'Feedback' } },
  { placement: 'CRM_LEAD_DETAIL_TOOLBAR', path: '/placement/lead-toolbar', title: { ru: 'Дать обратную связь', en: 'Give feedback' } },
  { placement: 'CRM_LEAD_LIST_MENU', path: '/placement/lead-menu', title: { ru: 'Обратная связь', en: 'Feedback' } },
  { placement: 'CRM_ANALYTICS_MENU', path: '/placement/analytics', title: TITLE },
  { placement: 'LEFT_MENU', path: '/placement/home', title: TITLE },
  { placement: 'REST_APP_URI', path: '/placement/link', title: TITLE },
]

/** Address of the page inside our custom field. */
export const FIELD_PAGE_PATH = '/placement/feedback-field'

/** Every page with an address of its own. `/install` is the wizard's and stands apart. */
export const OWN_PAGES: readonly OwnPage[] = [
  { path: '/app', page: namedPage },
  { path: '/placement/lead-tab', page: 'lead-tab' },
  { path: '/placement/deal-tab', page: 'lead-tab' },
  { path: '/placement/lead-toolbar', page: 'lead-tab' },
  { path: '/placement/lead-menu', page: 'lead-tab' },
  { path: '/placement/analytics', page: 'kpi' },
  { path: '/placement/home', page: namedPage },
  { path: '/placement/link', page: namedPage },
  { path: FIELD_PAGE_PATH, page: 'feedback-field', isLean: true },
]

/** The page a link asks for: by the options the portal passes on, or by the address inside our own frame; home otherwise. */
function namedPage(post: PlacementPost, query: Record<string, unknown>): string {
  const link = appLinkSchema.safeParse(post.options)
  const wished = link.success && link.data.page !== null ? link.data.page : query.page
  if (typeof wished === 'string' && NAMED_PAGES.includes(wished))
    return wished
  return link.success && link.data.itemId !== null ? 'lead-tab' : 'home'
}
