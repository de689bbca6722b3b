import type { HistoryRow } from './stage.ts'

/** Stage history of one kind of item, in order of id. */
export interface HistoryTable {
  rows: readonly HistoryRow[]
  /** Rows of one item, oldest first. */
  ofOwner: (ownerId: number) => readonly HistoryRow[]
  add: (row: HistoryRow) => void
}

/** An empty history. */
export function createHistoryTable(): HistoryTable {
  const rows: HistoryRow[] = []
  const owners = new Map<number, HistoryRow[]>()
  return {
    rows,
    ofOwner: ownerId => owners.get(ownerId) ?? [],
    add(row) {
      rows.push(row)
      const own = owners.get(row.ownerId)
      if (own)
        own.push(row)
      else
        owners.set(row.ownerId, [row])
    },
  }
}
