import type { Language, Words } from '../../src/domain/words.ts'

/** The list with one entry replaced. */
export function replaced<Entry>(list: readonly Entry[], index: number, entry: Entry): Entry[] {
  return list.map((old, place) => place === index ? entry : old)
}

/** The list without one entry. */
export function removed<Entry>(list: readonly Entry[], index: number): Entry[] {
  return list.filter((_, place) => place !== index)
}

/** The list with one entry a place further up (-1) or down (1); unchanged at its ends. */
export function moved<Entry>(list: readonly Entry[], index: number, by: -1 | 1): Entry[] {
  const other = list[index + by]
  const entry = list[index]
  return other === undefined || entry === undefined ? [...list] : replaced(replaced(list, index, other), index + by, entry)
}

/** The set with a value put in or taken out. */
export function toggled<Value>(values: readonly Value[], value: Value): Value[] {
  return values.includes(value) ? values.filter(other => other !== value) : [...values, value]
}

/** A code nobody in the list has: `reason_3`. */
export function freshCode(list: readonly { readonly code: string }[], root: string): string {
  let number = list.length + 1
  while (list.some(({ code }) => code === `${root}_${number}`))
    number += 1
  return `${root}_${number}`
}

/**
 * A name typed in one language. The other language follows while it is empty or was the same word, so that a company of one
 * language never has to type twice.
 */
export function typed(words: Words, language: Language, text: string): Words {
  const other: Language = language === 'ru' ? 'en' : 'ru'
  const follows = words[other].trim() === '' || words[other] === words[language]
  const both = { [language]: text, [other]: follows ? text : words[other] }
  return { ru: both.ru ?? '', en: both.en ?? '' }
}
