import type { Words } from '../../domain/words.ts'
import type { ItemCount } from '../../store/figure-measures.ts'
import type { FigureDefinition } from './figure-definition.ts'
import { CONTROL_FIGURES } from './control-figures.ts'
import { CONVERSION_FIGURES } from './conversion-figures.ts'
import { VERDICT_FIGURES } from './verdict-figures.ts'

/** Every figure the two sides share, by code. */
export const FIGURES = { ...VERDICT_FIGURES, ...CONVERSION_FIGURES, ...CONTROL_FIGURES } as const satisfies Record<string, FigureDefinition>

/** Words of what is counted, for the titles of lists. */
export const COUNT_WORDS: Readonly<Record<ItemCount, Words>> = {
  items: { ru: 'заявки', en: 'leads' },
  no_treaty: { ru: 'созданы до договора', en: 'created before the treaty' },
  verdict: { ru: 'с итоговым вердиктом', en: 'with a final verdict' },
  qualified: { ru: 'качественные', en: 'qualified' },
  off_target: { ru: 'не по целевой аудитории', en: 'off target' },
  spam: { ru: 'фейк и спам', en: 'fake and spam' },
  unproven: { ru: 'неподтверждённое «не дозвонились»', en: 'unproven "no answer"' },
  no_verdict: { ru: 'нет вердикта', en: 'no verdict' },
  still_trying: { ru: 'ещё дозваниваются', en: 'still trying' },
  share_base: { ru: 'в знаменателе доли целевых', en: 'in the denominator of the target share' },
  never_settles: { ru: 'без срока проверки', en: 'without a review deadline' },
  with_deadline: { ru: 'со сроком вердикта', en: 'with a verdict deadline' },
  covered: { ru: 'со сроком и полной обратной связью', en: 'with a deadline and complete feedback' },
  on_time: { ru: 'вердикт не позже срока', en: 'verdict not later than the deadline' },
  won: { ru: 'клиенты', en: 'customers' },
  won_qualified: { ru: 'клиенты из качественных', en: 'customers among the qualified' },
  won_unqualified: { ru: 'клиенты без вердикта «качественный»', en: 'customers without a qualified verdict' },
  due: { ru: 'срок вердикта прошёл', en: 'verdict deadline past' },
  due_covered: { ru: 'срок прошёл, обратная связь полная', en: 'deadline past, feedback complete' },
  due_on_time: { ru: 'срок прошёл, вердикт вовремя', en: 'deadline past, verdict on time' },
  unsettled: { ru: 'вердикт ещё не устоялся', en: 'verdict not settled yet' },
}
