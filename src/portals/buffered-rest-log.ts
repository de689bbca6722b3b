import type { Logger } from 'pino'
import type { RestLog, RestLogRow } from '../bitrix/rest-log.ts'
import type { RestLogRepository } from '../store/rest-log.ts'

/** Rows kept before they are written, and the longest time they wait. */
const MAX_ROWS = 200
const FLUSH_AFTER_MS = 1_000

/** A log of calls that gathers rows and writes them together. */
export interface BufferedRestLog extends RestLog {
  /** Writes what is gathered; call it before the store closes. */
  flush: () => Promise<void>
}

/** Writes the log behind the calls: a call never waits for it, and a broken log never breaks a call. */
export function createBufferedRestLog(restLog: RestLogRepository, logger: Logger, onRow: (row: RestLogRow) => void): BufferedRestLog {
  let rows: RestLogRow[] = []
  let timer: NodeJS.Timeout | null = null
  let writing = Promise.resolve()

  function flush(): Promise<void> {
    if (timer)
      clearTimeout(timer)
    timer = null
    const taken = rows
    rows = []
    writing = writing.then(() => writeAll(taken))
    return writing
  }

  async function writeAll(taken: RestLogRow[]): Promise<void> {
    const portals = new Set(taken.map(row => row.portalId))
    for (const portalId of portals) {
      const own = taken.filter(row => row.portalId === portalId).map(({ portalId: _, ...row }) => row)
      await restLog.writeMany(portalId, own).catch((error: unknown) => logger.error({ err: error, portalId, lost: own.length }, 'log of calls not written'))
    }
  }

  return {
    write(row) {
      onRow(row)
      rows.push(row)
      if (rows.length >= MAX_ROWS)
        void flush()
      else
        timer ??= setTimeout(() => void flush(), FLUSH_AFTER_MS).unref()
    },
    flush,
  }
}
