import type { OperatingState } from './budget-store.ts'
import type { BatchAnswer, BatchRow, RowAnswer } from './portal-client.ts'
import type { FailedCall } from './translate-error.ts'
import { z } from 'zod'
import { PortalRefusedError, PortalUnreachableError } from './portal-errors.ts'
import { translateRefusal } from './translate-error.ts'

/** PHP writes an empty map as `[]`; a list with the keys 0, 1, 2 stands for a map as well. */
const mapSchema = z.preprocess(value => Array.isArray(value) ? { ...value } : value, z.record(z.string(), z.unknown()))

const batchSchema = z.object({
  result: mapSchema.optional(),
  result_error: mapSchema.optional(),
  result_total: mapSchema.optional(),
  result_next: mapSchema.optional(),
  result_time: mapSchema.optional(),
})

const rowErrorSchema = z.union([
  z.object({ error: z.coerce.string().default(''), error_description: z.coerce.string().default('') }),
  z.string().transform(text => ({ error: '', error_description: text })),
])

const timeSchema = z.object({
  /** Seconds of this method in the last ten minutes. */
  operating: z.coerce.number(),
  /** Unix seconds. */
  operating_reset_at: z.coerce.number(),
})

/** A batch, read row by row. */
export interface ReadBatch {
  answers: BatchAnswer
  operating: Record<string, OperatingState>
}

/**
 * Answers of a batch by row key. A row that is simply absent is `skipped` behind a refusal of a halting batch, and refused otherwise.
 * @throws PortalUnreachableError when the answer is no batch answer at all
 */
export function readBatchAnswer(rows: readonly BatchRow[], body: unknown, halt: boolean, call: FailedCall): ReadBatch {
  const parsed = batchSchema.safeParse(body)
  if (!parsed.success)
    throw new PortalUnreachableError('half an answer', { method: call.method, status: 200 })
  const { result = {}, result_error: errors = {}, result_next: next = {}, result_total: totals = {}, result_time: times = {} } = parsed.data
  const answers = new Map<string, RowAnswer>()
  const operating: Record<string, OperatingState> = {}
  let isHalted = false
  for (const row of rows) {
    const answer: RowAnswer = isHalted && errors[row.key] === undefined && result[row.key] === undefined
      ? { state: 'skipped' }
      : rowAnswer(row, { result: result[row.key], error: errors[row.key], next: next[row.key], total: totals[row.key] }, call)
    isHalted ||= halt && answer.state === 'refused'
    answers.set(row.key, answer)
    const time = readOperating(times[row.key])
    if (time && time.usedSec >= (operating[row.method]?.usedSec ?? 0))
      operating[row.method] = time
  }
  return { answers, operating }
}

/** The operating time out of a `time` block; null when there is none. */
export function readOperating(time: unknown): OperatingState | null {
  const parsed = timeSchema.safeParse(time)
  return parsed.success ? { usedSec: parsed.data.operating, resetAt: parsed.data.operating_reset_at * 1000, blockedUntil: 0 } : null
}

const startSchema = z.object({ start: z.coerce.number() })

/** When the portal began, out of a `time` block, ms by its own clock; null when there is none. */
export function readPortalTime(time: unknown): number | null {
  const parsed = startSchema.safeParse(time)
  return parsed.success ? Math.floor(parsed.data.start * 1000) : null
}

function rowAnswer(row: BatchRow, raw: { result: unknown, error: unknown, next: unknown, total: unknown }, call: FailedCall): RowAnswer {
  const facts = { method: row.method, status: 200 }
  if (raw.error !== undefined) {
    const parsed = rowErrorSchema.safeParse(raw.error)
    const { error: code, error_description: description } = parsed.success ? parsed.data : { error: '', error_description: '' }
    return { state: 'refused', error: translateRefusal({ code, description }, facts, call) }
  }
  if (raw.result === undefined)
    return { state: 'refused', error: new PortalRefusedError('empty_answer', 'The portal answered this row with neither a result nor an error.', facts) }
  return { state: 'done', result: raw.result, next: wholeNumber(raw.next), total: wholeNumber(raw.total) }
}

function wholeNumber(value: unknown): number | null {
  const parsed = z.coerce.number().int().safeParse(value)
  return value !== undefined && value !== null && parsed.success ? parsed.data : null
}
