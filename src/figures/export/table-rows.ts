import type { GroupRow, MarketingAnswer, OpenRatio, OverviewAnswer, RepsAnswer, SourcesAnswer } from '../../contracts/api/figures-answers.schema.ts'
import type { Language } from '../../domain/words.ts'
import type { TableWord } from './export-words.ts'
import type { ColumnKind, Sheet, SheetCell, SheetColumn } from './sheet.ts'
import { FIGURES } from '../definitions/all-figures.ts'
import { tableWord } from './export-words.ts'

/** A table before it is a sheet. */
export interface TableRows extends Pick<Sheet, 'title' | 'columns'> {
  readonly rows: SheetCell[][]
}

/** Columns from their words. */
export function columnsOf(language: Language, columns: readonly (readonly [TableWord, ColumnKind])[]): SheetColumn[] {
  return columns.map(([word, kind]) => ({ title: tableWord(word, language), kind }))
}

const RATIO = [['figure', 'text'], ['value', 'share'], ['numerator', 'count'], ['denominator', 'count'], ['target', 'share']] as const
const KPI = ['targetShare', 'conversion', 'coverage'] as const
const MIX = ['items', 'qualified', 'off_target', 'spam', 'unproven', 'no_verdict', 'still_trying'] as const
const GROUP = [...MIX.map(word => [word, 'count'] as const), ...KPI.flatMap(word => [[word, 'share'], ['numerator', 'count'], ['denominator', 'count']] as const)]

/** The shared figures, one a row. */
export function overviewRows(answer: OverviewAnswer, language: Language): TableRows {
  const { targets } = answer
  const target: Record<string, number | undefined> = { target_share: targets?.targetSharePercent, conversion: targets?.conversionPercent }
  const ratios = [answer.targetShare, answer.conversion, answer.coverage, answer.onTime, ...answer.terms]
  return { title: tableWord('figure', language), columns: columnsOf(language, RATIO), rows: ratios.map(ratio => ratioRow(ratio, language, target[ratio.code])) }
}

/** Both sides' promises. */
export function marketingRows(answer: MarketingAnswer, language: Language): TableRows {
  return { title: tableWord('figure', language), columns: columnsOf(language, RATIO), rows: [ratioRow(answer.salesOnTime, language, undefined)] }
}

/** Sources, their campaigns under them, the total last. */
export function sourceRows({ sources, total }: SourcesAnswer, language: Language): TableRows {
  const none = tableWord('none', language)
  return {
    title: tableWord('source', language),
    columns: columnsOf(language, [['source', 'text'], ['campaign', 'text'], ...GROUP]),
    rows: [
      ...sources.flatMap(source => [
        [source.name ?? none, null, ...groupCells(source)],
        ...source.campaigns.map(campaign => [source.name ?? none, campaign.name ?? none, ...groupCells(campaign)]),
      ]),
      [tableWord('total', language), null, ...groupCells(total)],
    ],
  }
}

/** Reps with the time they take, the total last. */
export function repRows({ reps, total }: RepsAnswer, language: Language): TableRows {
  return {
    title: tableWord('rep', language),
    columns: columnsOf(language, [['rep', 'text'], ...GROUP, ['p50', 'duration'], ['p75', 'duration'], ['p90', 'duration']]),
    rows: [
      ...reps.map(rep => [rep.name ?? (rep.key === 0 ? tableWord('none', language) : String(rep.key)), ...groupCells(rep), rep.response.p50Ms, rep.response.p75Ms, rep.response.p90Ms]),
      [tableWord('total', language), ...groupCells(total), null, null, null],
    ],
  }
}

function groupCells(row: GroupRow): SheetCell[] {
  return [...MIX.map(part => row.mix[part].value), ...KPI.flatMap(kpi => [row[kpi].value, row[kpi].numerator.value, row[kpi].denominator.value])]
}

function ratioRow({ code, value, numerator, denominator }: OpenRatio, language: Language, targetPercent: number | undefined): SheetCell[] {
  const name = Object.values(FIGURES).find(figure => figure.code === code)?.name[language] ?? code
  return [name, value, numerator.value, denominator.value, targetPercent === undefined ? null : targetPercent / 100]
}
