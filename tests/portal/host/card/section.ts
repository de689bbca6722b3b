import type { CrmItem, EntityTypeId } from '../../crm/crm-item.ts'
import type { FieldSpec } from '../../crm/fields/field-spec.ts'
import type { Html } from '../html.ts'
import type { View } from '../view.ts'
import type { CardSection } from './card-layout.ts'
import { block } from '../block.ts'
import { html } from '../html.ts'
import { seenValues } from './conflict.ts'
import { fieldEdit, multiFieldEdit } from './field-edit.ts'
import { fieldLabel, findSpec } from './field-label.ts'
import { fieldView, multiFieldView } from './field-view.ts'
import { frameField } from './frame-field.ts'
import { requiredFieldNames } from './required-fields.ts'

/** A card with the section drawn on it. */
export interface SectionContext {
  view: View
  entityTypeId: EntityTypeId
  /** The item; of a new card, id 0 and its defaults. */
  item: CrmItem
  canWrite: boolean
}

/** One element of a section that exists in this portal. */
interface Element {
  name: string
  alwaysShown: boolean
  label: string
  /** Absent for phones and e-mails, which live together in `fm`. */
  spec: FieldSpec | null
}

/** A section for reading: filled fields, those marked "always show", and the frames of custom types. */
export function sectionView(context: SectionContext, section: CardSection): Html {
  const { words } = context.view
  const fields = elementsOf(context, section).flatMap((element) => {
    const shown = elementView(context, element)
    return shown ? [block(`field:${element.name}`, shown)] : []
  })
  return html`<section class="white section" data-section="${section.name}" data-mode="view">
<header><h2>${section.title}</h2>${context.canWrite && html`<button type="button" class="button quiet small" data-edit-section="${section.name}" aria-label="${words('button.edit')}: ${section.title}">${words('button.edit')}</button>`}</header>
<dl data-blocks>${fields.length > 0 ? fields : html`<div><dt class="visually-hidden">${section.title}</dt><dd class="none">${words('value.empty')}</dd></div>`}</dl></section>`
}

/** A section as a form. A new card is one form around all its sections. */
export function sectionEdit(context: SectionContext, section: CardSection): Html {
  const { view, item, entityTypeId } = context
  const elements = elementsOf(context, section)
  const names = elements.map(element => element.spec?.name ?? 'fm')
  return html`<form class="white section" data-section="${section.name}" data-mode="edit" data-save-section novalidate>
<header><h2>${section.title}</h2></header>
<input type="hidden" name="_seen" value="${JSON.stringify(seenValues(item, names))}">
<div class="fields">${elements.map(element => elementEdit(context, element, requiredFieldNames(view, entityTypeId, item)))}</div>
<div class="actions"><button class="button green" type="submit">${view.words('button.save')}</button><button class="button quiet" type="button" data-cancel-edit>${view.words('button.cancel')}</button></div></form>`
}

/** Sections of a card that does not exist yet, inside one form. */
export function newSection(context: SectionContext, section: CardSection): Html {
  const required = requiredFieldNames(context.view, context.entityTypeId, context.item)
  return html`<section class="white section" data-section="${section.name}" data-mode="edit"><header><h2>${section.title}</h2></header>
<div class="fields">${elementsOf(context, section).map(element => elementEdit(context, element, required))}</div></section>`
}

/** Controls for named fields only, e.g. those a stage requires. */
export function namedFields(context: SectionContext, names: readonly string[]): Html {
  const elements = names.flatMap((name) => {
    const element = elementOf(context, name, true)
    return element ? [element] : []
  })
  return html`${elements.map(element => elementEdit(context, element, new Set(names)))}`
}

function elementsOf(context: SectionContext, section: CardSection): Element[] {
  return section.elements.flatMap(({ name, alwaysShown }) => {
    const element = elementOf(context, name, alwaysShown)
    return element ? [element] : []
  })
}

function elementOf(context: SectionContext, name: string, alwaysShown: boolean): Element | null {
  if (name === 'PHONE' || name === 'EMAIL' || name === 'fm') {
    const phone = findSpec(context.view, context.entityTypeId, name === 'EMAIL' ? 'email' : 'phone')
    return phone ? { name: name === 'EMAIL' ? 'EMAIL' : 'PHONE', alwaysShown, label: fieldLabel(context.view, context.entityTypeId, phone), spec: null } : null
  }
  const spec = findSpec(context.view, context.entityTypeId, name === 'OPPORTUNITY_WITH_CURRENCY' ? 'opportunity' : name)
  if (!spec || spec.isDisabled || spec.name === 'stageId' || spec.name === 'currencyId')
    return null
  return { name: spec.name, alwaysShown, label: fieldLabel(context.view, context.entityTypeId, spec), spec }
}

function elementView(context: SectionContext, element: Element): Html | null {
  const { view, item } = context
  const frame = element.spec && frameField(context, element.spec, 'view')
  const value = frame ?? (element.spec ? fieldView(view, context.entityTypeId, element.spec, item) : multiFieldView(item, element.name as 'PHONE'))
  if (!value && !element.alwaysShown)
    return null
  return html`<dt>${element.label}</dt><dd class="${value ? '' : 'none'}">${value ?? view.words('value.empty')}</dd>`
}

function elementEdit(context: SectionContext, element: Element, required: ReadonlySet<string>): Html | null {
  const { spec, label } = element
  const isRequired = required.has(spec?.name ?? 'fm')
  const mark = isRequired && html` <span class="mark" aria-hidden="true">*</span><span class="visually-hidden">${context.view.words('field.required')}</span>`
  if (spec?.isReadOnly)
    return null
  const control = spec
    ? frameField(context, spec, 'edit') ?? fieldEdit({ ...context, spec, label, isRequired })
    : multiFieldEdit(context.item, element.name as 'PHONE', label)
  return html`<div class="field" data-field="${spec?.name ?? 'fm'}"><span class="label">${label}${mark}</span>${control}</div>`
}
