import type { PastReading } from './backfill-parts/past-reading.ts'
import process from 'node:process'
import { openPastReading } from './backfill-parts/past-reading.ts'

/** Rows when none are asked for with `--rows`, half of them leads and half stage moves. */
const ROWS = 500_000
/** Readings of everything when no number is asked for with `--runs`; the middle one counts. */
const RUNS = 5
/** Seconds the list helper of the SDK is watched: it reads a hundred rows a second whatever the size. */
const SDK_SECONDS = 15
const REQUESTS_PER_SECOND = 2
const THEORY_ROWS_PER_SECOND = REQUESTS_PER_SECOND * 50 * 50
const OPERATING_SEC_A_PAGE = 0.2
const GOALS = { ratio: 40, theory_share: 0.8, operating_share: 0.8, gate_refusals: 0 }

/**
 * How fast a portal's past is read. Runs against the plain limit of two requests a second, its burst drained before; the list helper of
 * the SDK in the same limit; and a run in which every page costs operating time, while the gate keeps reading.
 */
export async function run({ args }: { args: readonly string[] }): Promise<object> {
  const numberOf = (name: string, otherwise: number): number => args.includes(name) ? Number(args[args.indexOf(name) + 1]) : otherwise
  const [rows, runs] = [numberOf('--rows', ROWS), numberOf('--runs', RUNS)]
  const past = await openPastReading(rows)
  try {
    const rounds: { own: number, sdk: number, processorUsPerRow: number }[] = []
    for (let round = 0; round < runs; round += 1) {
      const usedBefore = process.cpuUsage()
      const own = await ownReading(past, rows)
      const used = process.cpuUsage(usedBefore)
      rounds.push({ own, sdk: await past.sdkRowsPerSecond(SDK_SECONDS), processorUsPerRow: (used.user + used.system) / rows })
    }
    rounds.sort((one, other) => one.own / one.sdk - other.own / other.sdk)
    // The assertion: at least one run is asked for.
    const { own, sdk, processorUsPerRow } = rounds[Math.floor((rounds.length - 1) / 2)]!
    const operating = await past.readWithOperating(OPERATING_SEC_A_PAGE)
    const result = {
      rows,
      runs,
      rows_per_s: Math.round(own),
      sdk_list_rows_per_s: Math.round(sdk),
      ratio: round2(own / sdk),
      theory_share: round2(own / THEORY_ROWS_PER_SECOND),
      // Of this process: the application and the stand-in portal together, without the database's.
      processor_us_per_row: Math.round(processorUsPerRow),
      operating_share: round2(operating.share),
      gate_reads: operating.gateReads,
      gate_refusals: operating.gateRefusals,
    }
    const isGood = result.ratio >= GOALS.ratio && result.theory_share >= GOALS.theory_share && result.operating_share >= GOALS.operating_share && result.gate_refusals === 0
    return { ...result, goals_met: isGood ? 1 : 0 }
  }
  finally {
    await past.close()
  }
}

async function ownReading(past: PastReading, rows: number): Promise<number> {
  const { seconds, mirrored } = await past.readAll()
  if (mirrored !== rows)
    throw new Error(`${mirrored} of ${rows} rows are in the mirror: the reading is not whole.`)
  return mirrored / seconds
}

function round2(value: number): number {
  return Math.round(value * 100) / 100
}
