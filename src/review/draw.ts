import type { Draws } from '../domain/review-choice.ts'
import type { AuditSeed } from '../store/reviews.ts'
import { createHash, createHmac, randomBytes } from 'node:crypto'

/** What a number is drawn for. */
export const DRAW_PURPOSES = ['share', 'audit', 'rop', 'owner', 'assign', 'calibration'] as const
/** What a number is drawn for. */
export type DrawPurpose = typeof DRAW_PURPOSES[number]

const FRACTION_HEX_DIGITS = 12

/** How anybody draws again, in words. */
export const DRAW_RECIPE = {
  ru: 'Число = первые 12 шестнадцатеричных знаков HMAC-SHA256 (ключ — текст зерна, сообщение «audit:номер обратной связи»), делённые на 16¹². Обратная связь в выборке, если число меньше доли. Хеш зерна = SHA-256 от текста зерна.',
  en: 'Number = the first 12 hex digits of HMAC-SHA256 (key: the text of the seed, message: "audit:" and the number of the feedback) divided by 16^12. Feedback is drawn when the number is below the share. Hash of the seed = SHA-256 of its text.',
} as const

/** A number from 0 to 1 (excluded) that is fixed by the seed and cannot be known without it. */
export function drawNumber(seed: string, purpose: DrawPurpose, id: number): number {
  const digits = createHmac('sha256', seed).update(`${purpose}:${id}`).digest('hex').slice(0, FRACTION_HEX_DIGITS)
  return Number.parseInt(digits, 16) / 16 ** FRACTION_HEX_DIGITS
}

/** The numbers of one feedback; null before the first seed. */
export function drawsOf(seed: Pick<AuditSeed, 'seed'> | null, feedbackId: number): Draws | null {
  return seed && { share: drawNumber(seed.seed, 'share', feedbackId), audit: drawNumber(seed.seed, 'audit', feedbackId), rop: drawNumber(seed.seed, 'rop', feedbackId) }
}

/** A fresh seed nobody can guess: 64 hex digits. */
export function newSeed(): string {
  return randomBytes(32).toString('hex')
}

/** What is published before anything is drawn. */
export function hashOfSeed(seed: string): string {
  return createHash('sha256').update(seed).digest('hex')
}
