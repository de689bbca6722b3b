/** Languages of the interface. English is the source for keys, Russian for the treaty's own wording. */
export const LANGUAGES = ['ru', 'en'] as const

/** A language of the interface. */
export type Language = typeof LANGUAGES[number]

/** A name or sentence the two sides agreed on, in both languages. */
export interface Words {
  readonly ru: string
  readonly en: string
}

/** The language to speak to a person whose portal or browser names any language: Russian and its neighbours read Russian. */
export function languageFor(code: string | null | undefined): Language {
  const short = (code ?? '').slice(0, 2).toLowerCase()
  return ['ru', 'be', 'by', 'kk', 'kz', 'ky', 'uz', 'tg'].includes(short) ? 'ru' : 'en'
}
