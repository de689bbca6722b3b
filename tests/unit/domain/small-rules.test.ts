import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskContacts } from '../../../src/domain/mask-contacts.ts'
import { fromMinorUnits, toMinorUnits } from '../../../src/domain/money.ts'
import { criteriaOutcome, nextStepFor } from '../../../src/domain/next-step.ts'
import { dayPeriod, isWithin, lastDaysPeriod, previousPeriod, weekPeriod } from '../../../src/domain/period.ts'
import { languageFor } from '../../../src/domain/words.ts'
import { offTarget, qualified } from '../../support/sample-feedback.ts'
import { sampleTreaty } from '../../support/sample-treaty.ts'

const utc = (text: string) => Date.parse(text)

describe('the qualification matrix', () => {
  const treaty = sampleTreaty()

  it('names the next step for criteria and warmth', () => {
    expect(nextStepFor(qualified(), treaty)?.code).toBe('handoff')
    expect(nextStepFor(qualified({ warmth: 'cold' }), treaty)?.code).toBe('clarify')
    expect(nextStepFor(qualified({ answers: { ...qualified().answers, budget: 'not_met' } }), treaty)?.code).toBe('nurture')
  })

  it('names none without warmth', () => {
    expect(nextStepFor(offTarget(), treaty)).toBeNull()
  })

  it('weighs one "not met" more than any number of "unknown", and silence like "unknown"', () => {
    expect(criteriaOutcome({ region: 'not_met' }, treaty)).toBe('some_not_met')
    expect(criteriaOutcome({ region: 'met', category: 'met', horizon: 'met' }, treaty)).toBe('some_unknown')
    expect(criteriaOutcome(qualified().answers, treaty)).toBe('all_met')
  })
})

describe('money', () => {
  it.each([[999.9, 'RUB', 99_990], [1.005, 'RUB', 101], [1000, 'JPY', 1000], [1.234, 'KWD', 1234], [-0.5, 'RUB', -50], [12, null, 1200], [12, '???', 1200], [0, 'RUB', 0]])('%s %s is %s minor units', (amount, currency, minor) => {
    expect(toMinorUnits(amount, currency)).toBe(minor)
  })

  it('survives a round trip', () => {
    fc.assert(fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom('RUB', 'JPY', 'KWD'), (minor, currency) => {
      expect(toMinorUnits(fromMinorUnits(minor, currency), currency)).toBe(minor)
    }))
  })
})

describe('words of a rep', () => {
  it.each([
    ['звонить +7 (912) 345-67-89 после обеда', 'звонить ••• после обеда'],
    ['89123456789', '•••'],
    ['пишет с ivan.petrov@mail.example.ru', 'пишет с •••'],
    ['бюджет 12 500 000, квартира 45', 'бюджет 12 500 000, квартира 45'],
    ['переезд 12.05.2027', 'переезд 12.05.2027'],
    ['2-3 комнаты до 2027', '2-3 комнаты до 2027'],
  ])('keep no phone and no e-mail: %s', (text, kept) => {
    expect(maskContacts(text)).toBe(kept)
  })
})

describe('periods', () => {
  it('are local days, end excluded', () => {
    const day = dayPeriod(utc('2026-03-10T21:30:00Z'), 'Europe/Moscow')
    expect([day.fromAt, day.toAt]).toEqual([utc('2026-03-10T21:00:00Z'), utc('2026-03-11T21:00:00Z')])
    expect([isWithin(day, day.fromAt), isWithin(day, day.toAt)]).toEqual([true, false])
  })

  it('have weeks that start when the portal says', () => {
    const sunday = utc('2026-03-15T12:00:00Z')
    expect(weekPeriod(sunday, 'UTC').fromAt).toBe(utc('2026-03-09'))
    expect(weekPeriod(sunday, 'UTC', 6).fromAt).toBe(utc('2026-03-15'))
  })

  it('are preceded by an equal span of days, also over a change of clocks', () => {
    const week = weekPeriod(utc('2026-03-31T12:00:00Z'), 'Europe/Berlin')
    const before = previousPeriod(week, 'Europe/Berlin')
    expect(before.toAt).toBe(week.fromAt)
    expect(before.fromAt).toBe(utc('2026-03-22T23:00:00Z'))
  })

  it('count the last days with today among them', () => {
    const last = lastDaysPeriod(utc('2026-03-10T12:00:00Z'), 30, 'UTC')
    expect([last.fromAt, last.toAt]).toEqual([utc('2026-02-09'), utc('2026-03-11')])
  })
})

describe('the language of a person', () => {
  it.each([['ru', 'ru'], ['RU-ru', 'ru'], ['by', 'ru'], ['be', 'ru'], ['kz', 'ru'], ['kk', 'ru'], ['en', 'en'], ['de', 'en'], [null, 'en']])('%s is %s', (code, language) => {
    expect(languageFor(code)).toBe(language)
  })
})
