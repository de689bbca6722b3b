import type { FiguresTableExport } from '../../contracts/api/figures-export.schema.ts'
import type { Portal } from '../../store/portals.ts'
import type { FigureViewer } from '../query/figure-scope.ts'
import type { FigureDeps } from '../refresh/figure-deps.ts'
import type { Sheet, SheetCell } from './sheet.ts'
import type { TableRows } from './table-rows.ts'
import { readFunnel } from '../query/read-funnel.ts'
import { readReps, readSources } from '../query/read-groups.ts'
import { readFiguresLedger } from '../query/read-ledger.ts'
import { readOverview } from '../query/read-overview.ts'
import { readMarketing, readSpeed } from '../query/read-speed.ts'
import { funnelRows, ledgerRows, speedRows } from './step-rows.ts'
import { marketingRows, overviewRows, repRows, sourceRows } from './table-rows.ts'

/** The table of a tab as a sheet, with the numbers the tab shows. @throws HttpError 400, 403 */
export async function tableSheet(deps: FigureDeps, portal: Portal, viewer: FigureViewer, query: FiguresTableExport): Promise<Sheet> {
  const { title, columns, rows } = await read(deps, portal.portalId, viewer, query)
  return { title, columns, rows: each(rows), language: viewer.language, timeZone: portal.timeZone }
}

async function read(deps: FigureDeps, portalId: number, viewer: FigureViewer, query: FiguresTableExport): Promise<TableRows> {
  const { language } = viewer
  switch (query.table) {
    case 'overview': return overviewRows(await readOverview(deps, portalId, viewer, query), language)
    case 'funnel': return funnelRows(await readFunnel(deps, portalId, viewer, query), language)
    case 'sources': return sourceRows(await readSources(deps, portalId, viewer, query), language)
    case 'reps': return repRows(await readReps(deps, portalId, viewer, query), language)
    case 'speed': return speedRows(await readSpeed(deps, portalId, viewer, query), language)
    case 'marketing': return marketingRows(await readMarketing(deps, portalId, viewer, query), language)
    case 'ledger': return ledgerRows(await readFiguresLedger(deps, portalId, viewer, query), language)
  }
}

async function* each(rows: readonly SheetCell[][]): AsyncGenerator<SheetCell[]> {
  yield* rows
}
