import type { PortalDirtyMark } from '../src/store/dirty.ts'
import { HttpError } from '../src/http/http-error.ts'

/** Collects marks of concurrent requests and commits them together: one transaction costs the same for one row or for fifty. */
export interface GroupCommit {
  /**
   * Resolves when the mark is committed.
   * @throws HttpError 503 when more wait than may: nothing is acknowledged that is not kept
   */
  add: (mark: PortalDirtyMark) => Promise<void>
  /** Resolves when all that was added is committed or refused. */
  idle: () => Promise<void>
}

/** Tuning of the group commit. */
export interface GroupCommitOptions {
  commit: (marks: PortalDirtyMark[]) => Promise<void>
  /** Most rows of one transaction. @default 500 */
  maxBatch?: number
  /** Most marks that may wait. @default 20000 */
  maxWaiting?: number
}

interface Waiting {
  mark: PortalDirtyMark
  resolve: () => void
  reject: (error: unknown) => void
}

/** SQLSTATE classes that blame a row, not the database: data exception, broken constraint. */
const BAD_ROW = /^2[23]/

/** Starts a group commit: while one batch is being written the next one gathers. */
export function startGroupCommit({ commit, maxBatch = 500, maxWaiting = 20_000 }: GroupCommitOptions): GroupCommit {
  let waiting: Waiting[] = []
  let running: Promise<void> | null = null

  const run = async (): Promise<void> => {
    // Requests that arrived in the same turn of the loop join the first batch.
    await new Promise<void>(resolve => setImmediate(resolve))
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxBatch)
      waiting = waiting.slice(maxBatch)
      await settle(batch, commit)
    }
    running = null
  }

  return {
    add(mark) {
      if (waiting.length >= maxWaiting)
        return Promise.reject(new HttpError(503, 'inbox_full', 'Too many events wait to be stored. The sweep will find what they spoke of.'))
      return new Promise((resolve, reject) => {
        waiting.push({ mark, resolve, reject })
        running ??= run()
      })
    },
    idle: async () => {
      await running
    },
  }
}

/** Writes a batch and tells everybody in it. A row that cannot be stored takes no others down with it. */
async function settle(batch: Waiting[], commit: GroupCommitOptions['commit']): Promise<void> {
  try {
    await commit(batch.map(({ mark }) => mark))
    batch.forEach(({ resolve }) => resolve())
  }
  catch (error) {
    if (batch.length > 1 && BAD_ROW.test((error as { code?: string }).code ?? ''))
      return settleEach(batch, commit)
    batch.forEach(({ reject }) => reject(error))
  }
}

async function settleEach(batch: Waiting[], commit: GroupCommitOptions['commit']): Promise<void> {
  for (const one of batch)
    await settle([one], commit)
}
