import type { CrmItem, EntityTypeId, MultiField } from '../crm/crm-item.ts'
import type { ToldDeal, ToldLead } from './story-parts.ts'
import type { DealTelling } from './tell-deal.ts'
import type { Vocabulary } from './vocabulary.ts'
import { COMPANY, CONTACT, DEAL } from '../crm/crm-item.ts'
import { tellDeal } from './tell-deal.ts'

const dayMs = 24 * 3_600_000
/** Part of the won clients who come again by themselves. */
const returningShare = 0.3

/** What the stories of clients draw on. */
export interface ClientTelling extends DealTelling {
  words: Vocabulary
  currency: string
  nextId: (entityTypeId: EntityTypeId) => number
  nextMultiFieldId: () => number
}

/** Everything that came of converted leads; deals are numbered in the order of their birth. */
export interface Clients {
  contacts: CrmItem[]
  companies: CrmItem[]
  deals: ToldDeal[]
}

/** Contacts, companies and deals of converted leads, and deals of clients who come again without a lead. */
export function tellClients(telling: ClientTelling, leads: readonly ToldLead[]): Clients {
  const converted = leads.filter(lead => lead.convertedAt !== null).sort((a, b) => (a.convertedAt ?? 0) - (b.convertedAt ?? 0))
  const contacts: CrmItem[] = []
  const companies: CrmItem[] = []
  const deals: ToldDeal[] = []
  for (const lead of converted) {
    const company = lead.item.companyTitle === undefined ? null : companyOf(telling, lead)
    const contact = contactOf(telling, lead, company)
    contacts.push(contact)
    if (company)
      companies.push(company)
    lead.item.contactIds = [contact.id]
    if (company)
      lead.item.companyId = company.id
    const deal = firstDeal(telling, lead, contact, company)
    deals.push(deal)
    if (deal.steps.at(-1)?.semanticId === 'S' && telling.chance.happens(returningShare))
      deals.push(...repeatDeal(telling, deal))
  }
  deals.sort((a, b) => a.item.createdTime - b.item.createdTime)
  const numbered = deals.map(deal => ({ ...deal, item: { ...deal.item, id: telling.nextId(DEAL) } }))
  return { contacts, companies, deals: numbered }
}

function base(lead: ToldLead, id: number): CrmItem {
  const at = lead.convertedAt ?? lead.item.createdTime
  const userId = lead.habit.userId
  return { id, createdTime: at, updatedTime: at, createdBy: userId, updatedBy: userId, assignedById: userId, opened: 'Y', leadId: lead.item.id, lastActivityTime: at, lastActivityBy: userId, ...sourceOf(lead) }
}

function sourceOf({ item }: ToldLead): Partial<CrmItem> {
  const names = ['sourceId', 'utmSource', 'utmMedium', 'utmCampaign', 'utmContent', 'utmTerm']
  return Object.fromEntries(names.filter(name => item[name] !== undefined).map(name => [name, item[name]]))
}

function companyOf({ nextId, currency }: ClientTelling, lead: ToldLead): CrmItem {
  return { ...base(lead, nextId(COMPANY)), title: String(lead.item.companyTitle), typeId: 'CUSTOMER', currencyId: currency }
}

function contactOf({ nextId, nextMultiFieldId }: ClientTelling, lead: ToldLead, company: CrmItem | null): CrmItem {
  const fm: MultiField[] = (lead.item.fm ?? []).map(entry => ({ ...entry, id: nextMultiFieldId() }))
  return { ...base(lead, nextId(CONTACT)), name: lead.item.name, lastName: lead.item.lastName, typeId: 'CLIENT', fm, ...company ? { companyIds: [company.id] } : {} }
}

function firstDeal(telling: ClientTelling, lead: ToldLead, contact: CrmItem, company: CrmItem | null): ToldDeal {
  const custom = Object.entries(lead.item).filter(([name]) => name.startsWith('UF_CRM_') && name !== 'UF_CRM_PRODUCT_GROUP')
  return tellDeal(telling, {
    bornAt: lead.convertedAt ?? lead.item.createdTime,
    title: lead.item.title ?? '',
    lead,
    productIndex: lead.productIndex,
    fields: {
      ...sourceOf(lead),
      ...Object.fromEntries(custom),
      assignedById: lead.habit.userId,
      leadId: lead.item.id,
      contactIds: [contact.id],
      ...company ? { companyId: company.id } : {},
      currencyId: telling.currency,
      ...lead.item.opportunity === undefined ? {} : { opportunity: lead.item.opportunity },
      isReturnCustomer: 'N',
    },
  })
}

/** Empty when the client's second visit lies in the future. */
function repeatDeal(telling: ClientTelling, earlier: ToldDeal): ToldDeal[] {
  const { chance, now, words } = telling
  const bornAt = Math.floor(((earlier.steps.at(-1)?.at ?? now) + chance.between(10, 70) * dayMs) / 1000) * 1000
  if (bornAt > now)
    return []
  const productIndex = chance.whole(0, words.products.length - 1)
  const { item } = earlier
  return [tellDeal(telling, {
    bornAt,
    title: `${words.products[productIndex] ?? ''} (${item.title ?? ''})`,
    lead: null,
    productIndex,
    fields: { assignedById: item.assignedById, contactIds: item.contactIds, companyId: item.companyId, currencyId: item.currencyId, sourceId: 'PARTNER', isReturnCustomer: 'Y' },
  })]
}
