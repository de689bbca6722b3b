/** Does a value fit a documented type? The documented types are loose, so is this: numbers travel as text, lists and objects stand for each other. */
export type FitsKind = (value: unknown) => boolean

const kindChecks: Record<string, FitsKind> = {
  string: value => typeof value !== 'object',
  integer: value => typeof value === 'number' ? Number.isInteger(value) : typeof value === 'boolean' || isText(value, /^-?\d*$/),
  number: value => typeof value === 'number' || typeof value === 'boolean' || isText(value, /^-?\d*(?:\.\d+)?$/),
  boolean: value => typeof value === 'boolean' || value === 0 || value === 1 || isText(value, /^(?:[yn01]|true|false)?$/i),
  date: value => typeof value === 'string' || typeof value === 'number',
  object: value => typeof value === 'object' || value === '',
  array: value => typeof value === 'object' || value === '',
}

/**
 * A check for a documented type such as `integer`, `crm_status|null` or `string[]`; everything fits a type nobody described.
 * A missing value (null) fits every type.
 */
export function compileKind(type: string, kinds: Readonly<Record<string, string>>): FitsKind {
  const checks = type.split('|').map(part => compileOne(part.trim(), kinds))
  return value => value === null || value === undefined || checks.some(check => check(value))
}

function compileOne(type: string, kinds: Readonly<Record<string, string>>): FitsKind {
  if (!type.endsWith('[]'))
    return kindChecks[kinds[type] ?? 'any'] ?? (() => true)
  const element = compileOne(type.slice(0, -2), kinds)
  // PHP makes a list of a lone value.
  return value => typeof value === 'object' || element(value)
}

function isText(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value)
}
