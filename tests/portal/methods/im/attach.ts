import { RestError } from '../../rest/rest-error.ts'

const longestAttach = 60_000

/**
 * An attachment given as an object or as JSON text; null when there is none.
 * @throws RestError ATTACH_ERROR, ATTACH_OVERSIZE
 */
export function checkedAttach(value: unknown): unknown {
  if (value === undefined || value === null || value === '')
    return null
  const attach = checkJson(value, 'ATTACH_ERROR', 'Incorrect attach params')
  if (JSON.stringify(attach).length > longestAttach)
    throw new RestError(400, 'ATTACH_OVERSIZE', 'You have exceeded the maximum allowable size of attach')
  return attach
}

/**
 * What hangs on a message, given as an object or as JSON text; undefined when absent.
 * @throws RestError with `code` for anything else
 */
export function checkJson(value: unknown, code: string, words: string): object | undefined {
  if (value === undefined || value === null || value === '')
    return undefined
  const given = typeof value === 'string' ? parsed(value) : value
  if (typeof given !== 'object' || given === null)
    throw new RestError(400, code, words)
  return given
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  }
  catch {
    // Broken JSON is no object: the caller says so in its own words.
    return undefined
  }
}
