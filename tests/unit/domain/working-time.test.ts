import type { WorkingCalendar } from '../../../src/domain/working-calendar.ts'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { instantOf, localDay, offsetAt } from '../../../src/domain/local-time.ts'
import { DEFAULT_WEEK } from '../../../src/domain/treaty-defaults.ts'
import { addWorkingMinutes, isWorkingTime, workingMsBetween } from '../../../src/domain/working-time.ts'

const at = (text: string, zone = 'Europe/Moscow') => DateTime.fromISO(text, { zone }).toMillis()
const iso = (ms: number, zone = 'Europe/Moscow') => DateTime.fromMillis(ms, { zone }).toISO({ suppressMilliseconds: true, includeOffset: false })
const moscow: WorkingCalendar = { timeZone: 'Europe/Moscow', week: DEFAULT_WEEK, holidays: ['2026-03-09'], specialDays: [{ date: '2026-03-14', intervals: [{ fromMinute: 600, toMinute: 720 }] }] }
const berlinNights: WorkingCalendar = { timeZone: 'Europe/Berlin', week: Array.from({ length: 7 }, () => [{ fromMinute: 0, toMinute: 360 }]), holidays: [], specialDays: [] }
const HOUR = 3_600_000

describe('adding working time', () => {
  it.each([
    ['within a day', '2026-03-10T10:00', 240, '2026-03-10T14:00:00'],
    ['from before work', '2026-03-10T07:00', 60, '2026-03-10T10:00:00'],
    ['to the last minute of a day', '2026-03-10T14:00', 240, '2026-03-10T18:00:00'],
    ['over a night', '2026-03-10T16:00', 240, '2026-03-11T11:00:00'],
    ['from the last minute of a day', '2026-03-10T18:00', 30, '2026-03-11T09:30:00'],
    ['over a weekend with a working Saturday', '2026-03-13T17:00', 120, '2026-03-14T11:00:00'],
    ['over a weekend and a holiday', '2026-03-06T17:00', 120, '2026-03-10T10:00:00'],
    ['of nothing', '2026-03-08T03:00', 0, '2026-03-08T03:00:00'],
  ])('goes %s', (_, from, minutes, expected) => {
    expect(iso(addWorkingMinutes(moscow, at(from), minutes))).toBe(expected)
  })

  it('counts hours as they really pass in the nights the clocks change', () => {
    expect(iso(addWorkingMinutes(berlinNights, at('2026-03-29T00:00', 'Europe/Berlin'), 240), 'Europe/Berlin')).toBe('2026-03-29T05:00:00')
    expect(iso(addWorkingMinutes(berlinNights, at('2026-10-25T00:00', 'Europe/Berlin'), 240), 'Europe/Berlin')).toBe('2026-10-25T03:00:00')
  })

  it('refuses a calendar without working time', () => {
    expect(() => addWorkingMinutes({ ...moscow, week: [[], [], [], [], [], [], []], specialDays: [] }, at('2026-03-10T10:00'), 1)).toThrow(RangeError)
  })
})

describe('working time between two instants', () => {
  it('leaves out nights, weekends and holidays', () => {
    expect(workingMsBetween(moscow, at('2026-03-06T17:00'), at('2026-03-10T10:00'))).toBe(2 * HOUR)
  })

  it('is five and seven hours long in the nights the clocks change', () => {
    const night = (date: string) => workingMsBetween(berlinNights, at(`${date}T00:00`, 'Europe/Berlin'), at(`${date}T12:00`, 'Europe/Berlin'))
    expect(['2026-03-28', '2026-03-29', '2026-10-25'].map(night)).toEqual([6 * HOUR, 5 * HOUR, 7 * HOUR])
  })

  it('is never negative', () => {
    expect(workingMsBetween(moscow, at('2026-03-11T10:00'), at('2026-03-10T10:00'))).toBe(0)
  })

  it('gives back what was added, in every zone and year', () => {
    const zone = fc.constantFrom('Europe/Moscow', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Pacific/Apia', 'UTC')
    fc.assert(fc.property(zone, fc.integer({ min: 0, max: 1_900_000_000 }), fc.integer({ min: 1, max: 20_000 }), (timeZone, second, minutes) => {
      const calendar = { ...moscow, timeZone }
      const due = addWorkingMinutes(calendar, second * 1000, minutes)
      expect(workingMsBetween(calendar, second * 1000, due)).toBe(minutes * 60_000)
      expect(isWorkingTime(calendar, due - 1)).toBe(true)
    }), { numRuns: 60 })
  })

  it('is the same whole or in parts', () => {
    const instant = fc.integer({ min: 1_760_000_000, max: 1_800_000_000 }).map(second => second * 1000)
    fc.assert(fc.property(fc.tuple(instant, instant, instant).map(all => all.sort((one, other) => one - other)), ([first, second, third]) => {
      expect(workingMsBetween(moscow, first!, second!) + workingMsBetween(moscow, second!, third!)).toBe(workingMsBetween(moscow, first!, third!))
    }), { numRuns: 50 })
  })
})

describe('local time', () => {
  it.each([
    ['skipped times become the change', '2026-03-29', 150, 'Europe/Berlin', '2026-03-29T01:00:00Z'],
    ['times shown twice are the first ones', '2026-10-25', 150, 'Europe/Berlin', '2026-10-25T00:30:00Z'],
    ['half-hour zones', '2026-01-01', 0, 'Asia/Kolkata', '2025-12-31T18:30:00Z'],
    ['half-hour changes', '2026-10-04', 135, 'Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
    ['a day that never was', '2011-12-30', 600, 'Pacific/Apia', '2011-12-30T10:00:00Z'],
    ['midnight at the end of a day', '2026-03-10', 1440, 'Europe/Moscow', '2026-03-10T21:00:00Z'],
  ])('is found for %s', (_, date, minute, zone, expected) => {
    expect(new Date(instantOf(Date.parse(date) / 86_400_000, minute, zone)).toISOString()).toBe(expected.replace('Z', '.000Z'))
  })

  it('agrees with another implementation', () => {
    const zone = fc.constantFrom('Europe/Moscow', 'America/New_York', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Chatham', 'Africa/Cairo')
    fc.assert(fc.property(zone, fc.integer({ min: 0, max: 2_000_000_000 }), (timeZone, second) => {
      const moment = DateTime.fromSeconds(second, { zone: timeZone })
      expect(offsetAt(second * 1000, timeZone)).toBe(moment.offset * 60_000)
      expect(localDay(second * 1000, timeZone)).toBe(Math.floor(Date.UTC(moment.year, moment.month - 1, moment.day) / 86_400_000))
    }), { numRuns: 200 })
  })
})
