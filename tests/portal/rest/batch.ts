import type { MethodAnswer, Params } from './method.ts'
import type { TimeBlock } from './time-block.ts'
import { parseBracketText } from '../http/bracket-params.ts'
import { resolveReferences } from './batch-references.ts'
import { RestError } from './rest-error.ts'
import { systemError } from './system-error.ts'

const mostRows = 50

/** How one row ended. */
export type RowOutcome = { answer: MethodAnswer, time: TimeBlock } | { error: RestError }

/** Runs one row that is not a batch itself. */
export type RunRow = (method: string, params: Params) => Promise<RowOutcome>

/**
 * The `batch` method: rows one after another, each may use results of the rows before.
 * @throws RestError ERROR_BATCH_LENGTH_EXCEEDED, ERROR_ARGUMENT without rows
 */
export async function runBatch(params: Params, runRow: RunRow): Promise<MethodAnswer> {
  const rows = rowsOf(params.cmd)
  const isHalting = /^(?:1|true|y)$/i.test(String(params.halt ?? ''))
  const results: Params = {}
  const errors: Params = {}
  const totals: Params = {}
  const nexts: Params = {}
  const times: Params = {}
  for (const [key, command] of rows) {
    const outcome = await runCommand(command, results, runRow)
    if ('error' in outcome) {
      errors[key] = { error: outcome.error.code, error_description: outcome.error.message }
      if (isHalting)
        break
      continue
    }
    results[key] = outcome.answer.result
    times[key] = outcome.time
    if (outcome.answer.total !== undefined)
      totals[key] = outcome.answer.total
    if (outcome.answer.next !== undefined)
      nexts[key] = outcome.answer.next
  }
  return { result: {
    result: asPhpArray(results),
    result_error: asPhpArray(errors),
    result_total: asPhpArray(totals),
    result_next: asPhpArray(nexts),
    result_time: asPhpArray(times),
  } }
}

function rowsOf(commands: unknown): [string, unknown][] {
  if (typeof commands !== 'object' || commands === null)
    throw new RestError(400, 'ERROR_ARGUMENT', `Argument 'cmd' is null or empty`, { argument: 'cmd' })
  const rows = Object.entries(commands)
  if (rows.length > mostRows)
    throw systemError('ERROR_BATCH_LENGTH_EXCEEDED')
  return rows
}

async function runCommand(command: unknown, results: Params, runRow: RunRow): Promise<RowOutcome> {
  if (typeof command !== 'string')
    return { error: systemError('ERROR_METHOD_NOT_FOUND') }
  const mark = command.indexOf('?')
  const method = (mark < 0 ? command : command.slice(0, mark)).trim().replace(/\.json$/, '')
  if (method.toLowerCase() === 'batch')
    return { error: systemError('ERROR_BATCH_METHOD_NOT_ALLOWED') }
  const params = mark < 0 ? {} : parseBracketText(command.slice(mark + 1))
  return runRow(method, resolveReferences(params, results) as Params)
}

/** PHP writes an empty map and a list alike: keys 0..n-1 become a list. */
function asPhpArray(map: Params): unknown {
  const keys = Object.keys(map)
  return keys.every((key, index) => key === String(index)) ? Object.values(map) : map
}
