import type { FaultName } from './faults.ts'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { startTestPostgres } from '../support/start-test-postgres.ts'
import { openChaosWorld } from './chaos-world.ts'
import { FAULTS } from './faults.ts'
import { runChaos } from './run-chaos.ts'

const USAGE = `Usage: npm run chaos -- [--json] [--seed N] [--long] [--fault name]...
Faults: ${Object.keys(FAULTS).join(', ')}`

/** `npm run chaos`: what must not be lost or doubled, while processes are killed, frozen and cut off. Ends with one line. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, long: { type: 'boolean', default: false }, seed: { type: 'string', default: '1' }, fault: { type: 'string', multiple: true, default: Object.keys(FAULTS) } } })
  const faults = values.fault.filter((name): name is FaultName => name in FAULTS)
  if (faults.length !== values.fault.length || !Number.isInteger(Number(values.seed))) {
    console.error(USAGE)
    process.exitCode = 2
    return
  }
  const postgres = await startTestPostgres({ durable: true })
  try {
    const world = await openChaosWorld({ databaseUrl: postgres.url, servers: 3, seed: Number(values.seed) })
    const size = values.long ? { changes: 5_000, blows: 50, patienceMs: 900_000 } : { changes: 60, blows: 4, patienceMs: 120_000 }
    const reports = await runChaos(world, { faults, seed: Number(values.seed), ...size, complain: lines => lines.slice(0, 20).forEach(line => console.error(line)) })
    await world.close()
    const isWhole = reports.every(({ changes, judged, lost, doubled }) => judged === changes && lost + doubled === 0)
    if (values.json) {
      console.log(JSON.stringify(reports))
    }
    else {
      console.table(reports)
      console.log(isWhole ? `chaos: ${reports.length} faults, nothing lost, nothing doubled (seed ${values.seed})` : `chaos: something was lost or doubled (seed ${values.seed})`)
    }
    process.exitCode = isWhole ? 0 : 1
  }
  finally {
    await postgres.stop()
  }
}

await main()
process.exit()
