import type { TreatyTemplate } from './treaty-template.ts'
import { DEFAULT_STEPS, DEFAULT_WARMTH } from '../../domain/treaty-defaults.ts'
import { COMMON_SPAM_REASONS, OTHER_REASON } from './common-reasons.ts'

/** Car dealers: the model, a budget within fifteen percent of its price, a purchase within a quarter, a visit. */
export const carsTemplate: TreatyTemplate = {
  code: 'cars',
  words: { ru: 'Автосалон', en: 'Car dealer' },
  criteria: [
    {
      code: 'model',
      kind: 'choice',
      metValues: [],
      mandatory: true,
      field: null,
      words: { ru: 'Модель', en: 'Model' },
      hint: { ru: 'Выбирает среди машин, которые у нас есть или придут', en: 'Chooses among cars we have or expect' },
    },
    {
      code: 'budget',
      kind: 'number_range',
      min: null,
      max: null,
      tolerancePercent: 15,
      mandatory: true,
      field: null,
      words: { ru: 'Бюджет', en: 'Budget' },
      hint: { ru: 'С кредитом и обменом бюджет отличается от цены не больше чем на 15 %', en: 'With a loan and trade-in the budget differs from the price by 15 % at most' },
    },
    {
      code: 'horizon',
      kind: 'date_horizon',
      withinDays: 90,
      mandatory: true,
      field: null,
      words: { ru: 'Срок', en: 'Horizon' },
      hint: { ru: 'Купит в ближайшие три месяца', en: 'Buys within three months' },
    },
    {
      code: 'visit',
      kind: 'yes_no',
      mandatory: true,
      field: null,
      words: { ru: 'Визит', en: 'Visit' },
      hint: { ru: 'Готов приехать в салон или на тест-драйв', en: 'Ready to come to the showroom or for a test drive' },
    },
  ],
  warmth: DEFAULT_WARMTH,
  steps: [
    { code: 'handoff', words: { ru: 'Передать в продажи, записать на тест-драйв', en: 'Hand off to sales, book a test drive' } },
    { code: 'clarify', words: { ru: 'Уточнить недостающее и передать', en: 'Clarify what is missing, then hand off' } },
    DEFAULT_STEPS[2]!,
  ],
  reasons: {
    offTarget: [
      { code: 'other_region', words: { ru: 'Другой регион', en: 'Other region' }, kind: 'plain' },
      { code: 'other_model', words: { ru: 'Модели у нас нет и не будет', en: 'A model we do not sell' }, kind: 'plain' },
      { code: 'no_budget', words: { ru: 'Бюджет не подходит, в кредите отказано', en: 'Budget does not fit, the loan was refused' }, kind: 'plain' },
      { code: 'service', words: { ru: 'Сервис или запчасти, а не покупка', en: 'Service or parts, not a purchase' }, kind: 'plain' },
      { code: 'sells_car', words: { ru: 'Хочет только продать свою машину', en: 'Only wants to sell a car' }, kind: 'plain' },
      { code: 'too_early', words: { ru: 'Слишком рано', en: 'Too early' }, kind: 'plain' },
      OTHER_REASON,
    ],
    spam: COMMON_SPAM_REASONS,
  },
}
