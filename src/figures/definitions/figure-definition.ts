import type { Words } from '../../domain/words.ts'
import type { ItemBasis } from '../../store/figure-facts.ts'
import type { ItemCount } from '../../store/figure-measures.ts'

/** What a list behind a number consists of. */
export type ListUnit = 'lead' | 'feedback' | 'review' | 'stay' | 'handoff' | 'deal' | 'customer' | 'breach'

/** Where a part of a figure is counted: items by an event, spans of time, breaches, or data of rooms that may not exist yet. */
export type FigurePart
  = | { readonly of: 'items', readonly count: ItemCount, readonly event: ItemBasis }
    | { readonly of: 'spans', readonly kind: number | 'step' }
    | { readonly of: 'breaches' }
    | { readonly of: 'review' | 'money', readonly what: string }

/** One figure, as both sides agreed on it: numerator and denominator as data, and the words people read. */
export interface FigureDefinition {
  readonly code: string
  readonly name: Words
  /** The definition in a sentence or two. */
  readonly words: Words
  /** `duration`: percentiles over the numerator's spans. `count`: the numerator alone. */
  readonly shape: 'ratio' | 'count' | 'duration' | 'money'
  /** `event` is that of the period view; in the cohort view all items count by their creation. */
  readonly numerator: FigurePart
  readonly denominator: FigurePart | null
  readonly unit: ListUnit
}
