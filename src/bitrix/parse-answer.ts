import type { z } from 'zod'
import type { BatchAnswer } from './portal-client.ts'
import { PortalUnreachableError, UnexpectedAnswerError } from './portal-errors.ts'

/**
 * A result, read once with its schema.
 * @throws UnexpectedAnswerError naming the first place that is wrong, never a value
 */
export function parseAnswer<Schema extends z.ZodType>(schema: Schema, result: unknown, method: string): z.infer<Schema> {
  const parsed = schema.safeParse(result)
  if (parsed.success)
    return parsed.data
  const issue = parsed.error.issues[0]
  throw new UnexpectedAnswerError(`${issue?.path.join('.') || 'the whole answer'}: ${issue?.code ?? 'unknown'}`, { method, status: 200 })
}

/**
 * The result of one row of a batch.
 * @throws PortalCallError the row's own refusal; PortalUnreachableError when the row was not run
 */
export function rowResult(answer: BatchAnswer, key: string, method: string): unknown {
  const row = answer.get(key)
  if (row?.state === 'done')
    return row.result
  throw row?.state === 'refused' ? row.error : new PortalUnreachableError('the row was not run', { method })
}
