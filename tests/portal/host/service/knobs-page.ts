import type { Html } from '../html.ts'
import type { Page, View } from '../view.ts'
import { z } from 'zod'
import { knobValuesSchema } from '../../knobs/knob-values.ts'
import { formatCount } from '../format.ts'
import { html } from '../html.ts'
import { knobWords } from '../words/knobs.ts'

/** What the knobs' schema says about one knob. */
interface KnobShape {
  type?: string
  enum?: unknown[]
  anyOf?: { const?: unknown, type?: string }[]
  minimum?: number
  maximum?: number
  default?: unknown
}

const shapes = z.toJSONSchema(knobValuesSchema, { io: 'input' }).properties as Record<string, KnobShape>

/** Every knob with a control, what it does, and whether it was turned. */
export function knobsPage(view: View): Page {
  const { words, portal } = view
  const values = portal.knobs.all() as Readonly<Record<string, unknown>>
  const query = view.exchange.url.searchParams
  return {
    title: words('knobs.title'),
    menu: '/_knobs/page/',
    content: html`<div class="page-head"><h1>${words('knobs.title')}</h1></div><div class="stack"><p class="soft">${words('knobs.hint')}</p>
${query.get('saved') && html`<p class="message good">${words('knobs.saved')}</p>`}${query.get('wrong') && html`<p class="message error">${words('knobs.wrong')}: ${query.get('wrong')}</p>`}
<p class="message">${words('knobs.clientMessages', { count: formatCount(view, portal.crm.robots.allClientMessages()) })}</p>
<form class="white stack" method="post" action="/_host/knobs"><div class="knob-rows">${Object.entries(shapes).map(([name, shape]) => knobRow(view, name, shape, values[name]))}</div>
<div class="row"><button class="button primary" type="submit" name="do" value="save">${words('button.save')}</button><button class="button" type="submit" name="do" value="reset">${words('button.reset')}</button></div></form></div>`,
  }
}

function knobRow(view: View, name: string, shape: KnobShape, value: unknown): Html {
  const text = knobWords[name]?.[view.language === 'ru' ? 0 : 1] ?? name
  const isTurned = JSON.stringify(value) !== JSON.stringify(shape.default)
  return html`<div class="knob"><div><label for="knob-${name}">${text}</label> ${isTurned && html`<span class="badge warning">${view.words('knobs.changed')}</span>`}<br><span class="name">${name}</span></div><div>${control(view, name, shape, value)}</div></div>`
}

function control(view: View, name: string, shape: KnobShape, value: unknown): Html {
  const id = `knob-${name}`
  const choices = shape.enum ?? (shape.anyOf?.every(one => 'const' in one) ? shape.anyOf.map(one => one.const) : undefined)
  if (shape.type === 'boolean')
    return html`<select id="${id}" name="${name}"><option value="false">${view.words('value.no')}</option><option value="true" ${value === true && html`selected`}>${view.words('value.yes')}</option></select>`
  if (choices)
    return html`<select id="${id}" name="${name}">${choices.map(choice => html`<option value="${JSON.stringify(choice)}" ${choice === value && html`selected`}>${String(choice)}</option>`)}</select>`
  if (shape.type === 'number' || shape.type === 'integer')
    return html`<input id="${id}" name="${name}" type="number" step="any" min="${shape.minimum ?? ''}" max="${shape.maximum ?? ''}" value="${Number(value)}">`
  if (shape.type === 'string')
    return html`<input id="${id}" name="text:${name}" value="${String(value)}">`
  return html`<textarea id="${id}" name="${name}" rows="2" spellcheck="false">${JSON.stringify(value)}</textarea>`
}

/** Turns the knobs of the form; nothing when one is wrong. @returns the page to see next */
export function turnKnobs(view: View, input: Record<string, unknown>): string {
  if (input.do === 'reset') {
    view.portal.knobs.reset()
    return '/_knobs/page/?saved=1'
  }
  const changes: Record<string, unknown> = {}
  const problems: string[] = []
  for (const [name, text] of Object.entries(input)) {
    if (name === 'do' || typeof text !== 'string')
      continue
    try {
      changes[name.replace(/^text:/, '')] = name.startsWith('text:') ? text : JSON.parse(text === '' ? 'null' : text)
    }
    catch {
      problems.push(`${name}: JSON`)
    }
  }
  if (problems.length === 0)
    problems.push(...view.portal.knobs.apply(changes))
  return problems.length === 0 ? '/_knobs/page/?saved=1' : `/_knobs/page/?wrong=${encodeURIComponent(problems.join('; '))}`
}
