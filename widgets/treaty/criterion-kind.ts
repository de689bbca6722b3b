import type { Criterion } from '../../src/domain/criterion.ts'

/** The same criterion as another kind: its name stays, its bounds and its field are asked anew. */
export function asKind(criterion: Criterion, kind: Criterion['kind']): Criterion {
  const { code, words, hint, mandatory } = criterion
  const base = { code, words, hint, mandatory, field: null }
  switch (kind) {
    case 'yes_no': return { ...base, kind }
    case 'choice': return { ...base, kind, metValues: [] }
    case 'number_range': return { ...base, kind, min: null, max: null, tolerancePercent: 25 }
    case 'date_horizon': return { ...base, kind, withinDays: 365 }
  }
}

/** The criterion bound to a field, or to none; matching values belong to a field and go with it. */
export function boundTo(criterion: Criterion, field: string | null): Criterion {
  return criterion.kind === 'choice' ? { ...criterion, field, metValues: [] } : { ...criterion, field }
}

/** A number as typed: empty means no bound. */
export function boundOf(text: string): number | null {
  const number = Number(text)
  return text.trim() === '' || Number.isNaN(number) ? null : number
}
