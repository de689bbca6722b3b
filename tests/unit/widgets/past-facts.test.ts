import type { BackfillProgress } from '../../../src/contracts/api/backfill.schema.ts'
import { describe, expect, it } from 'vitest'
import { createFormats } from '../../../widgets/kit/format.ts'
import { pastParts, pastSentence, pastShare } from '../../../widgets/kit/past-facts.ts'

const NOW = Date.UTC(2026, 8, 7, 12)
const formats = createFormats({ language: 'en', timeZone: 'UTC', currency: 'RUB' })
const t = (key: string, slots: Record<string, string> = {}): string => [key, ...Object.entries(slots).map(([name, value]) => `${name}=${value}`)].join(' ')
const running: BackfillProgress = { state: 'running', rows: 12_000, total: 50_000, rowsPerSec: 83.4, secondsLeft: 456, hindrance: null, resumeAt: null, parts: [] }
const say = (past: BackfillProgress): string => pastSentence(past, { t, formats, now: NOW })

describe('the sentence about the past', () => {
  it('names rows, rate and time left', () => {
    expect(say(running)).toBe('past.state.running rows=12,000 total=50,000 rate=past.rate n=83 left=7 mins at=')
  })

  it.each([
    ['no rate before the first row', { rowsPerSec: null, secondsLeft: null }, 'rate=past.counting left=past.unknown'],
    ['less than a minute', { secondsLeft: 59 }, 'left=past.soon'],
  ])('says %s', (_, change, part) => {
    expect(say({ ...running, ...change })).toContain(part)
  })

  it('says when it goes on while it waits', () => {
    expect(say({ ...running, state: 'slowed', hindrance: 'other_apps', resumeAt: NOW + 300_000 })).toMatch(/^past\.state\.slowed .*at=in 5 minutes$/)
  })
})

describe('the bar', () => {
  it.each([[{}, 0.24], [{ rows: 50_000 }, 0.99], [{ rows: 0, total: 0 }, 0], [{ state: 'done' as const, rows: 0, total: 0 }, 1]])('is never full before the end: %o', (change, share) => {
    expect(pastShare({ ...running, ...change })).toBe(share)
  })
})

it('lists each part with its rows, and says what the portal does not offer', () => {
  const part = { state: 'done' as const, hindrance: null, resumeAt: null }
  expect(pastParts({ ...running, parts: [{ ...part, part: 'leads', rows: 10, total: 20 }, { ...part, part: 'users', rows: 4, total: null }, { ...part, part: 'activities', rows: 0, total: null, hindrance: 'missing' }] }, t, formats).map(one => one.text)).toEqual(['past.of rows=10 total=20', '4', 'past.not_offered'])
})
