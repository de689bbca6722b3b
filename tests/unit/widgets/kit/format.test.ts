import { describe, expect, it } from 'vitest'
import { createFormats } from '../../../../widgets/kit/format.ts'

const formatsOf = (language: 'ru' | 'en') => createFormats({ language, timeZone: 'Europe/Moscow', currency: 'RUB' })

/** Digits and signs as they are read: every kind of space is one space. */
const plain = (text: string): string => text.replace(/\s/gu, ' ')

describe('numbers are written in the language of the page, whatever the browser speaks', () => {
  it.each([
    ['ru', -0.6, '−0,6'],
    ['ru', 2.2, '+2,2'],
    ['ru', 0, '0'],
    ['en', -0.6, '−0.6'],
    ['en', 12, '+12'],
  ] as const)('%s: a change of %d', (language, value, text) => {
    expect(formatsOf(language).change(value)).toBe(text)
  })

  it('shares and amounts', () => {
    expect(plain(formatsOf('ru').share(0.741))).toBe('74,1 %')
    expect(formatsOf('en').share(0.741)).toBe('74.1%')
    expect(plain(formatsOf('ru').money(1_234_567_00))).toBe('1 234 567,00 ₽')
    expect(formatsOf('ru').share(null)).toBe('–')
  })
})
