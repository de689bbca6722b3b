import type { CrmItem, EntityTypeId } from '../../crm/crm-item.ts'
import type { Language } from '../words/words.ts'
import { COMPANY, CONTACT, DEAL, LEAD } from '../../crm/crm-item.ts'

/** A kind of CRM item as addresses spell it. */
export type EntitySlug = 'lead' | 'deal' | 'contact' | 'company'

const slugs: Record<EntitySlug, EntityTypeId> = { lead: LEAD, deal: DEAL, contact: CONTACT, company: COMPANY }

/** Part of an expression for addresses with a kind of item in them. */
export const slugPattern = '(?<slug>lead|deal|contact|company)'

/** Number of a kind; lead for anything else, since routes let only kinds through. */
export function entityOf(slug: string | undefined): EntityTypeId {
  return slugs[slug as EntitySlug] ?? LEAD
}

/** Spelling of a kind in addresses. */
export function slugOf(entityTypeId: number): EntitySlug {
  return (Object.keys(slugs) as EntitySlug[]).find(slug => slugs[slug] === entityTypeId) ?? 'lead'
}

/** `ENTITY_ID` of custom fields on that kind. */
export function ownerCode(entityTypeId: EntityTypeId): string {
  return `CRM_${slugOf(entityTypeId).toUpperCase()}`
}

/** Address of the card; id 0 is a new one. */
export function cardPath(entityTypeId: number, id: number): string {
  return `/crm/${slugOf(entityTypeId)}/details/${id}/`
}

/** What a card is called: its title, the person's name, or its number. */
export function itemTitle(entityTypeId: number, item: CrmItem, language: Language): string {
  const name = `${item.name ?? ''} ${item.lastName ?? ''}`.trim()
  const title = entityTypeId === CONTACT ? name : (item.title ?? '').trim() || name
  return title || (language === 'ru' ? `Без названия №${item.id}` : `Untitled #${item.id}`)
}
