import type { FaultName } from './faults/faults.ts'
import type { FaultReport } from './run-chaos.ts'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { FAULTS } from './faults/faults.ts'
import { runAll, WORLD_FAULTS } from './run-all.ts'

const NAMES = [...Object.keys(FAULTS), ...WORLD_FAULTS]
const USAGE = `Usage: npm run chaos -- [--json] [--seed N] [--long] [--fault name]...
Faults: ${NAMES.join(', ')}`

/** `npm run chaos`: what must not be lost or doubled, while processes are killed, frozen and cut off. Ends with one line. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, long: { type: 'boolean', default: false }, seed: { type: 'string', default: '1' }, fault: { type: 'string', multiple: true, default: NAMES } } })
  if (values.fault.some(name => !NAMES.includes(name)) || !Number.isInteger(Number(values.seed))) {
    console.error(USAGE)
    process.exitCode = 2
    return
  }
  const reports = await runAll({ faults: values.fault as (FaultName | typeof WORLD_FAULTS[number])[], seed: Number(values.seed), isLong: values.long, say: line => console.error(line) })
  const isWhole = reports.every(isUnharmed)
  if (values.json) {
    console.log(JSON.stringify(reports))
  }
  else {
    console.table(reports)
    console.log(isWhole ? `chaos: ${reports.length} faults, nothing lost, nothing doubled (seed ${values.seed})` : `chaos: something was lost or doubled (seed ${values.seed})`)
  }
  process.exitCode = isWhole ? 0 : 1
}

function isUnharmed({ changes, judged, lost, doubled }: FaultReport): boolean {
  return changes > 0 && judged === changes && lost + doubled === 0
}

// What a fault left behind when it broke off may still fail: it is told, and the list goes on to its one line.
process.on('unhandledRejection', reason => console.error(`left behind: ${reason instanceof Error ? reason.stack : String(reason)}`))
await main()
process.exit()
