import type { I18n } from 'vue-i18n'
import type { Language } from '../../src/domain/words.ts'
import { createI18n } from 'vue-i18n'
import en from './words.en.json'
import ru from './words.ru.json'

/** Nested keys `noun.part.meaning` → sentence. */
export interface WordTree { [key: string]: string | WordTree }

/** Russian has three plural forms, in this order: 1 лид | 2 лида | 5 лидов. */
function russianPlural(choice: number, choicesLength: number): number {
  const n = Math.abs(choice)
  const tens = n % 100
  const form = n % 10 === 1 && tens !== 11 ? 0 : n % 10 >= 2 && n % 10 <= 4 && (tens < 12 || tens > 14) ? 1 : 2
  return Math.min(form, choicesLength - 1)
}

/** The words of one page together with those that all pages share. */
export function createWords(language: Language, page: Record<Language, WordTree>): I18n {
  return createI18n({
    legacy: false,
    locale: language,
    fallbackLocale: 'en',
    messages: { en: { ...en, ...page.en }, ru: { ...ru, ...page.ru } },
    pluralRules: { ru: russianPlural },
  })
}
