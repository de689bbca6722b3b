import { appsWords } from './apps.ts'
import { commonWords } from './common.ts'
import { crmWords } from './crm.ts'

/** Interface languages of the stand-in. */
export type Language = 'ru' | 'en'

const dictionary = { ...commonWords, ...crmWords, ...appsWords }

export type WordKey = keyof typeof dictionary

/** Says a word in the reader's language; `{name}` is replaced by the parameter of that name. */
export type Words = (key: WordKey, parameters?: Readonly<Record<string, string | number>>) => string

/** The dictionary of one language. */
export function wordsOf(language: Language): Words {
  return (key, parameters = {}) =>
    dictionary[key][language === 'ru' ? 0 : 1].replace(/\{(\w+)\}/g, (hole, name: string) => String(parameters[name] ?? hole))
}

/** Words the browser modules need, as a plain table. */
export function clientWords(language: Language): Record<string, string> {
  const words = wordsOf(language)
  return Object.fromEntries((Object.keys(dictionary) as WordKey[])
    .filter(key => /^(?:button|conflict|dialog|error|frame|required|card|kanban|timeline|convert|app|notify)\./.test(key))
    .map(key => [key, words(key)]))
}
