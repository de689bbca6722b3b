import type { ComputedRef, InjectionKey, Ref } from 'vue'
import type { TreatySurroundings, TreatyWorkshop } from '../../src/contracts/api/treaty-workshop.schema.ts'
import type { TreatyProblem } from '../../src/domain/treaty-problem.ts'
import type { TreatyDocument } from '../../src/domain/treaty.ts'
import type { Language } from '../../src/domain/words.ts'
import type { Names } from './name-things.ts'
import type { UsePeopleReturn } from './use-people.ts'
import { inject } from 'vue'

/** What the controls of a step work on. */
export interface TreatyContext {
  document: ComputedRef<TreatyDocument>
  /** False: the text is read, not written. */
  canEdit: ComputedRef<boolean>
  edit: (part: Partial<TreatyDocument>) => void
  portal: ComputedRef<TreatyWorkshop['portal']>
  /** Names of what the text refers to by number. */
  names: ComputedRef<Names>
  /** Null until Bitrix24 has answered, or when it does not. */
  surroundings: Ref<TreatySurroundings | null>
  /** Null for whoever may not change roles. */
  people: UsePeopleReturn | null
  problems: ComputedRef<readonly TreatyProblem[]>
  language: Language
}

/** Key under which the page provides the context. */
export const treatyContextKey: InjectionKey<TreatyContext> = Symbol('treaty')

/** The text a step works on. @throws Error when used outside the page */
export function useTreaty(): TreatyContext {
  const context = inject(treatyContextKey)
  if (!context)
    throw new Error('useTreaty works inside TreatyPage only.')
  return context
}
