import type { InjectionKey } from 'vue'
import type { DefinitionsAnswer } from '../../src/contracts/api/figures-answers.schema.ts'
import type { RowFilter } from './kpi-query.ts'
import { inject } from 'vue'

/** A number somebody wants to see the rows of. */
export interface WantedList {
  list: string
  /** The number as shown: the list must count the same. */
  value: number
  /** Narrows the list to one row of a table. */
  row?: RowFilter
  /** What the row is called. */
  about?: string
}

/** What every part of the page may use. */
export interface KpiContext {
  /** Opens the list behind a number in the side panel. */
  open: (wanted: WantedList) => void
  /** A definition by its code; undefined until they are here. */
  definition: (code: string) => DefinitionsAnswer[number] | undefined
  /** Saves a table of a tab or a list as a file. */
  save: (path: string) => Promise<void>
  /** The question as it stands now, for tables as files. */
  query: () => URLSearchParams
}

/** Key under which the page provides it. */
export const kpiContextKey: InjectionKey<KpiContext> = Symbol('kpi')

/** The context of the page. @throws Error when used outside it */
export function useKpiContext(): KpiContext {
  const context = inject(kpiContextKey)
  if (!context)
    throw new Error('useKpiContext works inside KpiPage only.')
  return context
}
