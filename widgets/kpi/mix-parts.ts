import type { OpenNumber, VerdictMix } from '../../src/contracts/api/figures-answers.schema.ts'

/** Kinds of verdicts in the order of every bar and table. */
export const MIX_CODES = ['qualified', 'off_target', 'spam', 'unproven', 'still_trying', 'no_verdict'] as const

/** A kind of verdict. */
export type MixCode = typeof MIX_CODES[number]

/** One part of a bar. */
export interface MixPart {
  code: MixCode
  /** For eyes that do not tell the colours apart. */
  mark: string
  number: OpenNumber
  /** Of all items, 0..1. */
  share: number
}

const MARKS: Readonly<Record<MixCode, string>> = { qualified: '✓', off_target: '!', spam: '✕', unproven: '?', still_trying: '…', no_verdict: '○' }

/** The parts that are there, in order; their numbers add up to the items. */
export function mixParts(mix: VerdictMix): MixPart[] {
  return MIX_CODES.filter(code => mix[code].value > 0).map(code => ({ code, mark: MARKS[code], number: mix[code], share: mix[code].value / mix.items.value }))
}
