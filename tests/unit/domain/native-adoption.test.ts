import type { NativeFacts } from '../../../src/domain/native-adoption.ts'
import type { NativeValues } from '../../../src/domain/native-values.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeCardValue } from '../../../src/domain/card-value.ts'
import { decideNatives } from '../../../src/domain/native-adoption.ts'
import { feedbackFromNatives, feedbackToNatives, isSameFeedback } from '../../../src/domain/native-feedback.ts'
import { EMPTY_NATIVES } from '../../../src/domain/native-values.ts'
import { offTarget, qualified, spam } from '../../support/sample-feedback.ts'
import { sampleTreaty } from '../../support/sample-treaty.ts'

const rules = sampleTreaty()
const natives = (parts: Partial<NativeValues>): NativeValues => ({ ...EMPTY_NATIVES, ...parts })
const shown = (content: Parameters<typeof feedbackToNatives>[0]) => natives(feedbackToNatives(content, rules))
function facts(parts: Partial<NativeFacts>): NativeFacts {
  return {
    before: EMPTY_NATIVES,
    after: EMPTY_NATIVES,
    current: null,
    earlier: [],
    review: null,
    writeWaits: false,
    knownCardKeys: [],
    updatedBy: 10,
    mayGive: true,
    isRop: false,
    closedToReps: false,
    rules,
    ...parts,
  }
}
const NOTHING = { adopt: null, write: null, refused: [] }

describe('a verdict set natively', () => {
  it('is adopted from somebody who may give feedback', () => {
    const decision = decideNatives(facts({ after: natives({ verdict: 'off_target', reason: 'off_target.other_region' }) }))
    expect(decision.adopt).toMatchObject({ content: { label: 'off_target', reason: 'other_region' }, authorId: 10, unproven: false, cardKey: null })
    expect(decision.refused).toEqual([])
  })

  it('is complete through "all met" and a warmth alone, and the single ticks are added', () => {
    const decision = decideNatives(facts({ after: natives({ verdict: 'qualified', criteria: ['all_met'], warmth: 'hot' }) }))
    expect(decision.adopt?.content).toMatchObject(qualified())
    expect(decision.write).toMatchObject({ criteria: ['all_met', 'region', 'category', 'horizon', 'budget'] })
  })

  it('is adopted without a user and marked unproven', () => {
    const decision = decideNatives(facts({ updatedBy: null, mayGive: false, after: shown(spam()) }))
    expect(decision.adopt).toMatchObject({ authorId: null, unproven: true })
  })

  it('is put back with a notice when anybody else set it', () => {
    const decision = decideNatives(facts({ mayGive: false, current: spam(), before: shown(spam()), after: shown(offTarget()) }))
    expect(decision).toEqual({ adopt: null, write: feedbackToNatives(spam(), rules), refused: ['not_yours'] })
  })

  it('is emptied again when anybody else set the first one', () => {
    expect(decideNatives(facts({ mayGive: false, after: shown(spam()) })).write).toMatchObject({ verdict: null, reason: null })
  })

  it('is put back with a notice when it was cleared, even by the rep', () => {
    const decision = decideNatives(facts({ current: spam(), before: shown(spam()) }))
    expect(decision).toEqual({ adopt: null, write: feedbackToNatives(spam(), rules), refused: ['cleared'] })
  })

  it('blames nobody for an empty field that a write of ours is about to fill', () => {
    expect(decideNatives(facts({ writeWaits: true, current: spam(), before: shown(spam()), after: natives({ reason: 'spam.advertiser' }) }))).toEqual(NOTHING)
  })

  it('is put back after a ruling, unless the ROP set it', () => {
    const changed = { closedToReps: true, current: spam(), before: shown(spam()), after: shown(offTarget()) }
    expect(decideNatives(facts(changed)).refused).toEqual(['ruled'])
    expect(decideNatives(facts({ ...changed, isRop: true })).adopt?.content.label).toBe('off_target')
  })

  it('drops a reason that belongs to another verdict', () => {
    const decision = decideNatives(facts({ current: offTarget(), before: shown(offTarget()), after: { ...shown(offTarget()), verdict: 'spam' } }))
    expect(decision.adopt?.content).toMatchObject({ label: 'spam', reason: null })
    expect(decision.write).toMatchObject({ reason: null })
  })

  it('is nothing while only other parts are filled in', () => {
    expect(decideNatives(facts({ after: natives({ warmth: 'hot' }) }))).toEqual(NOTHING)
  })
})

describe('readings that mean nothing', () => {
  it('are those that changed nothing', () => {
    expect(decideNatives(facts({ current: spam(), before: shown(offTarget()), after: shown(offTarget()) }))).toEqual(NOTHING)
  })

  it('are those that show our own write', () => {
    expect(decideNatives(facts({ current: spam(), before: EMPTY_NATIVES, after: shown(spam()) }))).toEqual(NOTHING)
  })

  it('are late echoes of an earlier verdict while a newer write waits', () => {
    const late = { current: spam(), earlier: [offTarget(), spam()], before: EMPTY_NATIVES, after: shown(offTarget()) }
    expect(decideNatives(facts({ ...late, writeWaits: true }))).toEqual(NOTHING)
    expect(decideNatives(facts({ ...late, writeWaits: false })).adopt?.content.label).toBe('off_target')
  })

  it('are a card value adopted before', () => {
    const card = encodeCardValue({ key: 'k1', content: spam() })
    expect(decideNatives(facts({ after: natives({ card }), knownCardKeys: ['k1'] }))).toEqual(NOTHING)
  })

  it('are a card value nobody can read', () => {
    expect(decideNatives(facts({ after: natives({ card: '{"v":9}' }) }))).toEqual(NOTHING)
  })

  it('completes the fields without blame when the verdict never arrived there', () => {
    const decision = decideNatives(facts({ current: spam(), before: EMPTY_NATIVES, after: natives({ warmth: 'hot' }) }))
    expect(decision).toEqual({ adopt: null, write: feedbackToNatives(spam(), rules), refused: [] })
  })
})

describe('a verdict saved with the card', () => {
  const card = encodeCardValue({ key: 'k1', content: qualified({ comment: 'ждёт звонка', answers: { ...qualified().answers, budget: 'not_met' } }) })

  it('is adopted with words and "not met", and written to the native fields', () => {
    const decision = decideNatives(facts({ after: natives({ card }) }))
    expect(decision.adopt).toMatchObject({ cardKey: 'k1', content: { comment: 'ждёт звонка', answers: { budget: 'not_met' } } })
    expect(decision.write).toMatchObject({ verdict: 'qualified', criteria: ['region', 'category', 'horizon'] })
  })

  it('goes before native fields saved at the same time', () => {
    expect(decideNatives(facts({ after: natives({ card, verdict: 'spam' }) })).adopt?.content.label).toBe('qualified')
  })

  it('is refused from somebody else', () => {
    expect(decideNatives(facts({ after: natives({ card }), mayGive: false })).refused).toEqual(['not_yours'])
  })
})

describe('the review field', () => {
  it('is put back when somebody changed it, besides a verdict that is adopted', () => {
    const decision = decideNatives(facts({ review: 'waiting', before: natives({ review: 'waiting' }), after: { ...shown(spam()), review: 'accepted' } }))
    expect(decision.adopt?.content.label).toBe('spam')
    expect(decision.write).toMatchObject({ review: 'waiting' })
    expect(decision.refused).toEqual(['review_changed'])
  })

  it('may lag behind while our own write waits', () => {
    expect(decideNatives(facts({ review: 'waiting', writeWaits: true }))).toEqual(NOTHING)
  })
})

describe('native fields and feedback', () => {
  const answer = fc.constantFrom('met' as const, 'not_met' as const, 'unknown' as const)
  const answers = fc.record({ region: answer, category: answer, horizon: answer, budget: answer })

  it('say the same after a round trip, "not met" and words included while the label stays', () => {
    const content = fc.oneof(
      fc.record({ answers, warmth: fc.constantFrom('hot', 'warm', null) }).map(parts => qualified(parts)),
      fc.record({ answers, reason: fc.constantFrom('other_region', 'other', null), comment: fc.constantFrom('слова', null) }).map(parts => offTarget(parts)),
    )
    fc.assert(fc.property(content, (given) => {
      expect(isSameFeedback(feedbackFromNatives(feedbackToNatives(given, rules), rules, given), given, rules)).toBe(true)
    }))
  })

  it('settle: what was adopted and written is not adopted again', () => {
    const value = fc.record({
      verdict: fc.constantFrom('qualified', 'off_target', 'spam', null),
      warmth: fc.constantFrom('hot', 'cold', null),
      reason: fc.constantFrom('off_target.other_region', 'spam.no_answer', null),
      criteria: fc.subarray(['all_met', 'region', 'category', 'horizon', 'budget']),
    }).map(parts => natives(parts))
    fc.assert(fc.property(value, value, (before, after) => {
      const first = decideNatives(facts({ before, after }))
      const written = { ...after, ...first.write }
      const current = first.adopt?.content ?? null
      expect(decideNatives(facts({ before: after, after: written, current, earlier: current ? [current] : [] }))).toEqual(NOTHING)
    }))
  })

  it('understands that unticking one criterion after "all met" means that criterion', () => {
    const before = feedbackToNatives(qualified(), rules)
    const read = feedbackFromNatives({ ...before, criteria: before.criteria.filter(code => code !== 'budget') }, rules, qualified())
    expect(read?.answers.budget).toBe('unknown')
  })
})
