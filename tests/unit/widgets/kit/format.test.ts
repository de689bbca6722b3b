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

  it.each([
    ['ru', 25 * 24 + 20, '25,8 дн.', '25 дн. 20 ч'],
    ['ru', 10 * 24, '10 дн.', '10 дн.'],
    ['ru', 23, '23 ч', '23 ч'],
    ['en', 36, '1.5 days', '1 day 12 hrs'],
  ] as const)('%s: %d hours, at a glance and exactly', (language, hours, glance, exact) => {
    expect([plain(formatsOf(language).days(hours * 3_600_000)), plain(formatsOf(language).span(hours * 3_600_000))]).toEqual([glance, exact])
  })

  it('a moment with its year where it is read years later', () => {
    const at = Date.UTC(2026, 10, 23, 11, 5)
    expect([plain(formatsOf('ru').moment(at)), plain(formatsOf('ru').dated(at))]).toEqual(['23 нояб., 14:05', '23 нояб. 2026 г., 14:05'])
    expect(plain(formatsOf('en').dated(at))).toBe('23 Nov 2026, 14:05')
  })

  it('shares and amounts', () => {
    expect(plain(formatsOf('ru').share(0.741))).toBe('74,1 %')
    expect(formatsOf('en').share(0.741)).toBe('74.1%')
    expect(plain(formatsOf('ru').money(1_234_567_00))).toBe('1 234 567,00 ₽')
    expect(formatsOf('ru').share(null)).toBe('–')
  })
})
