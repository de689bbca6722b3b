import type { BatchRow, PortalClient, PortalClients, RowAnswer } from './portal-client.ts'
import { rowResult } from './parse-answer.ts'

/** One method that only reads, asked with the stored service token on behalf of somebody who looks. */
export interface JoinedRead {
  method: string
  params: Record<string, unknown>
}

/** Reads of several people that travel in one request. */
export interface JoinedReads {
  /**
   * The answer of one read: its result and, for a list, its total.
   * @throws PortalCallError the row's own refusal, or what became of the whole request
   */
  read: (portalId: number, read: JoinedRead) => Promise<{ result: unknown, total: number | null }>
}

/** Reads that come this close together share a request. */
const GATHER_MS = 15
/** A batch takes no more rows. */
const ROWS_AT_MOST = 50

interface Waiting {
  read: JoinedRead
  resolve: (answer: { result: unknown, total: number | null }) => void
  reject: (error: unknown) => void
}

/**
 * Joins what cards ask at the same time, and what is asked while a request of the same portal is under way or waits for its turn:
 * the busier a portal, the more reads share one of its two requests a second.
 */
export function createJoinedReads({ clients }: { clients: Pick<PortalClients, 'forPortal'> }): JoinedReads {
  const lines = new Map<number, { waiting: Waiting[], isSending: boolean }>()

  async function work(portalId: number, line: { waiting: Waiting[], isSending: boolean }): Promise<void> {
    line.isSending = true
    await new Promise(resolve => setTimeout(resolve, GATHER_MS))
    while (line.waiting.length > 0)
      await send(clients.forPortal(portalId), line.waiting.splice(0, ROWS_AT_MOST))
    lines.delete(portalId)
  }

  return {
    read: (portalId, read) => new Promise((resolve, reject) => {
      const line = lines.get(portalId) ?? { waiting: [], isSending: false }
      lines.set(portalId, line)
      line.waiting.push({ read, resolve, reject })
      if (!line.isSending)
        void work(portalId, line)
    }),
  }
}

/** One request for all of them; never rejects: each of those who wait is told for himself. */
async function send(client: PortalClient, asked: readonly Waiting[]): Promise<void> {
  const rows: BatchRow[] = asked.map(({ read }, index) => ({ key: `r${index}`, ...read }))
  try {
    const answers = await client.batch(rows, { lane: 'people' })
    asked.forEach((one, index) => tell(one, answers.get(`r${index}`)))
  }
  catch (error) {
    asked.forEach(one => one.reject(error))
  }
}

function tell({ read, resolve, reject }: Waiting, answer: RowAnswer | undefined): void {
  try {
    const result = rowResult(new Map(answer ? [['row', answer]] : []), 'row', read.method)
    resolve({ result, total: answer?.state === 'done' ? answer.total : null })
  }
  catch (error) {
    reject(error)
  }
}
