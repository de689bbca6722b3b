import type { Readable } from 'node:stream'
import type { Sheet, SheetCell, SheetColumn } from './sheet.ts'
import { Readable as Source } from 'node:stream'
import { stringify } from 'csv-stringify'
import { cellText, hoursOf, wallClock } from './sheet.ts'

/**
 * A sheet as CSV, row by row, whatever its length: with a byte order mark, and with the separators that the spreadsheets of the
 * person's language expect (`;` and a decimal comma in Russian). The only file that knows the CSV library.
 */
export function csvFile(sheet: Sheet): Readable {
  const lines = stringify({ bom: true, delimiter: sheet.language === 'ru' ? ';' : ',', record_delimiter: 'windows' })
  const source = Source.from(records(sheet))
  source.on('error', error => lines.destroy(error))
  lines.on('close', () => source.destroy())
  return source.pipe(lines)
}

async function* records(sheet: Sheet): AsyncGenerator<string[]> {
  yield sheet.columns.map(column => cellText(titleOf(column, sheet)))
  for await (const row of sheet.rows)
    yield row.map((cell, index) => toText(cell, sheet.columns[index]!, sheet))
}

function titleOf({ title, kind }: SheetColumn, { language }: Sheet): string {
  return kind === 'duration' ? `${title}, ${language === 'ru' ? 'ч' : 'h'}` : title
}

function toText(cell: SheetCell, { kind }: SheetColumn, sheet: Sheet): string {
  if (cell === null)
    return ''
  if (typeof cell === 'string')
    return cellText(cell)
  switch (kind) {
    case 'instant': return instantText(wallClock(cell, sheet.timeZone), sheet)
    case 'share': return `${decimal(Math.round(cell * 1_000) / 10, sheet)}%`
    case 'duration': return decimal(hoursOf(cell), sheet)
    default: return decimal(cell, sheet)
  }
}

function decimal(value: number, { language }: Sheet): string {
  return language === 'ru' ? String(value).replace('.', ',') : String(value)
}

function instantText(wall: Date, { language }: Sheet): string {
  const [date, time] = [wall.toISOString().slice(0, 10), wall.toISOString().slice(11, 16)]
  return language === 'ru' ? `${date.split('-').toReversed().join('.')} ${time}` : `${date} ${time}`
}
