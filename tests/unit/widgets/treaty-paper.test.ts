import { expect, it } from 'vitest'
import { dateRanges } from '../../../widgets/treaty/date-ranges.ts'

/** Every kind of space is one space; editions of the world's formats differ in those around a dash. */
const plain = (dates: string[], language: 'ru' | 'en'): string[] => dateRanges(dates, language).map(text => text.replace(/\s/gu, ' ').replace(/ ?– ?/g, '–'))

it('holidays in a row are one stretch on the paper, in any order, across the end of a year', () => {
  const dates = ['2027-01-02', '2026-12-31', '2027-01-01', '2027-02-23']
  expect(plain(dates, 'ru')).toEqual(['31 дек. 2026 г.–2 янв. 2027 г.', '23 февр. 2027 г.'])
  expect(plain(['2027-05-01', '2027-05-02'], 'en')).toEqual(['1–2 May 2027'])
})

it('a date that cannot be read stays as it was typed', () => {
  expect(dateRanges(['soon'], 'ru')).toEqual(['soon'])
})
