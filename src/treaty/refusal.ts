import type { RefusalCode } from '../contracts/words/refusal-words.ts'
import type { Language } from '../domain/words.ts'
import { fillWords } from '../contracts/words/fill-words.ts'
import { REFUSAL_WORDS } from '../contracts/words/refusal-words.ts'
import { HttpError } from '../http/http-error.ts'

/** What a refusal may say besides its code. */
export interface RefusalDetails {
  readonly field?: string
  readonly details?: Readonly<Record<string, string | number>>
}

/** A refusal in the language of the person who is refused; throw it. */
export function refusal(code: RefusalCode, language: Language, { field, details }: RefusalDetails = {}): HttpError {
  const { status, words } = REFUSAL_WORDS[code]
  return new HttpError(status, code, fillWords(words, language, details), field === undefined ? {} : { field })
}
