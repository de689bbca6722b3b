import type { Reason } from '../../domain/treaty.ts'

/** Reasons for spam are alike in every trade. */
export const COMMON_SPAM_REASONS: readonly Reason[] = [
  { code: 'advertiser', words: { ru: 'Реклама, предлагают услуги', en: 'Advertiser, offers services' }, kind: 'plain' },
  { code: 'contractor', words: { ru: 'Подрядчик, поставщик', en: 'Contractor or supplier' }, kind: 'plain' },
  { code: 'wrong_number', words: { ru: 'Ошиблись номером', en: 'Wrong number' }, kind: 'plain' },
  { code: 'no_answer', words: { ru: 'Не дозвонились', en: 'No answer' }, kind: 'no_answer' },
  { code: 'bot', words: { ru: 'Бот, пустая заявка', en: 'Bot or empty form' }, kind: 'plain' },
  { code: 'other', words: { ru: 'Другое', en: 'Other' }, kind: 'other' },
]

/** The last entry of every list: says in words what no button says. */
export const OTHER_REASON: Reason = { code: 'other', words: { ru: 'Другое', en: 'Other' }, kind: 'other' }
