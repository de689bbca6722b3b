import type { CrmItem, EntityTypeId, FieldValue, MultiField } from '../../crm/crm-item.ts'
import type { FieldSpec } from '../../crm/fields/field-spec.ts'
import type { Html } from '../html.ts'
import type { View } from '../view.ts'
import { formatDay, formatMoney, formatTime } from '../format.ts'
import { html, isolated, safeHref } from '../html.ts'
import { nameById } from '../person.ts'
import { cardPath, itemTitle } from './entity.ts'

/** True when a field shows nothing. */
export function isEmptyValue(value: FieldValue): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

/** Links of an item to other items are empty at 0 as well. */
function isNothing(spec: FieldSpec, value: FieldValue): boolean {
  return isEmptyValue(value) || (value === 0 && (spec.name === 'opportunity' || /^(?:crm_|user|employee|enumeration)/.test(spec.type)))
}

/** A field's value for reading; null when it is empty. */
export function fieldView(view: View, entityTypeId: EntityTypeId, spec: FieldSpec, item: CrmItem): Html | null {
  const value = view.portal.crm.valueOf(entityTypeId, item, spec)
  if (spec.name === 'fm' || isNothing(spec, value))
    return null
  if (spec.name === 'opportunity')
    return html`${formatMoney(view, Number(value), String(item.currencyId ?? view.portal.settings.currency))}`
  const single = (Array.isArray(value) ? value : [value]) as (string | number)[]
  return html`${single.map((one, index) => html`${index > 0 && ', '}${oneValue(view, spec, one)}`)}`
}

/** Phones or addresses of an item, one a line; null when there are none. */
export function multiFieldView(item: CrmItem, typeId: MultiField['typeId']): Html | null {
  const entries = (item.fm ?? []).filter(entry => entry.typeId === typeId && entry.value !== '')
  if (entries.length === 0)
    return null
  const scheme = typeId === 'PHONE' ? 'tel:' : 'mailto:'
  return html`${entries.map((entry, index) => html`${index > 0 && html`<br>`}${/^[\w+@.()\- ]+$/.test(entry.value)
    ? html`<a href="${scheme + entry.value.replace(/\s/g, '')}">${entry.value}</a>`
    : isolated(entry.value)}`)}`
}

function oneValue(view: View, spec: FieldSpec, value: string | number): Html {
  const { portal, words } = view
  switch (spec.type) {
    case 'boolean': return html`${value === 'Y' || value === 1 || value === '1' ? words('value.yes') : words('value.no')}`
    case 'user':
    case 'employee': return isolated(nameById(view, Number(value)))
    case 'crm_status': return isolated(portal.crm.directories.find(spec.statusType ?? '', String(value))?.name ?? String(value))
    case 'enumeration': return isolated(spec.items?.find(option => option.ID === String(value))?.VALUE ?? String(value))
    case 'datetime': return html`${formatTime(view, Number(value))}`
    case 'date': return html`${formatDay(view, Number(value))}`
    case 'money': return html`${moneyText(view, String(value))}`
    case 'url': return html`<a href="${safeHref(String(value))}" rel="noopener" target="_blank">${isolated(String(value))}</a>`
    case 'file': return isolated(typeof value === 'object' ? (value as { name: string }).name : String(value))
    default: return linkView(view, spec, value) ?? isolated(String(value))
  }
}

const links: Record<string, number> = { crm_lead: 1, crm_deal: 2, crm_contact: 3, crm_company: 4 }

function linkView(view: View, spec: FieldSpec, value: string | number): Html | null {
  const entityTypeId = links[spec.type]
  if (entityTypeId === undefined)
    return null
  const item = view.portal.crm.get(entityTypeId as 1 | 2 | 3 | 4, Number(value))
  if (!item || !view.portal.crm.canRead(view.actor, entityTypeId as 1, item))
    return html`#${value}`
  return html`<a href="${cardPath(entityTypeId, item.id)}">${isolated(itemTitle(entityTypeId, item, view.language))}</a>`
}

function moneyText(view: View, value: string): string {
  const [amount = '', currency = ''] = value.split('|')
  return formatMoney(view, Number(amount), currency || view.portal.settings.currency)
}
