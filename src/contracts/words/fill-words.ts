import type { Language, Words } from '../../domain/words.ts'

/** The sentence in a language, `{name}` replaced by its detail. A name without a detail stays as it is, so that a mistake shows. */
export function fillWords(words: Words, language: Language, details: Readonly<Record<string, string | number>> = {}): string {
  return words[language].replace(/\{(\w+)\}/g, (place, name: string) => String(details[name] ?? place))
}
