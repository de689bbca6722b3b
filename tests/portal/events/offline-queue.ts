import type { Portal } from '../portal.ts'
import type { OfflineQueue, OfflineRow } from './portal-events.ts'
import { randomToken } from '../apps/random-token.ts'

/** Reserved rows are given back after thirty days. */
const reservationMs = 30 * 24 * 3_600_000

/** Empty queues. One row per changed object and event; a change of a reserved object starts a new row. */
export function createOfflineQueue(portal: () => Portal): OfflineQueue {
  const rows = new Map<number, OfflineRow>()
  /** Unreserved row of an object. */
  const openRows = new Map<string, OfflineRow>()
  let lastId = 0

  const drop = (row: OfflineRow): void => {
    rows.delete(row.id)
    if (openRows.get(rowKey(row)) === row)
      openRows.delete(rowKey(row))
  }
  const isFree = (row: OfflineRow): boolean =>
    row.processId === '' || portal().clock.now() - row.changedAt > reservationMs

  return {
    list: appId => [...rows.values()].filter(row => row.appId === appId),
    record(change) {
      const now = portal().clock.now()
      const open = openRows.get(rowKey(change))
      if (open) {
        Object.assign(open, { additional: change.additional, changedAt: now, messageId: randomToken(portal().random, 32) })
        return
      }
      lastId += 1
      const row: OfflineRow = { ...change, id: lastId, messageId: randomToken(portal().random, 32), changedAt: now, processId: '', isError: false }
      rows.set(row.id, row)
      openRows.set(rowKey(row), row)
    },
    take(query) {
      const isMine = (row: OfflineRow): boolean => query.processId === '' ? isFree(row) : row.processId === query.processId
      const taken = [...rows.values()]
        .filter(row => row.appId === query.appId && row.connector === query.connector && isMine(row) && query.matches(row))
        .sort(query.compare)
        .slice(0, query.limit)
      if (query.clear) {
        taken.forEach(drop)
        return { processId: null, rows: taken }
      }
      const processId = query.processId || randomToken(portal().random, 32)
      for (const row of taken) {
        row.processId = processId
        row.isError = false
        if (openRows.get(rowKey(row)) === row)
          openRows.delete(rowKey(row))
      }
      return { processId, rows: taken }
    },
    clear(query) {
      const gone = [...rows.values()].filter(row => row.appId === query.appId
        && row.processId === query.processId
        && (query.ids ? query.ids.includes(row.id) : query.messageIds?.includes(row.messageId) ?? true))
      gone.forEach(drop)
      return gone.length
    },
    markError(query) {
      const failed = [...rows.values()].filter(row => row.appId === query.appId
        && row.processId === query.processId && query.messageIds.includes(row.messageId))
      for (const row of failed)
        row.isError = true
      return failed.length
    },
    dropApp(appId) {
      for (const row of [...rows.values()].filter(one => one.appId === appId))
        drop(row)
    },
  }
}

function rowKey(row: Pick<OfflineRow, 'appId' | 'connector' | 'event' | 'data'>): string {
  return `${row.appId}/${row.connector}/${row.event}/${JSON.stringify(row.data)}`
}
