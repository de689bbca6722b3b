import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { finalVerdict, isClosedToReps, verdictTimeline } from '../../../src/domain/final-verdict.ts'
import { entry, offTarget, qualified, spam } from '../../support/sample-feedback.ts'

const asRop = { evidence: { proven: true, givenAs: 'rop' as const }, authorId: 20 }
const ruling = (ruledAt: number, label: 'qualified' | 'off_target' | 'spam') => ({ ruledAt, label, rulerId: 20 })

describe('the final verdict', () => {
  it('is none without complete feedback', () => {
    expect(finalVerdict({ feedback: [] }, 100)).toBeNull()
    expect(finalVerdict({ feedback: [entry(1, qualified(), { complete: false }), entry(2, null)] }, 100)).toBeNull()
  })

  it('is the latest complete feedback, whatever order rows come in', () => {
    const rows = [entry(3, spam()), entry(1, qualified()), entry(5, offTarget(), { complete: false })]
    expect(finalVerdict({ feedback: rows }, 100)).toMatchObject({ label: 'spam', from: 3, by: 'feedback' })
  })

  it('does not know the future', () => {
    expect(finalVerdict({ feedback: [entry(1, qualified()), entry(50, spam())] }, 49)).toMatchObject({ label: 'qualified' })
  })

  it('is the ruling, and a rep cannot talk over it', () => {
    const facts = { feedback: [entry(1, spam()), entry(9, spam())], rulings: [ruling(5, 'qualified')] }
    expect(finalVerdict(facts, 100)).toMatchObject({ label: 'qualified', from: 5, by: 'ruling', feedbackId: null })
  })

  it('is the ROP\'s own feedback when it is later than the ruling', () => {
    const facts = { feedback: [entry(1, spam()), entry(9, offTarget(), asRop)], rulings: [ruling(5, 'qualified')] }
    expect(finalVerdict(facts, 100)).toMatchObject({ label: 'off_target', by: 'head' })
  })

  it('is the later ruling when there are two', () => {
    expect(finalVerdict({ feedback: [], rulings: [ruling(8, 'spam'), ruling(5, 'qualified')] }, 100)).toMatchObject({ label: 'spam', from: 8 })
  })

  it('is marketing\'s version once the ruling deadline passed in silence', () => {
    const facts = { feedback: [entry(1, spam())], silences: [{ label: 'qualified' as const, passedAt: 7 }] }
    expect(finalVerdict(facts, 6)).toMatchObject({ label: 'spam' })
    expect(finalVerdict(facts, 7)).toMatchObject({ label: 'qualified', by: 'silence' })
  })

  it('prefers a ruling to silence, whichever came first', () => {
    const silences = [{ label: 'qualified' as const, passedAt: 7 }]
    expect(finalVerdict({ feedback: [], silences, rulings: [ruling(9, 'spam')] }, 100)).toMatchObject({ label: 'spam' })
    expect(finalVerdict({ feedback: [], silences, rulings: [ruling(5, 'spam')] }, 100)).toMatchObject({ label: 'spam' })
  })

  it('keeps whether it is unproven', () => {
    expect(finalVerdict({ feedback: [entry(1, spam(), { unproven: true })] }, 2)?.unproven).toBe(true)
  })

  it('tells what was in force at each moment', () => {
    const facts = { feedback: [entry(1, spam()), entry(4, qualified())], rulings: [ruling(6, 'off_target')] }
    expect(verdictTimeline(facts, 100).map(step => [step.from, step.label])).toEqual([[1, 'spam'], [4, 'qualified'], [6, 'off_target']])
  })

  it('is the last of its own timeline, in order of time', () => {
    const label = fc.constantFrom('qualified' as const, 'off_target' as const, 'spam' as const)
    const row = fc.record({ at: fc.integer({ min: 0, max: 20 }), label, complete: fc.boolean(), rop: fc.boolean() })
    const decided = fc.record({ at: fc.integer({ min: 0, max: 20 }), label })
    fc.assert(fc.property(fc.array(row), fc.array(decided), fc.array(decided), fc.integer({ min: 0, max: 25 }), (rows, rulings, silences, now) => {
      const facts = {
        feedback: rows.map(one => entry(one.at, { ...qualified(), label: one.label }, { complete: one.complete, ...(one.rop ? asRop : {}) })),
        rulings: rulings.map(one => ruling(one.at, one.label)),
        silences: silences.map(one => ({ label: one.label, passedAt: one.at })),
      }
      const timeline = verdictTimeline(facts, now)
      expect(timeline.map(step => step.from)).toEqual([...timeline.map(step => step.from)].sort((one, other) => one - other))
      expect(timeline.every(step => step.from <= now)).toBe(true)
      expect(finalVerdict(facts, now)).toEqual(timeline.at(-1) ?? null)
      const lastRuling = Math.max(-1, ...facts.rulings.filter(one => one.ruledAt <= now).map(one => one.ruledAt))
      if (lastRuling >= 0)
        expect(['ruling', 'head']).toContain(timeline.at(-1)?.by)
    }))
  })
})

describe('a closed verdict', () => {
  it('is closed to reps from the ruling or the silence on', () => {
    expect(isClosedToReps({ feedback: [], rulings: [ruling(5, 'spam')] }, 4)).toBe(false)
    expect(isClosedToReps({ feedback: [], rulings: [ruling(5, 'spam')] }, 5)).toBe(true)
    expect(isClosedToReps({ feedback: [], silences: [{ label: 'spam', passedAt: 5 }] }, 6)).toBe(true)
  })
})
