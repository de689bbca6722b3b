import type { Readable } from 'node:stream'
import type { Cell } from 'write-excel-file/node'
import type { Sheet, SheetCell, SheetColumn } from './sheet.ts'
import writeXlsxFile from 'write-excel-file/node'
import { cellText, hoursOf, wallClock } from './sheet.ts'

const FORMATS: Partial<Record<SheetColumn['kind'], string>> = { share: '0.0%', money: '#,##0.00', duration: '0.00', instant: 'dd.mm.yyyy hh:mm' }
const WIDTHS: Record<SheetColumn['kind'], number> = { text: 26, count: 12, share: 12, money: 16, duration: 14, instant: 18 }

/** The longest text a cell may hold. */
const LONGEST = 32_767

/** A sheet as a workbook, built in memory: bound its rows before. The only file that knows the spreadsheet library. */
export async function xlsxFile(sheet: Sheet): Promise<Readable> {
  const rows: Cell[][] = [sheet.columns.map(column => ({ value: titleOf(column, sheet), type: String, fontWeight: 'bold' as const }))]
  for await (const row of sheet.rows)
    rows.push(row.map((cell, index) => toCell(cell, sheet.columns[index]!, sheet)))
  const { toStream } = writeXlsxFile(rows, { sheet: sheetName(sheet.title), columns: sheet.columns.map(({ kind }) => ({ width: WIDTHS[kind] })), stickyRowsCount: 1 })
  // The cast: without an argument the stream is given back.
  return (toStream as () => Promise<Readable>)()
}

function titleOf({ title, kind }: SheetColumn, { language }: Sheet): string {
  return cellText(kind === 'duration' ? `${title}, ${language === 'ru' ? 'ч' : 'h'}` : title)
}

function toCell(cell: SheetCell, { kind }: SheetColumn, sheet: Sheet): Cell {
  if (cell === null)
    return null
  if (typeof cell === 'string')
    return { value: cellText(cell).slice(0, LONGEST), type: String }
  const format = FORMATS[kind]
  if (kind === 'instant')
    return { value: wallClock(cell, sheet.timeZone), type: Date, ...format && { format } }
  return { value: kind === 'duration' ? hoursOf(cell) : cell, type: Number, ...format && { format } }
}

/** At most 31 characters, none of those that Excel forbids. */
function sheetName(title: string): string {
  return title.replaceAll(/[\\/?*[\]:']/g, ' ').trim().slice(0, 31) || 'Sheet'
}
