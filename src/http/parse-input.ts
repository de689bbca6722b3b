import type { z } from 'zod'
import { HttpError } from './http-error.ts'

/**
 * A body, query or path parameter, read once with its schema.
 * @throws HttpError 400 `invalid_input` naming the first field that is wrong
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success)
    return parsed.data
  const issue = parsed.error.issues[0]
  throw new HttpError(400, 'invalid_input', issue?.message ?? 'The input is not valid.', { field: issue?.path.join('.') })
}
