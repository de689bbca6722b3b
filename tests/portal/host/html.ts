/** Markup that is safe to send: made only by `html`, `raw` and `scriptJson`, so plain text can never pass for it. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toString(): string {
    return this.text
  }
}

/** What may stand in a hole of an `html` template; `null`, `undefined` and `false` print nothing, lists are joined. */
export type HtmlValue = Html | string | number | boolean | null | undefined | readonly HtmlValue[]

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;', '`': '&#96;' }

/** Text for element content and for quoted attributes alike. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, character => entities[character] ?? character)
}

function print(value: HtmlValue): string {
  if (value === null || value === undefined || value === false || value === true)
    return ''
  if (value instanceof Html)
    return value.text
  if (Array.isArray(value))
    return value.map(print).join('')
  return escapeHtml(String(value))
}

/** Tagged template that escapes every hole; attributes must be quoted by the template itself. */
export function html(parts: TemplateStringsArray, ...values: HtmlValue[]): Html {
  let text = parts[0] ?? ''
  values.forEach((value, index) => {
    text += print(value) + (parts[index + 1] ?? '')
  })
  return new Html(text)
}

/** Markup written by the stand-in itself (icons); never for anything a person or an app has typed. */
export function raw(text: string): Html {
  return new Html(text)
}

/** A value for `<script type="application/json">`: no sequence in it can close the element. */
export function scriptJson(value: unknown): Html {
  return new Html(JSON.stringify(value ?? null).replace(/[<>&\u2028\u2029]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`))
}

/** Words of unknown direction (names, titles): isolated, so that right-to-left text cannot reorder its neighbours. */
export function isolated(text: string): Html {
  return html`<bdi>${text}</bdi>`
}

/** The address itself when a browser may follow it without running it, else `#`. */
export function safeHref(address: string): string {
  const trimmed = address.trim()
  if (/^https?:\/\//i.test(trimmed))
    return trimmed
  return /^\/(?![/\\])/.test(trimmed) ? trimmed : '#'
}
