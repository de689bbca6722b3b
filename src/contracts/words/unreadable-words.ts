import type { z } from 'zod'
import type { Language, Words } from '../../domain/words.ts'
import { fillWords } from './fill-words.ts'

const WORDS: Readonly<Record<string, Words>> = {
  invalid_type: { ru: 'здесь должно быть другое: {expected}', en: 'something else belongs here: {expected}' },
  unrecognized_keys: { ru: 'лишнее: {keys}', en: 'not known: {keys}' },
  too_big: { ru: 'больше, чем можно ({maximum})', en: 'more than allowed ({maximum})' },
  too_small: { ru: 'меньше, чем нужно ({minimum})', en: 'less than needed ({minimum})' },
  invalid_value: { ru: 'можно только: {values}', en: 'only these are allowed: {values}' },
  invalid_union: { ru: 'значение не подходит ни под один вид', en: 'the value is of no known kind' },
}
const OTHER: Words = { ru: 'значение не подходит', en: 'the value does not fit' }

/** Why a place of a file cannot be read, as half a sentence. */
export function unreadableReason(issue: z.core.$ZodIssue, language: Language): string {
  const details = Object.fromEntries(Object.entries(issue).flatMap(([name, value]) => {
    if (Array.isArray(value))
      return [[name, value.map(String).join(', ')]]
    return typeof value === 'string' || typeof value === 'number' ? [[name, value]] : []
  }))
  return fillWords(WORDS[issue.code] ?? OTHER, language, details)
}

/** A path as people write it: `criteria[2].words.ru`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.map(part => typeof part === 'number' ? `[${part}]` : `.${String(part)}`).join('').replace(/^\./, '')
}
