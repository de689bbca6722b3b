import type { Actor } from './actor.ts'
import type { CrmCore } from './crm-core.ts'
import type { CrmItem, EntityTypeId, FieldInput } from './crm-item.ts'
import type { Conversion, ConvertOptions } from './crm.ts'
import { addItem } from './add-item.ts'
import { COMPANY, CONTACT, DEAL, LEAD } from './crm-item.ts'
import { accessDenied, fieldRequired, itemNotFound, stageLocked } from './crm-refusals.ts'
import { missingFields } from './required-fields.ts'
import { isWithin, reachOf, requireSomeAccess } from './rights.ts'
import { updateItem } from './update-item.ts'

/** A change whose event is still to be raised. */
export interface PendingEvent {
  entityTypeId: EntityTypeId
  verb: 'ADD' | 'UPDATE'
  item: CrmItem
}

/** A conversion and the events it owes, in the order of the knob `conversionEventOrder`. */
export interface ConversionOutcome {
  conversion: Conversion
  pending: PendingEvent[]
}

/** Fields that travel from a lead to whatever is made of it. */
const sharedFields = ['assignedById', 'sourceId', 'sourceDescription', 'utmSource', 'utmMedium', 'utmCampaign', 'utmContent', 'utmTerm', 'opened'] as const

/**
 * Makes a contact, a company and a deal of a lead and closes it as a success. Raises no event.
 * @throws RestError NOT_FOUND, ACCESS_DENIED, CRM_FIELD_ERROR_REQUIRED, or without code when the lead may not be converted again
 */
export function convertLead(core: CrmCore, leadId: number, options: ConvertOptions, actor: Actor): ConversionOutcome {
  const lead = convertible(core, leadId, actor)
  const made: PendingEvent[] = []
  const make = (entityTypeId: EntityTypeId, fields: FieldInput): CrmItem => {
    const item = addItem(core, entityTypeId, { ...shared(lead), leadId, ...fields }, actor, 'robot')
    made.push({ entityTypeId, verb: 'ADD', item })
    return item
  }

  const company = linked(core, COMPANY, options.companyId ?? lead.companyId)
    ?? (options.company ? make(COMPANY, { title: lead.companyTitle ?? lead.title }) : null)
  const contact = linked(core, CONTACT, options.contactId ?? lead.contactIds?.[0])
    ?? (options.contact ? make(CONTACT, contactOf(lead, company)) : null)
  const deal = options.deal ? make(DEAL, dealOf(core, lead, contact, company, options.pipelineId ?? 0)) : null

  const success = core.stages(LEAD, 0).find(stage => stage.semanticId === 'S')
  const { item } = updateItem(core, LEAD, leadId, {
    stageId: success?.statusId,
    ...contact ? { contactIds: [contact.id] } : {},
    ...company ? { companyId: company.id } : {},
  }, actor, 'conversion')
  made.push({ entityTypeId: LEAD, verb: 'UPDATE', item })
  return { conversion: { lead: item, contact, company, deal }, pending: ordered(core, made) }
}

function convertible(core: CrmCore, leadId: number, actor: Actor): CrmItem {
  requireSomeAccess(core.portal, actor, 'crmWrite')
  const lead = core.tables[LEAD].get(leadId)
  if (lead === undefined)
    throw itemNotFound()
  if (!isWithin(reachOf(core.portal, actor, 'crmWrite'), lead))
    throw accessDenied()
  if (core.semanticOf(LEAD, lead) === 'S' && !core.portal.knobs.get('convertAgain'))
    throw stageLocked()
  if (core.portal.knobs.get('conversionChecksRequiredFields')) {
    const success = core.stages(LEAD, 0).find(stage => stage.semanticId === 'S')
    const [first] = missingFields(core, LEAD, { ...lead, stageId: success?.statusId ?? lead.stageId }, { mandatory: true, byStage: true })
    if (first)
      throw fieldRequired(first.title)
  }
  return lead
}

function linked(core: CrmCore, entityTypeId: EntityTypeId, id: number | undefined): CrmItem | null {
  return id === undefined ? null : core.tables[entityTypeId].get(id) ?? null
}

function shared(lead: CrmItem): FieldInput {
  return Object.fromEntries(sharedFields.filter(name => lead[name] !== undefined).map(name => [name, lead[name]]))
}

function contactOf(lead: CrmItem, company: CrmItem | null): FieldInput {
  const fm = lead.fm?.map(({ typeId, valueType, value }) => ({ typeId, valueType, value }))
  return {
    name: lead.name ?? (lead.lastName ? undefined : lead.title),
    lastName: lead.lastName,
    secondName: lead.secondName,
    post: lead.post,
    honorific: lead.honorific,
    ...fm ? { fm } : {},
    ...company ? { companyIds: [company.id] } : {},
  }
}

function dealOf(core: CrmCore, lead: CrmItem, contact: CrmItem | null, company: CrmItem | null, pipelineId: number): FieldInput {
  return {
    title: lead.title,
    categoryId: pipelineId,
    opportunity: lead.opportunity,
    currencyId: lead.currencyId,
    isManualOpportunity: lead.isManualOpportunity,
    comments: lead.comments,
    observers: lead.observers,
    contactIds: contact ? [contact.id] : lead.contactIds,
    companyId: company?.id ?? lead.companyId,
    ...core.portal.knobs.get('conversionCopiesUserFields') ? sameNamedFields(core, lead) : {},
  }
}

/** Custom fields of the lead that the deal has under the same name and type; list values travel by their XML_ID. */
function sameNamedFields(core: CrmCore, lead: CrmItem): FieldInput {
  const copied: FieldInput = {}
  for (const source of core.userFields.list(LEAD)) {
    const target = core.userFields.byName(DEAL, source.fieldName)
    const value = lead[source.fieldName]
    if (value === undefined || target?.userTypeId !== source.userTypeId || target.multiple !== source.multiple)
      continue
    if (source.userTypeId !== 'enumeration') {
      copied[source.fieldName] = value
      continue
    }
    const twins = (Array.isArray(value) ? value : [value]).map((id) => {
      const option = source.options.find(one => one.id === id)
      return target.options.find(one => one.xmlId === option?.xmlId || one.value === option?.value)?.id
    }).filter(id => id !== undefined)
    copied[source.fieldName] = source.multiple ? twins : twins[0]
  }
  return copied
}

function ordered(core: CrmCore, made: PendingEvent[]): PendingEvent[] {
  const order = core.portal.knobs.get('conversionEventOrder')
  if (order === 'deal first')
    return [...made].sort((a, b) => Number(b.entityTypeId === DEAL) - Number(a.entityTypeId === DEAL))
  if (order === 'lead first')
    return [...made].sort((a, b) => Number(b.entityTypeId === LEAD) - Number(a.entityTypeId === LEAD))
  return made.map(event => ({ event, rank: core.portal.random() })).sort((a, b) => a.rank - b.rank).map(({ event }) => event)
}
