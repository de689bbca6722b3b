import type { TreatyTemplate } from './treaty-template.ts'
import { DEFAULT_STEPS, DEFAULT_WARMTH } from '../../domain/treaty-defaults.ts'
import { COMMON_SPAM_REASONS, OTHER_REASON } from './common-reasons.ts'

/** Services for companies: need, who decides, budget and start. */
export const b2bServicesTemplate: TreatyTemplate = {
  code: 'b2b_services',
  words: { ru: 'Услуги для бизнеса', en: 'Services for companies' },
  criteria: [
    {
      code: 'need',
      kind: 'yes_no',
      mandatory: true,
      field: null,
      words: { ru: 'Задача', en: 'Task' },
      hint: { ru: 'Есть задача, которую мы решаем', en: 'There is a task that we solve' },
    },
    {
      code: 'decides',
      kind: 'yes_no',
      mandatory: true,
      field: null,
      words: { ru: 'Решение', en: 'Decision' },
      hint: { ru: 'Говорим с тем, кто решает, или он участвует', en: 'We talk to whoever decides, or he takes part' },
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
      hint: { ru: 'Бюджет отличается от нашей вилки не больше чем на 25 %', en: 'The budget differs from our range by 25 % at most' },
    },
    {
      code: 'start',
      kind: 'date_horizon',
      withinDays: 90,
      mandatory: true,
      field: null,
      words: { ru: 'Начало', en: 'Start' },
      hint: { ru: 'Готов начать в течение квартала', en: 'Ready to begin within a quarter' },
    },
    {
      code: 'company_size',
      kind: 'choice',
      metValues: [],
      mandatory: false,
      field: null,
      words: { ru: 'Размер компании', en: 'Company size' },
      hint: { ru: 'Компания того размера, с которым мы работаем', en: 'A company of the size we work with' },
    },
  ],
  warmth: DEFAULT_WARMTH,
  steps: [
    { code: 'handoff', words: { ru: 'Передать в продажи, назначить встречу', en: 'Hand off to sales, arrange a meeting' } },
    { code: 'clarify', words: { ru: 'Выяснить, кто решает и когда, и передать', en: 'Find out who decides and when, then hand off' } },
    DEFAULT_STEPS[2]!,
  ],
  reasons: {
    offTarget: [
      { code: 'too_small', words: { ru: 'Слишком маленькая компания', en: 'Company too small' }, kind: 'plain' },
      { code: 'no_budget', words: { ru: 'Бюджет не подходит', en: 'Budget does not fit' }, kind: 'plain' },
      { code: 'other_service', words: { ru: 'Нужна другая услуга', en: 'Wants another service' }, kind: 'plain' },
      { code: 'no_authority', words: { ru: 'Не решает и не сведёт с тем, кто решает', en: 'Neither decides nor introduces whoever does' }, kind: 'plain' },
      { code: 'too_early', words: { ru: 'Слишком рано', en: 'Too early' }, kind: 'plain' },
      { code: 'student', words: { ru: 'Студент, исследование', en: 'Student, research' }, kind: 'plain' },
      { code: 'competitor', words: { ru: 'Конкурент', en: 'Competitor' }, kind: 'plain' },
      OTHER_REASON,
    ],
    spam: COMMON_SPAM_REASONS,
  },
}
