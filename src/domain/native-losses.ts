import type { NativeFieldKey, NativeFieldOptions, NativeValues } from './native-values.ts'
import { NATIVE_FIELD_NAMES } from './native-values.ts'

/** One of our fields as the portal has it. */
export interface PresentField extends NativeFieldOptions {
  /** `missing`: an administrator deleted it. */
  readonly state: 'ok' | 'missing' | 'changed'
}

const SINGLE = ['verdict', 'warmth', 'reason', 'review'] as const satisfies readonly NativeFieldKey[]

/**
 * A value has gone and no other verdict came in its place: either somebody emptied it, or its field or option was deleted. A new
 * verdict empties warmth and reason of the old one; that is no loss.
 */
export function hasLostValues(before: NativeValues, after: NativeValues): boolean {
  if (before.verdict !== null && after.verdict !== null && before.verdict !== after.verdict)
    return false
  return SINGLE.some(key => before[key] !== null && after[key] === null) || before.criteria.some(code => !after.criteria.includes(code))
}

/** The reading, with every value kept that the portal cannot show any more because its field or its option was deleted there. */
export function keepUnshowable(before: NativeValues, after: NativeValues, fields: readonly PresentField[]): NativeValues {
  const isShowable = (key: NativeFieldKey, code: string): boolean => {
    const field = fields.find(one => one.fieldName === NATIVE_FIELD_NAMES[key])
    // Fields we never made are nobody's loss: without knowledge the reading counts.
    return field === undefined || (field.state !== 'missing' && field.options.some(option => option.xmlId === code))
  }
  const isOtherVerdict = before.verdict !== after.verdict && after.verdict !== null
  const kept = (key: typeof SINGLE[number]): string | null => after[key] ?? (before[key] !== null && !isOtherVerdict && !isShowable(key, before[key]) ? before[key] : null)
  const lostTicks = isOtherVerdict ? [] : before.criteria.filter(code => !after.criteria.includes(code) && !isShowable('criteria', code))
  return { verdict: kept('verdict'), warmth: kept('warmth'), reason: kept('reason'), review: kept('review'), criteria: [...after.criteria, ...lostTicks], card: after.card }
}
