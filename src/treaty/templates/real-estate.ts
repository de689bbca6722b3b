import type { TreatyTemplate } from './treaty-template.ts'
import { DEFAULT_STEPS, DEFAULT_WARMTH } from '../../domain/treaty-defaults.ts'
import { COMMON_SPAM_REASONS, OTHER_REASON } from './common-reasons.ts'

/** Flats and houses: region, category, horizon up to a year, budget within a quarter of the price. */
export const realEstateTemplate: TreatyTemplate = {
  code: 'real_estate',
  words: { ru: 'Недвижимость', en: 'Real estate' },
  criteria: [
    {
      code: 'region',
      kind: 'choice',
      metValues: [],
      mandatory: true,
      field: null,
      words: { ru: 'Регион', en: 'Region' },
      hint: { ru: 'Ищет там, где у нас есть объекты', en: 'Looks where we have objects' },
    },
    {
      code: 'category',
      kind: 'choice',
      metValues: [],
      mandatory: true,
      field: null,
      words: { ru: 'Категория', en: 'Category' },
      hint: { ru: 'Нужна категория, которую мы продаём: квартира, дом, коммерция', en: 'Wants a category we sell: flat, house, commercial' },
    },
    {
      code: 'horizon',
      kind: 'date_horizon',
      withinDays: 365,
      mandatory: true,
      field: null,
      words: { ru: 'Срок', en: 'Horizon' },
      hint: { ru: 'Планирует покупку в течение года', en: 'Plans to buy within a year' },
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
      hint: { ru: 'Бюджет отличается от цены объекта не больше чем на 25 %', en: 'The budget differs from the object\'s price by 25 % at most' },
    },
  ],
  warmth: DEFAULT_WARMTH,
  steps: [
    { code: 'handoff', words: { ru: 'Передать в продажи, назначить показ', en: 'Hand off to sales, arrange a viewing' } },
    { code: 'clarify', words: { ru: 'Уточнить недостающее и передать', en: 'Clarify what is missing, then hand off' } },
    DEFAULT_STEPS[2]!,
  ],
  reasons: {
    offTarget: [
      { code: 'other_region', words: { ru: 'Другой регион', en: 'Other region' }, kind: 'plain' },
      { code: 'other_product', words: { ru: 'Другой товар', en: 'Other product' }, kind: 'plain' },
      { code: 'rent', words: { ru: 'Хочет снять, а не купить', en: 'Wants to rent, not to buy' }, kind: 'plain' },
      { code: 'no_budget', words: { ru: 'Бюджет не подходит', en: 'Budget does not fit' }, kind: 'plain' },
      { code: 'too_early', words: { ru: 'Позже чем через год', en: 'Later than in a year' }, kind: 'plain' },
      { code: 'student', words: { ru: 'Студент, исследование', en: 'Student, research' }, kind: 'plain' },
      { code: 'realtor', words: { ru: 'Риелтор, агент', en: 'Realtor or agent' }, kind: 'plain' },
      OTHER_REASON,
    ],
    spam: COMMON_SPAM_REASONS,
  },
}
