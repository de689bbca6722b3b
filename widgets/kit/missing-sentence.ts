import type { CardState } from '../../src/contracts/api/card-state.schema.ts'
import type { FeedbackForm } from '../../src/contracts/api/feedback-form.schema.ts'
import type { Language } from '../../src/domain/words.ts'

type Missing = CardState['gate']['missing'][number]

const phrases: Record<Language, Record<Exclude<Missing['code'], 'criterion' | 'criterion_unknown' | 'criterion_not_met'>, string>> = {
  ru: {
    verdict: 'нет вердикта',
    qualified: 'вердикт не «Качественный»',
    warmth: 'не указана теплота',
    reason: 'не указана причина',
    reason_words: 'причина «другое» без слов',
  },
  en: {
    verdict: 'there is no verdict',
    qualified: 'the verdict is not “Qualified”',
    warmth: 'warmth is not given',
    reason: 'no reason is given',
    reason_words: 'the reason “other” has no words',
  },
}

const criteria: Record<Language, Record<'criterion' | 'criterion_unknown' | 'criterion_not_met', (names: string) => string>> = {
  ru: {
    criterion: names => `не отмечено: ${names}`,
    criterion_unknown: names => `неизвестно: ${names}`,
    criterion_not_met: names => `не подходит: ${names}`,
  },
  en: {
    criterion: names => `not answered: ${names}`,
    criterion_unknown: names => `unknown: ${names}`,
    criterion_not_met: names => `not met: ${names}`,
  },
}

/** What is missing, in one phrase of the user's words: «не отмечено: срок, бюджет; не указана теплота». Empty when nothing is. */
export function missingSentence(missing: readonly Missing[], form: FeedbackForm, language: Language): string {
  const nameOf = (code: string | null): string => form.criteria.find(criterion => criterion.code === code)?.words[language].toLocaleLowerCase(language) ?? code ?? ''
  const groups = (['criterion', 'criterion_unknown', 'criterion_not_met'] as const).map((code) => {
    const names = missing.filter(part => part.code === code).map(part => nameOf(part.criterion))
    return names.length > 0 ? criteria[language][code](names.join(', ')) : ''
  })
  const others = missing.map(part => part.code in phrases[language] ? phrases[language][part.code as keyof typeof phrases.ru] : '')
  return [...groups, ...others].filter(Boolean).join('; ')
}
