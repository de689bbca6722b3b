import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { mayMarkStillTrying, stillTryingMarks, verdictDeadline } from '../../../src/domain/verdict-deadline.ts'
import { entry, spam } from '../../support/sample-feedback.ts'
import { sampleTreaty } from '../../support/sample-treaty.ts'

const treaty = sampleTreaty()
const at = (text: string) => DateTime.fromISO(text, { zone: 'Europe/Moscow' }).toMillis()
const mark = (givenAt: string, callsMade: number) => ({ givenAt: at(givenAt), callsMade })

describe('the verdict deadline', () => {
  it('is four working hours after creation, its half two', () => {
    expect(verdictDeadline(at('2026-03-10T16:00'), [], treaty)).toEqual({ startedAt: at('2026-03-10T16:00'), halfAt: at('2026-03-10T18:00'), dueAt: at('2026-03-11T11:00') })
  })

  it('does not exist for items created before a treaty was in force', () => {
    expect(verdictDeadline(at('2026-03-10T16:00'), [], null)).toBeNull()
  })

  it('starts again with "still trying" marked in time and fewer calls than agreed', () => {
    expect(verdictDeadline(at('2026-03-10T10:00'), [mark('2026-03-10T13:00', 4)], treaty)).toMatchObject({ startedAt: at('2026-03-10T13:00'), dueAt: at('2026-03-10T17:00') })
  })

  it('starts again at the very last moment', () => {
    expect(verdictDeadline(at('2026-03-10T10:00'), [mark('2026-03-10T14:00', 0)], treaty)?.dueAt).toBe(at('2026-03-10T18:00'))
  })

  it.each([
    ['a mark that came too late', mark('2026-03-10T14:00:01', 0)],
    ['a mark after the agreed calls were made', mark('2026-03-10T13:00', 5)],
  ])('does not move for %s', (_, late) => {
    expect(verdictDeadline(at('2026-03-10T10:00'), [late], treaty)?.dueAt).toBe(at('2026-03-10T14:00'))
  })

  it('takes marks in order of time, each measured by the deadline before it', () => {
    const marks = [mark('2026-03-10T16:30', 2), mark('2026-03-10T13:00', 1)]
    expect(verdictDeadline(at('2026-03-10T10:00'), marks, treaty)?.dueAt).toBe(at('2026-03-11T11:30'))
  })
})

describe('"still trying"', () => {
  const facts = { hasCompleteFeedback: false, callsMade: 2, attempts: 5, deadline: { startedAt: 0, halfAt: 50, dueAt: 100 }, now: 100 }

  it.each([
    ['ok', {}],
    ['ok', { deadline: null, now: 1e9 }],
    ['has_verdict', { hasCompleteFeedback: true }],
    ['attempts_used', { callsMade: 5 }],
    ['deadline_passed', { now: 101 }],
  ])('is %s with %j', (expected, changed) => {
    expect(mayMarkStillTrying({ ...facts, ...changed })).toBe(expected)
  })

  it('is read from the history with the calls known then', () => {
    const rows = [entry(5, null, { evidence: { proven: true, givenAs: 'rep', callsMade: 3 } }), entry(6, spam()), entry(7, null)]
    expect(stillTryingMarks(rows)).toEqual([{ givenAt: 5, callsMade: 3 }, { givenAt: 7, callsMade: 0 }])
  })
})
