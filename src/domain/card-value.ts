import type { CriterionAnswers, FeedbackContent } from './verdict.ts'
import { CRITERION_ANSWERS, isVerdictLabel } from './verdict.ts'

/**
 * The value of our own field type in the card's form (`UF_CRM_PT_CARD`): JSON text that is saved together with the card and
 * adopted as feedback afterwards. `key` makes adopting it twice harmless.
 */
export interface CardValue {
  readonly key: string
  readonly content: FeedbackContent
}

/** Longest text accepted back; a longer one was not written by us. */
const MAX_LENGTH = 4000

/** The text to put into the card's form. */
export function encodeCardValue({ key, content }: CardValue): string {
  return JSON.stringify({ v: 1, key, ...content })
}

/** Reads a saved value; null when it is empty or not ours. Never throws: the text comes from a form that anybody can fill. */
export function decodeCardValue(text: string | null | undefined): CardValue | null {
  const raw = text && text.length <= MAX_LENGTH ? parse(text) : null
  if (!raw || raw.v !== 1 || typeof raw.key !== 'string' || raw.key === '' || !isVerdictLabel(raw.label))
    return null
  return {
    key: raw.key.slice(0, 64),
    content: {
      label: raw.label,
      answers: answersOf(raw.answers),
      prefilled: Array.isArray(raw.prefilled) ? raw.prefilled.filter(code => typeof code === 'string') : [],
      warmth: textOrNull(raw.warmth),
      reason: textOrNull(raw.reason),
      comment: textOrNull(raw.comment),
    },
  }
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  }
  catch {
    // Not JSON: somebody typed into the field or another app wrote it.
    return null
  }
}

function answersOf(raw: unknown): CriterionAnswers {
  const entries = typeof raw === 'object' && raw !== null ? Object.entries(raw) : []
  return Object.fromEntries(entries.filter(([, answer]) => CRITERION_ANSWERS.includes(answer)))
}

function textOrNull(raw: unknown): string | null {
  return typeof raw === 'string' && raw.trim() !== '' ? raw : null
}
