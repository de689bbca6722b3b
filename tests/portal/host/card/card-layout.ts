import type { CrmItem, EntityTypeId } from '../../crm/crm-item.ts'
import type { View } from '../view.ts'
import { DEAL, LEAD } from '../../crm/crm-item.ts'

/** One white card with its fields, in order. Elements are upper-case names as layouts keep them. */
export interface CardSection {
  name: string
  title: string
  elements: { name: string, alwaysShown: boolean }[]
}

const clientElements = ['NAME', 'LAST_NAME', 'PHONE', 'EMAIL']
const defaults: Record<EntityTypeId, string[]> = {
  1: ['TITLE', 'OPPORTUNITY', 'SOURCE_ID', ...clientElements, 'COMPANY_TITLE', 'CONTACT_IDS', 'COMPANY_ID', 'ASSIGNED_BY_ID', 'COMMENTS'],
  2: ['TITLE', 'OPPORTUNITY', 'CLOSEDATE', 'CONTACT_IDS', 'COMPANY_ID', 'LEAD_ID', 'SOURCE_ID', 'ASSIGNED_BY_ID', 'COMMENTS'],
  3: [...clientElements, 'POST', 'COMPANY_ID', 'LEAD_ID', 'SOURCE_ID', 'ASSIGNED_BY_ID', 'COMMENTS'],
  4: ['TITLE', 'PHONE', 'EMAIL', 'LEAD_ID', 'ASSIGNED_BY_ID', 'COMMENTS'],
}
const additional = ['SOURCE_DESCRIPTION', 'UTM_SOURCE', 'UTM_MEDIUM', 'UTM_CAMPAIGN', 'UTM_CONTENT', 'UTM_TERM', 'OBSERVERS', 'OPENED']

/**
 * Sections of a card: the employee's own layout if there is one, else the common one, else the portal's default, which
 * shows every custom field in a second section.
 */
export function cardSections(view: View, entityTypeId: EntityTypeId, item: CrmItem): CardSection[] {
  const saved = view.portal.crm.layouts.seenBy({ entityTypeId, userId: view.user.id, variant: layoutVariant(entityTypeId, item) })
  if (saved)
    return saved.map(section => ({ name: section.name, title: section.title, elements: section.elements.map(element => ({ name: element.name, alwaysShown: Number(element.optionFlags) === 1 })) }))
  return defaultSections(view, entityTypeId)
}

/** Which of several layouts of one kind a card uses: customer type of a lead (1 simple, 2 repeat), pipeline of a deal, else 0. */
function layoutVariant(entityTypeId: EntityTypeId, item: CrmItem): number {
  if (entityTypeId === LEAD)
    return item.isReturnCustomer === 'Y' ? 2 : 1
  return entityTypeId === DEAL ? item.categoryId ?? 0 : 0
}

function defaultSections(view: View, entityTypeId: EntityTypeId): CardSection[] {
  const { words, portal } = view
  const custom = portal.crm.userFields(entityTypeId).map(field => field.fieldName)
  const element = (name: string): CardSection['elements'][number] => ({ name, alwaysShown: name.startsWith('UF_') })
  const title = entityTypeId === LEAD ? words('card.about') : entityTypeId === DEAL ? words('card.aboutDeal') : words('card.general')
  return [
    { name: 'main', title, elements: (defaults[entityTypeId]).map(element) },
    { name: 'additional', title: words('card.additional'), elements: [...custom, ...additional].map(element) },
  ]
}
