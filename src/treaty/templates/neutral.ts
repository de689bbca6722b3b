import type { TreatyTemplate } from './treaty-template.ts'
import { DEFAULT_STEPS, DEFAULT_WARMTH } from '../../domain/treaty-defaults.ts'
import { COMMON_SPAM_REASONS, OTHER_REASON } from './common-reasons.ts'

/** For any trade: four questions every sale has. */
export const neutralTemplate: TreatyTemplate = {
  code: 'neutral',
  words: { ru: 'Любая отрасль', en: 'Any trade' },
  criteria: [
    {
      code: 'need',
      kind: 'yes_no',
      mandatory: true,
      field: null,
      words: { ru: 'Потребность', en: 'Need' },
      hint: { ru: 'Клиенту нужно то, что мы продаём', en: 'The client needs what we sell' },
    },
    {
      code: 'region',
      kind: 'yes_no',
      mandatory: true,
      field: null,
      words: { ru: 'Регион', en: 'Region' },
      hint: { ru: 'Мы работаем там, где клиент', en: 'We work where the client is' },
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
      hint: { ru: 'Бюджет отличается от цены не больше чем на 25 %', en: 'The budget differs from the price by 25 % at most' },
    },
    {
      code: 'horizon',
      kind: 'date_horizon',
      withinDays: 180,
      mandatory: true,
      field: null,
      words: { ru: 'Срок', en: 'Horizon' },
      hint: { ru: 'Планирует купить в течение полугода', en: 'Plans to buy within half a year' },
    },
  ],
  warmth: DEFAULT_WARMTH,
  steps: DEFAULT_STEPS,
  reasons: {
    offTarget: [
      { code: 'student', words: { ru: 'Студент, исследование', en: 'Student, research' }, kind: 'plain' },
      { code: 'other_region', words: { ru: 'Другой регион', en: 'Other region' }, kind: 'plain' },
      { code: 'other_product', words: { ru: 'Другой товар', en: 'Other product' }, kind: 'plain' },
      { code: 'no_budget', words: { ru: 'Бюджет не подходит', en: 'Budget does not fit' }, kind: 'plain' },
      { code: 'too_early', words: { ru: 'Слишком рано', en: 'Too early' }, kind: 'plain' },
      { code: 'job_seeker', words: { ru: 'Ищет работу', en: 'Looks for a job' }, kind: 'plain' },
      OTHER_REASON,
    ],
    spam: COMMON_SPAM_REASONS,
  },
}
