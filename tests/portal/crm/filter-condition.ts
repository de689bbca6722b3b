/** Comparison words of list filters, longest first. @see api-reference/crm/universal/crm-item-list.md */
const prefixes = ['!=%', '!%=', '>=', '<=', '!@', '=%', '%=', '!%', '!=', '>', '<', '@', '%', '=', '!'] as const

/** What a filter key asks for. */
export type Comparison = 'equal' | 'not equal' | 'in' | 'not in' | 'greater' | 'greater or equal' | 'less' | 'less or equal' | 'contains' | 'not contains' | 'like' | 'not like'

const comparisons: Record<(typeof prefixes)[number] | '', Comparison> = {
  '': 'equal',
  '=': 'equal',
  '!': 'not equal',
  '!=': 'not equal',
  '@': 'in',
  '!@': 'not in',
  '>': 'greater',
  '>=': 'greater or equal',
  '<': 'less',
  '<=': 'less or equal',
  '%': 'contains',
  '!%': 'not contains',
  '=%': 'like',
  '%=': 'like',
  '!=%': 'not like',
  '!%=': 'not like',
}

/** Splits `>=createdTime` into comparison and field name. */
export function splitFilterKey(key: string): { comparison: Comparison, name: string } {
  const prefix = prefixes.find(one => key.startsWith(one)) ?? ''
  return { comparison: comparisons[prefix], name: key.slice(prefix.length) }
}

type Scalar = string | number | null

/** Test of one stored value (null = empty) against one wanted value or a list of them; text is compared without case. */
export function comparisonTest(comparison: Comparison, wanted: readonly Scalar[]): (value: Scalar) => boolean {
  const [first = null] = wanted
  const isAmong = (value: Scalar): boolean => wanted.some(one => same(value, one))
  switch (comparison) {
    case 'equal': case 'in': return isAmong
    case 'not equal': case 'not in': return value => !isAmong(value)
    case 'greater': return value => compares(value, first, order => order > 0)
    case 'greater or equal': return value => compares(value, first, order => order >= 0)
    case 'less': return value => compares(value, first, order => order < 0)
    case 'less or equal': return value => compares(value, first, order => order <= 0)
    case 'contains': return matches(wanted.map(one => `%${one ?? ''}%`), true)
    case 'not contains': return matches(wanted.map(one => `%${one ?? ''}%`), false)
    case 'like': return matches(wanted.map(one => String(one ?? '')), true)
    case 'not like': return matches(wanted.map(one => String(one ?? '')), false)
  }
}

function same(value: Scalar, wanted: Scalar): boolean {
  if (wanted === null || wanted === '')
    return value === null || value === ''
  if (typeof value === 'string' && typeof wanted === 'string')
    return value === wanted || value.toLowerCase() === wanted.toLowerCase()
  return value === wanted
}

function compares(value: Scalar, wanted: Scalar, isRight: (order: number) => boolean): boolean {
  if (value === null || wanted === null)
    return false
  return isRight(compareScalars(value, wanted))
}

/** Order of two values; the empty one comes first. */
export function compareScalars(a: Scalar, b: Scalar): number {
  if (a === b)
    return 0
  if (a === null || b === null)
    return a === null ? -1 : 1
  if (typeof a === 'number' && typeof b === 'number')
    return a - b
  const left = String(a).toLowerCase()
  const right = String(b).toLowerCase()
  return left < right ? -1 : left > right ? 1 : 0
}

/** `%` stands for any run of characters, `_` for one, as in SQL. */
function matches(patterns: readonly string[], isWanted: boolean): (value: Scalar) => boolean {
  const expressions = patterns.map((pattern) => {
    const source = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('%', '.*').replaceAll('_', '.')
    return new RegExp(`^${source}$`, 'isu')
  })
  return value => expressions.some(expression => expression.test(value === null ? '' : String(value))) === isWanted
}
