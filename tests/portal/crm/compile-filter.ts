import type { CrmItem, FieldValue } from './crm-item.ts'
import type { FieldSpec } from './fields/field-spec.ts'
import type { Comparison } from './filter-condition.ts'
import type { IndexedField } from './item-table.ts'
import { RestError } from '../rest/rest-error.ts'
import { parseTime } from '../work/iso-time.ts'
import { comparisonTest, splitFilterKey } from './filter-condition.ts'

type Scalar = string | number | null

/** How the caller's filter is understood. */
export interface FilterContext {
  /** Undefined: refused with INVALID_ARG_VALUE; `ignore`: skipped, as classic methods do. */
  resolve: (name: string) => FieldSpec | 'ignore' | undefined
  /** Stored or calculated value of a field. */
  valueOf: (item: CrmItem, spec: FieldSpec) => FieldValue
  timeZone: string
}

/** Cheap bounds of a filter: only items inside them need the test. */
export interface FilterBounds {
  /** Smallest and largest id, both included. */
  fromId: number
  toId: number
  ids: readonly number[] | null
  changedSince: number | null
  equal: { field: IndexedField, values: readonly (string | number)[] }[]
  /** True when the range of ids is all the filter asks for: then its length is the number of hits. */
  isRange: boolean
}

/** A filter ready to run. */
export interface CompiledFilter {
  test: (item: CrmItem) => boolean
  bounds: FilterBounds
}

const indexed: readonly string[] = ['leadId', 'stageId', 'companyId', 'contactIds']

/**
 * Understands a list filter with prefixes and nested groups (`logic` AND or OR).
 * @throws RestError INVALID_ARG_VALUE for unknown fields and values the field cannot hold
 */
export function compileFilter(filter: Record<string, unknown>, context: FilterContext): CompiledFilter {
  const bounds: FilterBounds = { fromId: 0, toId: Number.MAX_SAFE_INTEGER, ids: null, changedSince: null, equal: [], isRange: true }
  return { test: compileGroup(filter, context, bounds), bounds }
}

function compileGroup(group: object, context: FilterContext, bounds: FilterBounds | null): (item: CrmItem) => boolean {
  const isOr = String((group as { logic?: unknown, LOGIC?: unknown }).logic ?? (group as { LOGIC?: unknown }).LOGIC ?? 'AND').toUpperCase() === 'OR'
  const inner = isOr ? null : bounds
  const tests: ((item: CrmItem) => boolean)[] = []
  for (const [key, value] of Object.entries(group)) {
    if (key.toLowerCase() === 'logic')
      continue
    if (/^\d+$/.test(key) && typeof value === 'object' && value !== null) {
      if (bounds)
        bounds.isRange = false
      tests.push(compileGroup(value, context, inner))
      continue
    }
    if (bounds && isOr)
      bounds.isRange = false
    const test = compileCondition(key, value, context, inner)
    if (test)
      tests.push(test)
  }
  if (tests.length === 1)
    return tests[0] ?? (() => true)
  return isOr && tests.length > 0 ? item => tests.some(test => test(item)) : item => tests.every(test => test(item))
}

function compileCondition(key: string, value: unknown, context: FilterContext, bounds: FilterBounds | null): ((item: CrmItem) => boolean) | null {
  const { comparison, name } = splitFilterKey(key)
  const spec = context.resolve(name)
  if (spec === 'ignore')
    return null
  if (spec === undefined)
    throw new RestError(400, 'INVALID_ARG_VALUE', `Invalid filter: field '${name}' is not allowed in filter`)
  const offered: unknown[] = Array.isArray(value) ? value : typeof value === 'object' && value !== null ? Object.values(value) : [value]
  const wanted = offered.map(one => wantedScalar(spec, one, comparison, name, context.timeZone))
  if (bounds)
    narrow(bounds, spec, comparison, wanted)
  const test = comparisonTest(comparison, wanted)
  const isNegative = comparison.startsWith('not')
  return (item) => {
    const stored = context.valueOf(item, spec)
    if (Array.isArray(stored)) {
      if (stored.length === 0)
        return test(null)
      return isNegative ? stored.every(one => test(scalarOf(one))) : stored.some(one => test(scalarOf(one)))
    }
    return test(scalarOf(stored, spec))
  }
}

/** A stored value as filters compare it: custom yes/no are 1 and 0, files their ids, phones their text. */
export function scalarOf(value: unknown, spec?: FieldSpec): Scalar {
  if (spec?.isDynamic && spec.type === 'boolean')
    return value === 'Y' ? 1 : 0
  if (typeof value === 'string' || typeof value === 'number')
    return value
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return 'value' in value ? String(value.value) : 'id' in value ? Number(value.id) : null
  return null
}

const numeric = new Set(['integer', 'double', 'user', 'employee', 'enumeration', 'crm_lead', 'crm_contact', 'crm_company', 'crm_quote', 'crm_category', 'location'])

function wantedScalar(spec: FieldSpec, value: unknown, comparison: Comparison, name: string, timeZone: string): Scalar {
  const isBlank = value === null || value === undefined || value === '' || value === false
  const isPattern = comparison.includes('like') || comparison.includes('contains')
  if (spec.isDynamic && spec.type === 'boolean')
    return value === 'Y' || value === 'N' ? String(value) : Number(value || 0)
  if (isBlank)
    return numeric.has(spec.type) && value === false ? 0 : null
  if (typeof value === 'object')
    throw new RestError(400, 'INVALID_ARG_VALUE', `Invalid filter: field '${name}' has invalid value`)
  if (isPattern)
    return String(value)
  if (spec.type === 'boolean')
    return value === true || value === 1 || value === '1' ? 'Y' : String(value)
  if (numeric.has(spec.type))
    return finite(Number(value), name)
  if (spec.type === 'date' || spec.type === 'datetime')
    return finite(parseTime(String(value), timeZone) ?? Number.NaN, name)
  return String(value)
}

function finite(value: number, name: string): number {
  if (!Number.isFinite(value))
    throw new RestError(400, 'INVALID_ARG_VALUE', `Invalid filter: field '${name}' has invalid value`)
  return value
}

function narrow(bounds: FilterBounds, spec: FieldSpec, comparison: Comparison, wanted: readonly Scalar[]): void {
  const isEquality = comparison === 'equal' || comparison === 'in'
  const [first] = wanted
  const isIdRange = spec.name === 'id' && typeof first === 'number' && /^(?:greater|less)/.test(comparison)
  bounds.isRange &&= isIdRange
  if (spec.name === 'id' && typeof first === 'number') {
    if (isEquality)
      bounds.ids = wanted.filter(id => typeof id === 'number')
    else if (comparison === 'greater' || comparison === 'greater or equal')
      bounds.fromId = Math.max(bounds.fromId, comparison === 'greater' ? first + 1 : first)
    else if (comparison === 'less' || comparison === 'less or equal')
      bounds.toId = Math.min(bounds.toId, comparison === 'less' ? first - 1 : first)
  }
  else if (spec.name === 'updatedTime' && typeof first === 'number' && comparison.startsWith('greater')) {
    bounds.changedSince = Math.max(bounds.changedSince ?? 0, first)
  }
  const field = spec.name === 'contactId' ? 'contactIds' : spec.name
  if (isEquality && indexed.includes(field) && wanted.every(one => one !== null && one !== 0))
    bounds.equal.push({ field: field as IndexedField, values: wanted as (string | number)[] })
}
