import type { CrmItem, EntityTypeId, FieldValue, MultiField } from '../../crm/crm-item.ts'
import type { FieldSpec } from '../../crm/fields/field-spec.ts'
import type { Html } from '../html.ts'
import type { View } from '../view.ts'
import { inputDay, inputTime } from '../format.ts'
import { html } from '../html.ts'
import { nameOf } from '../person.ts'
import { itemTitle } from './entity.ts'

/** Where a control stands. */
export interface EditContext {
  view: View
  entityTypeId: EntityTypeId
  item: CrmItem
  spec: FieldSpec
  /** Accessible name. */
  label: string
  isRequired: boolean
}

const inputTypes: Record<string, string> = { integer: 'number', double: 'number', datetime: 'datetime-local', date: 'date', url: 'url' }

interface Choice {
  value: string
  text: string
}

/** Control for a field; names of lists end with `[]`, which an empty hidden input keeps in the form when nothing is ticked. */
export function fieldEdit(context: EditContext): Html {
  const { spec, item } = context
  const value = item[spec.name]
  const values = (Array.isArray(value) ? value : [value]).map(one => one === null || one === undefined ? '' : one as string | number)
  if (spec.name === 'opportunity')
    return amount(context)
  if (spec.type === 'boolean')
    return checkbox(context, value === 'Y' || value === 1)
  if (spec.type === 'file')
    return html`<input type="file" name="${spec.name}" aria-label="${context.label}">`
  const choices = choicesOf(context)
  if (choices && spec.isMultiple)
    return checkboxes(context, choices, values.map(String))
  if (choices)
    return select(context, choices, String(values[0] ?? ''))
  if (spec.type === 'text')
    return html`<textarea ${attributes(context)}>${String(values[0] ?? '')}</textarea>`
  return spec.isMultiple ? manyInputs(context, values) : input(context, values[0] ?? '', spec.name)
}

/** Inputs for phones or e-mails: one per entry and an empty one. */
export function multiFieldEdit(item: CrmItem, typeId: MultiField['typeId'], label: string): Html {
  const entries = (item.fm ?? []).filter(entry => entry.typeId === typeId)
  const rows: { id: number, value: string }[] = [...entries, { id: 0, value: '' }]
  return html`${rows.map(row => html`<input type="${typeId === 'PHONE' ? 'tel' : 'email'}" name="fm:${typeId}:${row.id}" value="${row.value}" aria-label="${label}">`)}`
}

function attributes(context: EditContext, name = context.spec.name): Html {
  return html`name="${name}" aria-label="${context.label}" ${context.isRequired && html`aria-required="true"`}`
}

function amount(context: EditContext): Html {
  const { item, view } = context
  const currencies = [...new Set([String(item.currencyId ?? view.portal.settings.currency), view.portal.settings.currency, 'RUB', 'USD', 'EUR'])]
  return html`<div class="pair"><input type="number" step="any" min="0" value="${item.opportunity ?? ''}" ${attributes(context)}>
<select name="currencyId" aria-label="${context.label}: ISO">${currencies.map(code => html`<option ${code === item.currencyId && html`selected`}>${code}</option>`)}</select></div>`
}

function checkbox(context: EditContext, isOn: boolean): Html {
  return html`<input type="hidden" name="${context.spec.name}" value="N"><label class="check"><input type="checkbox" value="Y" ${isOn && html`checked`} ${attributes(context)}>${context.view.words('value.yes')}</label>`
}

function checkboxes(context: EditContext, choices: Choice[], chosen: string[]): Html {
  const name = `${context.spec.name}[]`
  if (choices.length === 0)
    return html`<span class="soft">${context.view.words('value.empty')}</span>`
  return html`<fieldset><legend class="visually-hidden">${context.label}</legend><input type="hidden" name="${name}" value="">
${choices.map(choice => html`<label class="check"><input type="checkbox" name="${name}" value="${choice.value}" ${chosen.includes(choice.value) && html`checked`}>${choice.text}</label>`)}</fieldset>`
}

function select(context: EditContext, choices: Choice[], chosen: string): Html {
  const { words } = context.view
  return html`<select ${attributes(context)}><option value="">${words('value.notChosen')}</option>
${choices.map(choice => html`<option value="${choice.value}" ${choice.value === chosen && html`selected`}>${choice.text}</option>`)}</select>`
}

function manyInputs(context: EditContext, values: (string | number)[]): Html {
  const rows = values.filter(value => value !== '').concat('')
  return html`${rows.map(value => input(context, value, `${context.spec.name}[]`))}`
}

function input(context: EditContext, value: string | number, name: string): Html {
  const { spec, view } = context
  const shown = value === '' ? '' : spec.type === 'datetime' ? inputTime(view, Number(value)) : spec.type === 'date' ? inputDay(view, Number(value)) : String(value)
  if (spec.type === 'money')
    return moneyInput(context, String(value), name)
  return html`<input type="${inputTypes[spec.type] ?? 'text'}" value="${shown}" ${spec.type === 'double' && html`step="any"`} ${attributes(context, name)}>`
}

function moneyInput(context: EditContext, value: string, name: string): Html {
  const [sum = '', currency = ''] = value.split('|')
  return html`<div class="pair"><input type="number" step="any" value="${sum}" ${attributes(context, `money:${name}`)}>
<input name="currency:${name}" value="${currency || context.view.portal.settings.currency}" maxlength="3" aria-label="${context.label}: ISO"></div>`
}

const linkTypes: Record<string, EntityTypeId> = { crm_lead: 1, crm_deal: 2, crm_contact: 3, crm_company: 4 }

/** Closed lists of a field; undefined for fields that are typed in. */
function choicesOf(context: EditContext): Choice[] | undefined {
  const { view, spec } = context
  const { portal } = view
  if (spec.type === 'user' || spec.type === 'employee')
    return portal.people.list().filter(user => user.active).map(user => ({ value: String(user.id), text: nameOf(user) }))
  if (spec.type === 'crm_status')
    return portal.crm.directories.list(spec.statusType ?? '').map(row => ({ value: row.statusId, text: row.name }))
  if (spec.type === 'enumeration')
    return (spec.items ?? []).map(option => ({ value: option.ID, text: option.VALUE }))
  const linked = linkTypes[spec.type]
  return linked === undefined ? undefined : linkedChoices(view, linked, context.item[spec.name])
}

/** The latest items of a kind, and those already linked. */
function linkedChoices(view: View, entityTypeId: EntityTypeId, value: FieldValue): Choice[] {
  const { crm } = view.portal
  const latest = crm.list(entityTypeId, { order: { id: 'DESC' }, limit: 50, counted: false }, view.actor).items
  const linked = (Array.isArray(value) ? value : [value]).flatMap((id) => {
    const item = crm.get(entityTypeId, Number(id))
    return item ? [item] : []
  })
  const all = new Map([...linked, ...latest].map(item => [item.id, item]))
  return [...all.values()].map(item => ({ value: String(item.id), text: itemTitle(entityTypeId, item, view.language) }))
}
