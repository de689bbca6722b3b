import { HttpError } from './http-error.ts'

/** Most fields of a form: the portal sends about twenty. */
const MAX_FIELDS = 500

/**
 * Fields of a form body, flat, as text; the last of several values of a name wins. Bracket names stay as they are written.
 * @throws HttpError 413 for more fields than any honest form has
 */
export function readForm(body: string): Record<string, string> {
  const fields: Record<string, string> = Object.create(null) as Record<string, string>
  let count = 0
  for (const [name, value] of new URLSearchParams(body)) {
    count += 1
    if (count > MAX_FIELDS)
      throw new HttpError(413, 'too_large', 'The form has too many fields.')
    fields[name] = value
  }
  return fields
}
