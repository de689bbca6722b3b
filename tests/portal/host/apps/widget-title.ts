import type { PlacementRow } from '../../apps/apps.ts'
import type { View } from '../view.ts'

/** Title of a widget in the reader's language, else as bound, else the application's own. */
export function widgetTitle(view: Pick<View, 'portal' | 'language'>, row: PlacementRow): string {
  return row.langAll[view.language]?.TITLE || row.title || view.portal.apps.get(row.appId)?.title || row.placement
}
