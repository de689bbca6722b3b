import type { ReviewAct } from '../../../src/domain/review.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockAct, clockAt, isOpenDispute, isPossible, replay, undoneActs } from '../../../src/domain/review-machine.ts'
import { choices, letTimeAct, liveThrough, PLAIN_ACT, tries } from '../../support/random-review.ts'

const marketing = { side: 'marketing', label: 'off_target', dueAt: 1000 } as const
const sample = { side: 'sales', label: 'qualified', dueAt: null } as const
const FOREVER = Number.MAX_SAFE_INTEGER

/** A history from a few words about each act. */
function acts(...parts: (Partial<ReviewAct> & Pick<ReviewAct, 'kind'>)[]): ReviewAct[] {
  return parts.map((part, index) => ({ ...PLAIN_ACT, seq: index + 1, at: index, ...part }))
}

const dispute = { kind: 'disputed', actorId: 30, label: 'qualified', criterion: 'region', answerDueAt: 500, rulingDueAt: 900 } as const

describe('the way of a review', () => {
  it('waits, is accepted, and that is its end', () => {
    const standing = replay(marketing, acts({ kind: 'accepted', actorId: 30, at: 7 }))
    expect(standing).toMatchObject({ state: 'accepted', revision: 1, reviewerId: 30, reviewedAt: 7 })
    expect(isPossible(marketing, standing, 'disputed')).toBe(false)
    expect(clockAt(marketing, standing)).toBeNull()
  })

  it('a dispute is answered, the marketer leaves it to the head of sales, who overturns', () => {
    const standing = replay(marketing, acts(dispute, { kind: 'answered', actorId: 10 }, { kind: 'insisted', actorId: 30 }, { kind: 'ruled', actorId: 20, label: 'qualified', outcome: 'overturned', appealUntilAt: 2000 }))
    expect(standing).toMatchObject({ state: 'overturned', outcome: 'overturned', rulerId: 20, finalLabel: 'qualified', insisted: true, answererId: 10, criterion: 'region' })
  })

  it('a ruling that keeps the verdict is upheld, whatever it was called', () => {
    expect(replay(marketing, acts(dispute, { kind: 'ruled', actorId: 20, label: 'off_target', outcome: 'overturned' }))).toMatchObject({ state: 'upheld', outcome: 'upheld' })
  })

  it('the rep who gives the proposed verdict ends the dispute; another verdict is an answer and the dispute goes on', () => {
    expect(replay(marketing, acts(dispute, { kind: 'corrected', actorId: 10, label: 'qualified' }))).toMatchObject({ state: 'corrected', finalLabel: 'qualified', answererId: 10 })
    const other = replay(marketing, acts(dispute, { kind: 'corrected', actorId: 10, label: 'spam' }))
    expect(other).toMatchObject({ state: 'answered', rulingDueAt: 900 })
    expect(isPossible(marketing, other, 'ruled')).toBe(true)
  })

  it('keeps a deadline up to its very moment: silence begins after it and counts from it', () => {
    const open = replay(marketing, acts(dispute))
    expect(clockAct(marketing, open, 900)).toBeNull()
    expect(clockAct(marketing, open, 901)).toEqual({ kind: 'silenced', at: 900, label: 'qualified' })
    expect(clockAct(marketing, replay(marketing, []), 1000)).toBeNull()
    expect(clockAct(marketing, replay(marketing, []), 1001)).toEqual({ kind: 'lapsed', at: 1000, label: null })
  })

  it('after silence marketing\'s version stands, and a late ruling may still end it otherwise', () => {
    const silent = acts(dispute, { kind: 'silenced', at: 900, label: 'qualified' })
    expect(replay(marketing, silent)).toMatchObject({ state: 'by_silence', finalLabel: 'qualified', rulerId: null, outcome: null })
    expect(replay(marketing, [...silent, ...acts({ kind: 'ruled', actorId: 20, label: 'off_target', outcome: 'upheld' })])).toMatchObject({ state: 'upheld', finalLabel: 'off_target' })
  })

  it('after the review deadline a verdict may be accepted late, but no longer disputed', () => {
    const lapsed = replay(marketing, acts({ kind: 'lapsed', at: 1000 }))
    expect([isPossible(marketing, lapsed, 'accepted'), isPossible(marketing, lapsed, 'disputed')]).toEqual([true, false])
  })

  it('taking back restores what was before and leaves both acts in the history', () => {
    const history = acts(dispute, { kind: 'undone', actorId: 30 }, { kind: 'accepted', actorId: 31 })
    expect(replay(marketing, history)).toMatchObject({ state: 'accepted', revision: 3, reviewerId: 31, proposedLabel: null, rulingDueAt: null })
    expect([...undoneActs(history)]).toEqual([1])
  })

  it('one appeal goes to the owner; his word is the last', () => {
    const ruled = acts(dispute, { kind: 'ruled', actorId: 20, label: 'off_target', outcome: 'upheld', appealUntilAt: 2000 })
    const appealed = [...ruled, ...acts({ kind: 'appealed', actorId: 30, rulingDueAt: 3000 })]
    const owner = replay(marketing, [...appealed, ...acts({ kind: 'owner_ruled', actorId: 50, label: 'qualified', outcome: 'overturned' })])
    expect(owner).toMatchObject({ state: 'overturned', isOwnerRuling: true, rulerId: 50, finalLabel: 'qualified' })
    expect(isPossible(marketing, owner, 'appealed')).toBe(false)
    expect(replay(marketing, [...appealed, ...acts({ kind: 'appeal_lapsed', at: 3000 })])).toMatchObject({ state: 'upheld', rulerId: 20, isOwnerRuling: true })
  })

  it('an upheld ruling drawn for the owner stays upheld until he looks', () => {
    const drawn = replay(marketing, acts(dispute, { kind: 'ruled', actorId: 20, label: 'off_target', outcome: 'upheld' }, { kind: 'sampled' }))
    expect(drawn).toMatchObject({ state: 'upheld', isSampled: true })
    expect(isPossible(marketing, drawn, 'owner_ruled')).toBe(true)
    expect(isPossible(marketing, replay(marketing, acts(dispute, { kind: 'ruled', actorId: 20, label: 'off_target', outcome: 'upheld' })), 'owner_ruled')).toBe(false)
  })

  it('the head\'s look at his sample of qualified is review and ruling in one', () => {
    expect(replay(sample, acts({ kind: 'ruled', actorId: 20, label: 'spam', outcome: 'overturned' }))).toMatchObject({ state: 'overturned', reviewerId: 20, rulerId: 20, finalLabel: 'spam' })
    expect(isPossible(sample, replay(sample, []), 'disputed')).toBe(false)
    expect(clockAct(sample, replay(sample, []), FOREVER)).toBeNull()
  })

  it('refuses a history that cannot be', () => {
    expect(() => replay(marketing, acts({ kind: 'ruled', actorId: 20, label: 'spam' }))).toThrow(RangeError)
    expect(() => replay(marketing, acts({ kind: 'undone', actorId: 30 }))).toThrow(RangeError)
  })
})

describe('whatever people do in whatever order', () => {
  it('every dispute and every appeal ends', () => {
    fc.assert(fc.property(choices, tries, (choice, wishes) => {
      const { acts: history } = liveThrough(choice, wishes)
      const ended = replay(choice, letTimeAct(choice, history, FOREVER))
      expect(isOpenDispute(ended.state) || ended.state === 'appealed').toBe(false)
      expect(clockAt(choice, ended)).toBe(choice.side === 'marketing' && ended.state === 'waiting' ? choice.dueAt : null)
    }), { numRuns: 2000 })
  })

  it('no decision is lost: each one stands, was taken back, or gave way to a later one', () => {
    fc.assert(fc.property(choices, tries, (choice, wishes) => {
      const { acts: history, standing } = liveThrough(choice, wishes)
      const undone = undoneActs(history)
      const standingActs = history.filter(act => act.kind !== 'undone' && !undone.has(act.seq))
      const last = (...kinds: ReviewAct['kind'][]): ReviewAct | undefined => standingActs.findLast(act => kinds.includes(act.kind))
      const reviewed = last('accepted', 'disputed', ...(choice.side === 'sales' ? ['ruled' as const] : []))
      expect([standing.reviewerId, standing.reviewedAt]).toEqual([reviewed?.actorId ?? null, reviewed?.at ?? null])
      const ruled = last('ruled', 'owner_ruled')
      expect([standing.rulerId, standing.ruledAt]).toEqual([ruled?.actorId ?? null, ruled?.at ?? null])
      expect(standing.revision).toBe(history.length)
    }), { numRuns: 2000 })
  })

  it('no decision is doubled: one review, one dispute, one end of it, one appeal, one word of the owner', () => {
    fc.assert(fc.property(choices, tries, (choice, wishes) => {
      const { acts: history } = liveThrough(choice, wishes)
      const undone = undoneActs(history)
      const count = (...kinds: ReviewAct['kind'][]): number => history.filter(act => kinds.includes(act.kind) && !undone.has(act.seq)).length
      expect(count('accepted', 'disputed')).toBeLessThanOrEqual(1)
      expect(count('silenced')).toBeLessThanOrEqual(1)
      expect(count('ruled')).toBeLessThanOrEqual(1)
      expect(count('ruled', 'withdrawn')).toBeLessThanOrEqual(1)
      expect(count('appealed')).toBeLessThanOrEqual(1)
      expect(count('owner_ruled', 'appeal_lapsed')).toBeLessThanOrEqual(1)
    }), { numRuns: 2000 })
  })

  it('a prefix of a history is a history, and time that has acted does not act again', () => {
    fc.assert(fc.property(choices, tries, (choice, wishes) => {
      const { acts: history, now } = liveThrough(choice, wishes)
      for (let length = 0; length <= history.length; length++)
        expect(replay(choice, history.slice(0, length)).revision).toBe(length)
      const settled = letTimeAct(choice, history, now)
      expect(letTimeAct(choice, settled, now)).toEqual(settled)
    }), { numRuns: 500 })
  })
})
