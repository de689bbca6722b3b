import type { Criterion } from '../../domain/criterion.ts'
import type { NextStep, Reason, WarmthLevel } from '../../domain/treaty.ts'
import type { Words } from '../../domain/words.ts'

/** The trade's part of a treaty: what a good lead is, and why others are not. The rest comes from defaults and the portal. */
export interface TreatyTemplate {
  readonly code: string
  readonly words: Words
  readonly criteria: readonly Criterion[]
  readonly warmth: readonly WarmthLevel[]
  readonly steps: readonly NextStep[]
  readonly reasons: { readonly offTarget: readonly Reason[], readonly spam: readonly Reason[] }
}
