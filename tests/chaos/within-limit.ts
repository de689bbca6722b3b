import type { FaultReport } from './run-chaos.ts'

/** What a fault may take, and what is said when it does not come to its end. */
export interface FaultLimit {
  /** Name it is reported under. */
  fault: string
  /** Changes it was to make: all of them count as lost when it breaks off. */
  changes: number
  limitMs: number
  /** Hears why it broke off. */
  say: (line: string) => void
}

/**
 * Runs one fault and gives its reports; one that fails or lasts too long gives a single report with everything lost, so that the list goes on
 * and ends by itself. What still runs after the limit is left alone: its world is closed by whoever opened it.
 */
export async function withinLimit({ fault, changes, limitMs, say }: FaultLimit, work: () => Promise<FaultReport[]>): Promise<FaultReport[]> {
  const startedAt = performance.now()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not at its end after ${limitMs / 1000} s`)), limitMs)
  })
  try {
    return await Promise.race([work(), late])
  }
  catch (error) {
    say(`${fault}: broke off: ${error instanceof Error ? error.stack ?? error.message : String(error)}`)
    return [{ fault, changes, judged: 0, lost: changes, doubled: 0, seconds_to_consistency: Math.round((performance.now() - startedAt) / 100) / 10 }]
  }
  finally {
    clearTimeout(timer)
  }
}
