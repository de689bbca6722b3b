import type { CardState } from '../../src/contracts/api/card-state.schema.ts'

/** All agreed calls were made and no complete verdict was given: "still trying" has ended, and its place says so. */
export function isUsedUp({ stillTrying, feedback, rights }: Pick<CardState, 'stillTrying' | 'feedback' | 'rights'>): boolean {
  return rights.give && feedback?.complete !== true && stillTrying.made >= stillTrying.allowed
}
