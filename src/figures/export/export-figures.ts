import type { Readable } from 'node:stream'
import type { ExportFormat, FiguresListExport, FiguresTableExport } from '../../contracts/api/figures-export.schema.ts'
import type { Portal } from '../../store/portals.ts'
import type { FigureViewer } from '../query/figure-scope.ts'
import type { FigureDeps } from '../refresh/figure-deps.ts'
import type { Sheet } from './sheet.ts'
import { dayText, localDay } from '../../domain/local-time.ts'
import { HttpError } from '../../http/http-error.ts'
import { csvFile } from './csv-file.ts'
import { listSheet } from './list-sheet.ts'
import { tableSheet } from './table-sheet.ts'
import { xlsxFile } from './xlsx-file.ts'

/** A file on its way to a person. */
export interface ExportedFile {
  readonly contentType: string
  readonly fileName: string
  readonly body: Readable
}

/** Rows of a workbook, which is built in memory; CSV has no limit. */
export const XLSX_ROWS = 20_000

const CONTENT_TYPES: Readonly<Record<ExportFormat, string>> = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }

/** The whole list behind a number as a file. @throws HttpError 400, 403; 413 `too_many_rows` for a workbook of more than `XLSX_ROWS` */
export async function exportList(deps: FigureDeps, portalId: number, viewer: FigureViewer, query: FiguresListExport): Promise<ExportedFile> {
  const portal = await portalOf(deps, portalId)
  const { sheet, total } = await listSheet(deps, portal, viewer, query)
  if (query.format === 'xlsx' && total > XLSX_ROWS)
    throw tooManyRows(viewer, total)
  return toFile(deps, portal, sheet, query)
}

/** A table of a tab as a file. @throws HttpError 400, 403 */
export async function exportTable(deps: FigureDeps, portalId: number, viewer: FigureViewer, query: FiguresTableExport): Promise<ExportedFile> {
  const portal = await portalOf(deps, portalId)
  return toFile(deps, portal, await tableSheet(deps, portal, viewer, query), query)
}

async function portalOf({ store }: FigureDeps, portalId: number): Promise<Portal> {
  const portal = await store.portals.get(portalId)
  if (portal === null)
    throw new HttpError(404, 'not_found', 'This portal is not connected: reinstall the application.')
  return portal
}

async function toFile({ now }: FigureDeps, { timeZone }: Portal, sheet: Sheet, { format, from, to }: Pick<FiguresListExport, 'format' | 'from' | 'to'>): Promise<ExportedFile> {
  const made = dayText(localDay(now(), timeZone))
  return {
    contentType: CONTENT_TYPES[format],
    fileName: `${sheet.title} ${from} ${to} (${made}).${format}`,
    body: format === 'csv' ? csvFile(sheet) : await xlsxFile(sheet),
  }
}

function tooManyRows({ language }: FigureViewer, total: number): HttpError {
  const [rows, limit] = [total, XLSX_ROWS].map(count => count.toLocaleString(language))
  return new HttpError(413, 'too_many_rows', language === 'ru'
    ? `В списке ${rows} строк, файл Excel вмещает ${limit}: выберите CSV или сузьте период и фильтры.`
    : `The list has ${rows} rows, an Excel file takes ${limit}: choose CSV or narrow the period and the filters.`, { field: 'format' })
}
