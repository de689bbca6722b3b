import type { TreatyTemplate } from './treaty-template.ts'
import { DEFAULT_STEPS, DEFAULT_WARMTH } from '../../domain/treaty-defaults.ts'
import { COMMON_SPAM_REASONS, OTHER_REASON } from './common-reasons.ts'

/** Goods made to order (furniture, windows, stairs): region, product, size of the order, term. */
export const manufacturingTemplate: TreatyTemplate = {
  code: 'manufacturing',
  words: { ru: 'Производство на заказ', en: 'Goods made to order' },
  criteria: [
    {
      code: 'region',
      kind: 'choice',
      metValues: [],
      mandatory: true,
      field: null,
      words: { ru: 'Регион', en: 'Region' },
      hint: { ru: 'Доставляем и ставим там, где клиент', en: 'We deliver and install where the client is' },
    },
    {
      code: 'product',
      kind: 'choice',
      metValues: [],
      mandatory: true,
      field: null,
      words: { ru: 'Изделие', en: 'Product' },
      hint: { ru: 'Нужно изделие, которое мы делаем', en: 'Wants a product that we make' },
    },
    {
      code: 'budget',
      kind: 'number_range',
      min: null,
      max: null,
      tolerancePercent: 25,
      mandatory: true,
      field: null,
      words: { ru: 'Бюджет', en: 'Budget' },
      hint: { ru: 'Бюджет отличается от расчёта не больше чем на 25 %', en: 'The budget differs from the estimate by 25 % at most' },
    },
    {
      code: 'horizon',
      kind: 'date_horizon',
      withinDays: 120,
      mandatory: true,
      field: null,
      words: { ru: 'Срок', en: 'Horizon' },
      hint: { ru: 'Заказ нужен в течение четырёх месяцев', en: 'The order is needed within four months' },
    },
    {
      code: 'measured',
      kind: 'yes_no',
      mandatory: false,
      field: null,
      words: { ru: 'Размеры', en: 'Measures' },
      hint: { ru: 'Размеры или проект уже есть', en: 'Measures or a project are at hand' },
    },
  ],
  warmth: DEFAULT_WARMTH,
  steps: [
    { code: 'handoff', words: { ru: 'Передать в продажи, записать на замер', en: 'Hand off to sales, book the measuring' } },
    { code: 'clarify', words: { ru: 'Уточнить размеры и срок и передать', en: 'Clarify measures and term, then hand off' } },
    DEFAULT_STEPS[2]!,
  ],
  reasons: {
    offTarget: [
      { code: 'other_region', words: { ru: 'Другой регион', en: 'Other region' }, kind: 'plain' },
      { code: 'other_product', words: { ru: 'Такого не делаем', en: 'We do not make it' }, kind: 'plain' },
      { code: 'too_small', words: { ru: 'Слишком маленький заказ', en: 'Order too small' }, kind: 'plain' },
      { code: 'no_budget', words: { ru: 'Бюджет не подходит', en: 'Budget does not fit' }, kind: 'plain' },
      { code: 'too_early', words: { ru: 'Слишком рано: нет помещения', en: 'Too early: no premises yet' }, kind: 'plain' },
      { code: 'repair', words: { ru: 'Ремонт чужого изделия', en: 'Repair of another maker\'s goods' }, kind: 'plain' },
      { code: 'student', words: { ru: 'Студент, исследование', en: 'Student, research' }, kind: 'plain' },
      OTHER_REASON,
    ],
    spam: COMMON_SPAM_REASONS,
  },
}
