/** Our native fields in the CRM. @see architecture section 6 */
export const NATIVE_FIELD_NAMES = {
  verdict: 'UF_CRM_PT_VERDICT',
  warmth: 'UF_CRM_PT_WARMTH',
  reason: 'UF_CRM_PT_REASON',
  review: 'UF_CRM_PT_REVIEW',
  criteria: 'UF_CRM_PT_CRITERIA',
  card: 'UF_CRM_PT_CARD',
} as const

/** One of our native fields, by what it holds. */
export type NativeFieldKey = keyof typeof NATIVE_FIELD_NAMES

/** Values of our native fields as the portal numbers them: option ids as text, `card` as saved. */
export interface ItemNativeIds {
  readonly verdict: string | null
  readonly warmth: string | null
  readonly reason: string | null
  readonly review: string | null
  readonly criteria: readonly string[]
  readonly card: string | null
}

/** The same by stable code (`XML_ID`), equal in every portal; an option we do not know is null. */
export interface NativeValues {
  readonly verdict: string | null
  readonly warmth: string | null
  readonly reason: string | null
  readonly review: string | null
  readonly criteria: readonly string[]
  /** JSON text of our own field type, as saved with the card. */
  readonly card: string | null
}

/** All fields empty. */
export const EMPTY_NATIVES: NativeValues = { verdict: null, warmth: null, reason: null, review: null, criteria: [], card: null }

/** Says whether two readings hold the same values; the order of criteria does not matter. */
export function sameNatives(one: NativeValues, other: NativeValues): boolean {
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other))
}

function inOrder(values: NativeValues): unknown[] {
  return [values.verdict, values.warmth, values.reason, values.review, values.card, [...values.criteria].sort()]
}

/** Options of one native field in one portal. */
export interface NativeFieldOptions {
  readonly fieldName: string
  readonly options: readonly { readonly xmlId: string, readonly id: number }[]
}

/** Translates option ids of one portal into stable codes. Options an administrator added by hand have no code and are dropped. */
export function nativesByCode(ids: ItemNativeIds, fields: readonly NativeFieldOptions[]): NativeValues {
  const codeOf = (key: NativeFieldKey, id: string | null): string | null =>
    id === null ? null : (optionsOf(fields, key).find(option => String(option.id) === id)?.xmlId ?? null)
  return {
    verdict: codeOf('verdict', ids.verdict),
    warmth: codeOf('warmth', ids.warmth),
    reason: codeOf('reason', ids.reason),
    review: codeOf('review', ids.review),
    criteria: ids.criteria.flatMap(id => codeOf('criteria', id) ?? []),
    card: ids.card,
  }
}

/**
 * Translates stable codes into what `crm.item.update` takes: field name → option id, list of ids, or "" to clear.
 * A code without an option in this portal (field or option deleted) is left out and named in `missing`.
 */
export function nativesForPortal(values: Partial<NativeValues>, fields: readonly NativeFieldOptions[]): { fields: Record<string, string | number | number[]>, missing: string[] } {
  const result: Record<string, string | number | number[]> = {}
  const missing: string[] = []
  for (const key of Object.keys(values) as NativeFieldKey[]) {
    const name = NATIVE_FIELD_NAMES[key]
    const value = values[key]
    if (value === undefined)
      continue
    if (key === 'card')
      result[name] = typeof value === 'string' ? value : ''
    else if (!fields.some(field => field.fieldName === name))
      missing.push(name)
    else
      writeOptions(name, value, optionsOf(fields, key))
  }
  return { fields: result, missing }

  function writeOptions(name: string, value: string | readonly string[] | null, options: NativeFieldOptions['options']): void {
    const codes = value === null ? [] : typeof value === 'string' ? [value] : value
    const ids = codes.flatMap(code => options.find(option => option.xmlId === code)?.id ?? [])
    missing.push(...codes.filter(code => !options.some(option => option.xmlId === code)).map(code => `${name}:${code}`))
    if (Array.isArray(value))
      result[name] = ids
    else if (codes.length === 0 || ids.length > 0)
      result[name] = ids[0] ?? ''
  }
}

function optionsOf(fields: readonly NativeFieldOptions[], key: NativeFieldKey): NativeFieldOptions['options'] {
  return fields.find(field => field.fieldName === NATIVE_FIELD_NAMES[key])?.options ?? []
}
