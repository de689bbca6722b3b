import type { LayoutSection } from '../portal/crm/card-layouts.ts'
import type { Portal } from '../portal/portal.ts'
import { DEAL, LEAD } from '../portal/crm/crm-item.ts'

/** How the fictional company has arranged its cards before our app comes: saved for everybody, so that the wizard may add to it. */
const leadCard: LayoutSection[] = [
  { name: 'main', title: 'О лиде', type: 'section', elements: ['TITLE', 'STATUS_ID', 'OPPORTUNITY_WITH_CURRENCY', 'SOURCE_ID', 'ASSIGNED_BY_ID'].map(element) },
  { name: 'client', title: 'Клиент', type: 'section', elements: ['NAME', 'LAST_NAME', 'PHONE', 'EMAIL'].map(element) },
  { name: 'order', title: 'Заказ', type: 'section', elements: ['UF_CRM_PRODUCT_GROUP', 'UF_CRM_REGION', 'UF_CRM_BUDGET', 'UF_CRM_INSTALL_ON', 'COMMENTS'].map(element) },
]

function element(name: string): LayoutSection['elements'][number] {
  return { name, optionFlags: 0 }
}

/** Saves the common card of simple and repeat leads. */
export function layOutCards(portal: Portal): void {
  for (const variant of [1, 2])
    portal.crm.layouts.set({ entityTypeId: LEAD, userId: null, variant }, structuredClone(leadCard))
  portal.crm.layouts.set({ entityTypeId: DEAL, userId: null, variant: 0 }, [{ name: 'main', title: 'О сделке', type: 'section', elements: ['TITLE', 'STAGE_ID', 'OPPORTUNITY_WITH_CURRENCY', 'CONTACT', 'ASSIGNED_BY_ID', 'LEAD_ID'].map(element) }])
}
