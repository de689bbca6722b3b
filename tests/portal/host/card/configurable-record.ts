import type { Activity } from '../../work/activities.ts'
import type { Html, HtmlValue } from '../html.ts'
import type { View } from '../view.ts'
import { formatTime } from '../format.ts'
import { html, isolated, safeHref } from '../html.ts'

/** One object of a layout: whatever an application has sent, read with care. */
type Dto = Record<string, unknown>

/** The reader and the record whose layout is drawn. */
interface RecordContext {
  view: View
  activity: Activity
  canWrite: boolean
}

/** Title of a configurable record. */
export function configurableTitle(context: RecordContext): HtmlValue {
  const header = dto(dto(context.activity.layout).header)
  const title = words(context.view, header.title)
  const linked = header.titleAction ? actionLink(context, header.titleAction, title) : html`<strong>${isolated(title)}</strong>`
  return html`${linked} ${entries(header.tags).filter(([, tag]) => isVisible(context, tag)).map(([, tag]) => drawTag(context, tag))}`
}

/** Blocks of the record, one under another; unknown types show nothing. */
export function configurableBody(context: RecordContext): Html {
  const blocks = entries(dto(dto(context.activity.layout).body).blocks)
  return html`${blocks.map(([, block]) => html`<div class="block-line">${drawBlock(context, block)}</div>`)}`
}

/** Native buttons (at most two) and the menu's own items; nothing once the record is completed. */
export function configurableFooter(context: RecordContext): Html | null {
  const footer = dto(dto(context.activity.layout).footer)
  const buttons = entries(footer.buttons).filter(([, button]) => isVisible(context, button)).slice(0, 2)
  const items = entries(dto(footer.menu).items).filter(([, item]) => isVisible(context, item))
  if (buttons.length + items.length === 0)
    return null
  return html`${buttons.map(([, button]) => drawButton(context, button))}${items.map(([, item]) => actionLink(context, item.action, words(context.view, item.title)))}`
}

function drawTag(context: RecordContext, tag: Dto): Html {
  const chip = html`<span class="badge ${kind(tag.type)}">${isolated(words(context.view, tag.title))}</span>`
  return tag.action ? html`<button type="button" class="link" ${actionData(context, tag.action)}>${chip}</button>` : chip
}

function drawButton(context: RecordContext, button: Dto): Html {
  const look = button.type === 'primary' ? 'primary' : ''
  const title = words(context.view, button.title)
  const action = dto(button.action)
  if (action.type === 'redirect')
    return html`<a class="button small ${look}" href="${safeHref(String(action.uri ?? ''))}">${isolated(title)}</a>`
  return html`<button type="button" class="button small ${look}" ${actionData(context, action)}>${isolated(title)}</button>`
}

function drawBlock(context: RecordContext, block: Dto): Html | null {
  const properties = dto(block.properties)
  if (properties.scope === 'mobile')
    return null
  switch (block.type) {
    case 'text': return textBlock(context, properties)
    case 'largeText': return html`<span class="multiline">${lines(words(context.view, properties.value))}</span>`
    case 'link': return actionLink(context, properties.action, words(context.view, properties.text), properties.bold === true)
    case 'deadline': return context.activity.deadlineAt === null ? null : html`<span>${formatTime(context.view, context.activity.deadlineAt)}</span>`
    case 'withTitle': return html`<span class="soft">${isolated(words(context.view, properties.title))}:</span> ${drawBlock(context, dto(properties.block))}`
    case 'lineOfBlocks': return html`${entries(properties.blocks).map(([, inner]) => drawBlock(context, inner))}`
    default: return null
  }
}

function textBlock(context: RecordContext, properties: Dto): Html {
  const value = words(context.view, properties.value)
  const size = properties.size === 'xs' || properties.size === 'sm' ? properties.size : 'md'
  const shown = properties.multiline === true ? lines(value) : isolated(value)
  const soft = properties.color === 'base_50' || properties.color === 'base_60' ? 'soft' : ''
  return html`<span class="text-${size} ${soft}" title="${words(context.view, properties.title)}">${properties.bold === true ? html`<b>${shown}</b>` : shown}</span>`
}

function lines(text: string): Html {
  return html`${text.split('\n').map((line, index) => html`${index > 0 && html`<br>`}${isolated(line)}`)}`
}

function actionLink(context: RecordContext, action: unknown, text: string, isBold = false): Html {
  const what = dto(action)
  const shown = isBold ? html`<b>${isolated(text)}</b>` : isolated(text)
  if (what.type === 'redirect')
    return html`<a href="${safeHref(String(what.uri ?? ''))}">${shown}</a>`
  return html`<button type="button" class="link" ${actionData(context, what)}>${shown}</button>`
}

/** What the browser module sends back or opens when the control is pressed. */
function actionData(context: RecordContext, action: unknown): Html {
  const what = dto(action)
  return html`data-record-action="${JSON.stringify({ activityId: context.activity.id, type: what.type ?? '', id: what.id ?? '', actionParams: what.actionParams ?? [], sliderParams: what.sliderParams ?? {}, appId: context.activity.appId })}"`
}

function isVisible(context: RecordContext, part: Dto): boolean {
  return part.scope !== 'mobile' && !(part.hideIfReadonly === true && !context.canWrite)
}

function kind(type: unknown): string {
  return typeof type === 'string' && /^[a-z]+$/.test(type) ? type : ''
}

/** A text, or the text of the reader's language, or any there is. */
function words(view: View, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number')
    return String(value)
  const byLanguage = dto(value)
  return String(byLanguage[view.language] ?? byLanguage.en ?? Object.values(byLanguage)[0] ?? '')
}

function dto(value: unknown): Dto {
  return typeof value === 'object' && value !== null ? value as Dto : {}
}

function entries(value: unknown): [string, Dto][] {
  return Object.entries(dto(value)).map(([key, inner]) => [key, dto(inner)])
}
