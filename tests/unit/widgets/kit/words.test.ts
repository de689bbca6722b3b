import { describe, expect, it } from 'vitest'
import { createWords } from '../../../../widgets/kit/words.ts'

const page = { ru: { lead: { count: '{n} лид | {n} лида | {n} лидов' } }, en: { lead: { count: 'one lead | {n} leads' } } }

/** The sentence as a page asks for it. */
function say(language: 'ru' | 'en', n: number): string {
  // The cast: the type of `t` is that of the words of one page, which the library cannot know here.
  return (createWords(language, page).global.t as (key: string, n: number) => string)('lead.count', n)
}

describe('numbers with their noun', () => {
  it.each([[0, 'лидов'], [1, 'лид'], [2, 'лида'], [4, 'лида'], [5, 'лидов'], [11, 'лидов'], [14, 'лидов'], [21, 'лид'], [102, 'лида'], [111, 'лидов'], [572, 'лида']])('%d in Russian', (n, noun) => {
    expect(say('ru', n)).toBe(`${n} ${noun}`)
  })

  it.each([[1, 'one lead'], [2, '2 leads'], [0, '0 leads']])('%d in English', (n, text) => {
    expect(say('en', n)).toBe(text)
  })
})
