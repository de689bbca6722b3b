import type { Criterion } from '../../domain/criterion.ts'
import type { MissingPart } from '../../domain/missing-part.ts'
import type { Language, Words } from '../../domain/words.ts'
import { fillWords } from './fill-words.ts'

const PART_WORDS: Readonly<Record<MissingPart['code'], Words>> = {
  verdict: { ru: 'нет вердикта', en: 'there is no verdict' },
  qualified: { ru: 'вердикт не «Качественный»', en: 'the verdict is not "Qualified"' },
  criterion: { ru: 'не отмечено: {name}', en: 'not answered: {name}' },
  criterion_unknown: { ru: 'неизвестно: {name}', en: 'unknown: {name}' },
  criterion_not_met: { ru: 'не подходит: {name}', en: 'not met: {name}' },
  warmth: { ru: 'не указана теплота', en: 'warmth is not given' },
  reason: { ru: 'не указана причина', en: 'no reason is given' },
  reason_words: { ru: 'причина «Другое» без пояснения', en: 'the reason "Other" needs words' },
}

/** What is missing, as half a sentence in the user's words: «не отмечено: Бюджет, Срок; не указана теплота». Empty when nothing is. */
export function missingSentence(missing: readonly MissingPart[], criteria: readonly Pick<Criterion, 'code' | 'words'>[], language: Language): string {
  const codes = [...new Set(missing.map(part => part.code))]
  return codes.map((code) => {
    const names = missing.filter(part => part.code === code).map(part => nameOf(part, criteria, language))
    return fillWords(PART_WORDS[code], language, { name: names.join(', ') })
  }).join('; ')
}

function nameOf({ criterion }: MissingPart, criteria: readonly Pick<Criterion, 'code' | 'words'>[], language: Language): string {
  return criteria.find(({ code }) => code === criterion)?.words[language] ?? criterion ?? ''
}
