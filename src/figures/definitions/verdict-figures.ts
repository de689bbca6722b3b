import type { FigureDefinition } from './figure-definition.ts'
import { SPAN_KINDS } from '../../store/figure-facts.ts'

/** Figures that verdicts decide. @see figures.md */
export const VERDICT_FIGURES = {
  coverage: {
    code: 'coverage',
    name: { ru: 'Охват', en: 'Coverage' },
    words: {
      ru: 'Заявки с полной обратной связью ÷ заявки, у которых срок вердикта прошёл. Опоздавшие вердикты считаются. За период — по сроку вердикта.',
      en: 'Leads with complete feedback ÷ leads whose verdict deadline is past. Late verdicts count. By period: by the deadline.',
    },
    shape: 'ratio',
    numerator: { of: 'items', count: 'due_covered', event: 'due' },
    denominator: { of: 'items', count: 'due', event: 'due' },
    unit: 'lead',
  },
  on_time: {
    code: 'on_time',
    name: { ru: 'Вердикты вовремя', en: 'Verdicts on time' },
    words: {
      ru: 'Заявки с полной обратной связью не позже срока ÷ заявки, у которых срок вердикта прошёл.',
      en: 'Leads with complete feedback at or before the deadline ÷ leads whose verdict deadline is past.',
    },
    shape: 'ratio',
    numerator: { of: 'items', count: 'due_on_time', event: 'due' },
    denominator: { of: 'items', count: 'due', event: 'due' },
    unit: 'lead',
  },
  target_share: {
    code: 'target_share',
    name: { ru: 'Доля целевых', en: 'Target share' },
    words: {
      ru: 'Итоговый вердикт «качественный» ÷ заявки с итоговым вердиктом. Спам входит в знаменатель, если так решил договор; неподтверждённое «не дозвонились» — ни туда, ни сюда. За период — по первому вердикту, вердикт — действующий сейчас.',
      en: 'Final verdict "qualified" ÷ leads with a final verdict. Spam is in the denominator if the treaty says so; an unproven "no answer" is in neither part. By period: by the first verdict, with the verdict in force now.',
    },
    shape: 'ratio',
    numerator: { of: 'items', count: 'qualified', event: 'verdict' },
    denominator: { of: 'items', count: 'share_base', event: 'verdict' },
    unit: 'lead',
  },
  sales_response: {
    code: 'sales_response',
    name: { ru: 'Ответ продаж', en: 'Sales\' response' },
    words: {
      ru: 'Рабочее время от создания заявки до первой полной обратной связи. Переназначение часы не сбрасывает.',
      en: 'Working time from creation to the first complete feedback. Reassignment does not restart the clock.',
    },
    shape: 'duration',
    numerator: { of: 'spans', kind: SPAN_KINDS.verdictWait },
    denominator: null,
    unit: 'lead',
  },
} as const satisfies Record<string, FigureDefinition>
