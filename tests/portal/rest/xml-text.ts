/**
 * An answer as `.xml` addresses give it: `<response>` around one element per key, numbered keys and list entries as
 * `<item>`, nothing for null, 1 or nothing for true and false. The form is the platform's, no page describes it.
 */
export function xmlText(body: Readonly<Record<string, unknown>>): string {
  return `<?xml version="1.0" encoding="utf-8" ?><response>${inside(body)}</response>`
}

function inside(value: unknown): string {
  if (Array.isArray(value))
    return value.map(element => `<item>${inside(element)}</item>`).join('')
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).map(([key, element]) => wrapped(elementName(key), inside(element))).join('')
  if (typeof value === 'boolean')
    return value ? '1' : ''
  return value === null || value === undefined ? '' : escaped(String(value))
}

function wrapped(name: string, content: string): string {
  return `<${name}>${content}</${name}>`
}

/** Keys of maps may be any text; what is no name in XML becomes an item. */
function elementName(key: string): string {
  return /^[A-Z_][\w.-]*$/i.test(key) ? key : 'item'
}

/** Also drops the control characters that XML has no way to write. */
function escaped(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text
    .replaceAll(/[&<>"]/g, sign => entities[sign] ?? sign)
    // eslint-disable-next-line no-control-regex -- exactly these are forbidden
    .replaceAll(/[\u0000-\u0008\v\f\u000E-\u001F\uFFFE\uFFFF]/g, '')
}
