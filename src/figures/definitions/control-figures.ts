import type { FigureDefinition } from './figure-definition.ts'
import { SPAN_KINDS } from '../../store/figure-facts.ts'

/** Figures of reviews, of the gate and of money. @see figures.md */
export const CONTROL_FIGURES = {
  handoffs: {
    code: 'handoffs',
    name: { ru: 'Передачи', en: 'Handoffs' },
    words: { ru: 'Переходы заявки целиком за границу: лид сконвертирован или его управляемая сделка в работе — что раньше; вместе это одна передача. Назад и снова вперёд — две.', en: 'Crossings of the lead as a whole: the lead converted or one of its governed deals at work, whichever is first; together they are one. Back and over again are two.' },
    shape: 'count',
    numerator: { of: 'spans', kind: SPAN_KINDS.handoff },
    denominator: null,
    unit: 'handoff',
  },
  hole_rate: {
    code: 'hole_rate',
    name: { ru: 'Доля прорех', en: 'Hole rate' },
    words: { ru: 'Нарушения, не исправленные за 24 часа (возвращено, удержано, дополнено, разрешено) ÷ передачи. Время нарушения — время движения. Наблюдение показано как «было бы» и в долю не входит.', en: 'Breaches not corrected within 24 hours (returned, held, completed, granted) ÷ handoffs. The time of a breach is that of its move. Observing time is shown as "would have been" and is outside the rate.' },
    shape: 'ratio',
    numerator: { of: 'breaches' },
    denominator: { of: 'spans', kind: SPAN_KINDS.handoff },
    unit: 'breach',
  },
  accuracy: {
    code: 'accuracy',
    name: { ru: 'Точность квалификации', en: 'Qualification accuracy' },
    words: { ru: '1 − отменённые ÷ проверенные, только по контрольной выборке; единица — проверенная обратная связь, открытые споры не входят. Интервал Уилсона 95 %; до 20 проверок — без места.', en: '1 − overturned ÷ reviewed, from the audit sample only; the unit is reviewed feedback, open disputes are left out. Wilson 95 % interval; no rank under 20 reviews.' },
    shape: 'ratio',
    numerator: { of: 'review', what: 'overturned' },
    denominator: { of: 'review', what: 'reviewed' },
    unit: 'review',
  },
  reviews_due: {
    code: 'reviews_due',
    name: { ru: 'Проверки к сроку', en: 'Reviews due' },
    words: { ru: 'Обратная связь, выбранная для проверки, чей срок прошёл.', en: 'Feedback chosen for review whose deadline is past.' },
    shape: 'count',
    numerator: { of: 'review', what: 'due' },
    denominator: null,
    unit: 'feedback',
  },
  marketing_response: {
    code: 'marketing_response',
    name: { ru: 'Ответ маркетинга', en: 'Marketing\'s response' },
    words: { ru: 'Проверки вовремя ÷ проверки к сроку; медиана рабочих часов отвеченных рядом с долей неотвеченных.', en: 'Reviews on time ÷ reviews due; the median working hours of answered ones beside the unanswered share.' },
    shape: 'ratio',
    numerator: { of: 'review', what: 'on_time' },
    denominator: { of: 'review', what: 'due' },
    unit: 'review',
  },
  ruling_response: {
    code: 'ruling_response',
    name: { ru: 'Ответ РОПа', en: 'Ruling response' },
    words: { ru: 'Решения вовремя ÷ решения к сроку.', en: 'Rulings on time ÷ rulings due.' },
    shape: 'ratio',
    numerator: { of: 'review', what: 'rulings_on_time' },
    denominator: { of: 'review', what: 'rulings_due' },
    unit: 'review',
  },
  agreement: {
    code: 'agreement',
    name: { ru: 'Согласие судей', en: 'Agreement' },
    words: { ru: 'Доля равных пар при слепой калибровке, каппа Коэна или Флейсса и AC1 Гвет.', en: 'Share of equal pairs in blind calibration, Cohen\'s or Fleiss\' kappa and Gwet\'s AC1.' },
    shape: 'ratio',
    numerator: { of: 'review', what: 'equal_pairs' },
    denominator: { of: 'review', what: 'pairs' },
    unit: 'review',
  },
  cpl: money('cpl', { ru: 'Цена лида', en: 'CPL' }, { ru: 'Расход ÷ заявки.', en: 'Spend ÷ leads.' }, 'items'),
  cost_per_target: money('cost_per_target', { ru: 'Цена целевого лида', en: 'Cost per target lead' }, { ru: 'Расход ÷ качественные заявки.', en: 'Spend ÷ qualified leads.' }, 'qualified'),
  cac: money('cac', { ru: 'Цена клиента', en: 'CAC' }, { ru: 'Расход ÷ клиенты.', en: 'Spend ÷ customers.' }, 'won'),
  romi: {
    code: 'romi',
    name: { ru: 'ROMI', en: 'ROMI' },
    words: { ru: '(Выручка − расход) ÷ расход.', en: '(Revenue − spend) ÷ spend.' },
    shape: 'ratio',
    numerator: { of: 'money', what: 'revenue_less_spend' },
    denominator: { of: 'money', what: 'spend' },
    unit: 'deal',
  },
  plan_fact: {
    code: 'plan_fact',
    name: { ru: 'План и факт', en: 'Plan against fact' },
    words: { ru: 'Бюджет × 1/CPL × качественные от всех × выиграно из качественных × чек; разложение — логарифмическое среднее Дивизиа.', en: 'Budget × 1/CPL × qualified of all × won of qualified × ticket; split by log-mean Divisia.' },
    shape: 'money',
    numerator: { of: 'money', what: 'result' },
    denominator: null,
    unit: 'deal',
  },
} as const satisfies Record<string, FigureDefinition>

function money(code: string, name: FigureDefinition['name'], words: FigureDefinition['words'], count: 'items' | 'qualified' | 'won'): FigureDefinition {
  return { code, name, words, shape: 'money', numerator: { of: 'money', what: 'spend' }, denominator: { of: 'items', count, event: 'created' }, unit: count === 'won' ? 'customer' : 'lead' }
}
