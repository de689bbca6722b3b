import type { BatchRow, CallOptions, PortalClient } from './portal-client.ts'
import { PortalRefusedError } from './portal-errors.ts'

const ROWS_AT_MOST = 50

/**
 * Writes rows in as few requests as they need, in their order. A row the portal refuses costs only itself.
 * @returns keys of the refused rows: "is there already" is a refusal too, so look afterwards what is there
 * @throws PortalCallError when the portal did not judge a row at all: unreachable, out of budget, access gone
 */
export async function writeRows(client: PortalClient, rows: readonly BatchRow[], options: CallOptions): Promise<string[]> {
  const refused: string[] = []
  for (let from = 0; from < rows.length; from += ROWS_AT_MOST) {
    for (const [key, answer] of await client.batch(rows.slice(from, from + ROWS_AT_MOST), options)) {
      if (answer.state === 'refused' && !(answer.error instanceof PortalRefusedError))
        throw answer.error
      if (answer.state !== 'done')
        refused.push(key)
    }
  }
  return refused
}
