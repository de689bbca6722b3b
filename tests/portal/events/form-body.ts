type Pair = [name: string, value: string]

/**
 * Nested values as a form: `data[FIELDS][ID]=12`. Null and undefined become empty text, true and false 1 and 0; an empty
 * list or object cannot be expressed and leaves no key.
 */
export function formBody(values: Record<string, unknown>, encodeBrackets: boolean): string {
  return flatten(values)
    .map(([name, value]) => `${encodeBrackets ? encodeURIComponent(name) : encodeName(name)}=${encodeURIComponent(value)}`)
    .join('&')
}

/** The names and texts a form carries, in the order of the values. */
export function flatten(values: Record<string, unknown>): Pair[] {
  return Object.entries(values).flatMap(([name, value]) => flattenOne(name, value))
}

function flattenOne(name: string, value: unknown): Pair[] {
  if (Array.isArray(value))
    return value.flatMap((one, index) => flattenOne(`${name}[${index}]`, one))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inner]) => flattenOne(`${name}[${key}]`, inner))
  return [[name, wireText(value)]]
}

function wireText(value: unknown): string {
  if (value === null || value === undefined)
    return ''
  if (typeof value === 'boolean')
    return value ? '1' : '0'
  return String(value)
}

function encodeName(name: string): string {
  return encodeURIComponent(name).replaceAll('%5B', '[').replaceAll('%5D', ']')
}
