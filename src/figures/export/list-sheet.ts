import type { ListRow } from '../../contracts/api/figures-answers.schema.ts'
import type { FiguresListExport } from '../../contracts/api/figures-export.schema.ts'
import type { Portal } from '../../store/portals.ts'
import type { FigureViewer } from '../query/figure-scope.ts'
import type { FigureDeps } from '../refresh/figure-deps.ts'
import type { Sheet, SheetCell } from './sheet.ts'
import { fromMinorUnits } from '../../domain/money.ts'
import { readList } from '../query/read-list.ts'
import { labelWords, listColumns, listWords } from './export-words.ts'

/** Rows read from the store at once. */
const PAGE = 500

/** The list behind one number as a sheet, and its length. Rows outside the viewer's grant keep their place and lose the rest. @throws HttpError 400, 403 */
export async function listSheet(deps: FigureDeps, portal: Portal, viewer: FigureViewer, query: FiguresListExport): Promise<{ sheet: Sheet, total: number }> {
  const read = (cursor?: string): ReturnType<typeof readList> => readList(deps, portal.portalId, viewer, { ...query, limit: PAGE, ...cursor !== undefined && { cursor } })
  const first = await read()
  async function* rows(): AsyncGenerator<SheetCell[]> {
    for (let page = first; ;) {
      for (const row of page.rows)
        yield toCells(row, portal, viewer)
      if (page.nextCursor === null)
        return
      page = await read(page.nextCursor)
    }
  }
  return { total: first.total, sheet: { title: first.title[viewer.language], columns: listColumns(viewer.language, portal.currency), rows: rows(), language: viewer.language, timeZone: portal.timeZone } }
}

function toCells(row: ListRow, portal: Portal, { language }: FigureViewer): SheetCell[] {
  const words = listWords(language)
  const name = `${row.entityTypeId === 1 ? words.lead : words.deal} ${row.itemId}`
  if (!row.accessible)
    return [`${name} - ${words.noAccess}`]
  return [
    name,
    row.createdAt,
    row.source,
    row.campaign,
    row.rep === null ? null : row.rep.name ?? String(row.rep.id),
    row.label === null ? null : labelWords(row.label, language),
    row.reason,
    row.verdictAt,
    row.dueAt,
    row.wonAt,
    row.revenueMinor === null ? null : fromMinorUnits(row.revenueMinor, portal.currency),
    row.startedAt,
    row.endedAt,
    row.durationMs,
    row.route,
    [row.isRepeat ? words.repeat : '', row.gone === null ? '' : words.gone[row.gone]].filter(Boolean).join(', ') || null,
    `${portal.origin}/crm/${row.entityTypeId === 1 ? 'lead' : 'deal'}/details/${row.itemId}/`,
  ]
}
