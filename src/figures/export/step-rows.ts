import type { FiguresLedgerAnswer, FunnelAnswer, OpenTime, SpeedAnswer } from '../../contracts/api/figures-answers.schema.ts'
import type { Language } from '../../domain/words.ts'
import type { SheetCell } from './sheet.ts'
import type { TableRows } from './table-rows.ts'
import { FIGURES } from '../definitions/all-figures.ts'
import { tableWord } from './export-words.ts'
import { columnsOf } from './table-rows.ts'

/** Steps with what reached them and what went no further. */
export function funnelRows({ steps }: FunnelAnswer, language: Language): TableRows {
  return {
    title: tableWord('step', language),
    columns: columnsOf(language, [['step', 'text'], ['reached', 'count'], ['shareOfFirst', 'share'], ['lost', 'count'], ['lostShare', 'share']]),
    rows: steps.map(step => [step.words[language], step.reached?.value ?? null, step.shareOfFirst, step.lost?.value ?? null, step.lostShare]),
  }
}

/** Times step by step, the wait for the handoff, the first touch and the whole way. */
export function speedRows({ steps, whole, handoffWait, firstTouch }: SpeedAnswer, language: Language): TableRows {
  return {
    title: FIGURES.step_time.name[language],
    columns: columnsOf(language, [['step', 'text'], ['ended', 'count'], ['p50', 'duration'], ['p75', 'duration'], ['p90', 'duration'], ['waiting', 'count']]),
    rows: [
      ...steps.map(step => [step.words[language], ...timeCells(step), step.waiting.value]),
      [FIGURES.handoff_wait.name[language], ...timeCells(handoffWait), handoffWait.waiting.value],
      ...'state' in firstTouch ? [] : [[FIGURES.first_touch.name[language], ...timeCells(firstTouch), firstTouch.waiting.value]],
      [FIGURES.whole_time.name[language], ...timeCells(whole), null],
    ],
  }
}

/** Breaches by their route, the total last. */
export function ledgerRows({ routes, breaches, holeRate }: FiguresLedgerAnswer, language: Language): TableRows {
  return {
    title: FIGURES.hole_rate.name[language],
    columns: columnsOf(language, [['route', 'text'], ['breaches', 'count'], ['holes', 'count']]),
    rows: [...routes.map(route => [route.route, route.breaches.value, route.holes.value]), [tableWord('total', language), breaches.value, holeRate.numerator.value]],
  }
}

function timeCells({ ended, p50Ms, p75Ms, p90Ms }: OpenTime): SheetCell[] {
  return [ended.value, p50Ms, p75Ms, p90Ms]
}
