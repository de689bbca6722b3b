import type { CallView } from '../../../../src/contracts/api/calls.schema.ts'
import type { ReviewDetail, ReviewEvent } from '../../../../src/contracts/api/review.schema.ts'
import { describe, expect, it } from 'vitest'
import { coefficient } from '../../../../widgets/review/agreement-rows.ts'
import { noticesOf } from '../../../../widgets/review/change-seen.ts'
import { firstCall } from '../../../../widgets/review/choose-call.ts'
import { tabsOf } from '../../../../widgets/review/review-tabs.ts'
import { viewFrom, viewToAddress } from '../../../../widgets/review/review-view.ts'
import { splitSides } from '../../../../widgets/review/split-sides.ts'

// The casts: these rules look at the named parts only.
const event = (parts: Partial<ReviewEvent>): ReviewEvent => ({ kind: 'disputed', undone: false, pinned: null, actor: { id: 10, name: 'Марк' }, ...parts }) as ReviewEvent
const detail = (parts: Partial<ReviewDetail>): ReviewDetail => ({ state: 'waiting', deleted: false, latest: null, events: [], may: {}, ...parts }) as ReviewDetail
const call = (callId: string, durationSeconds: number, state: 'ready' | 'none' = 'ready'): CallView => ({ callId, durationSeconds, recording: { state } }) as CallView

describe('tabs', () => {
  it.each([
    [['rep'], ['answers', 'calibration', 'audit']],
    [['marketer'], ['queue', 'changes', 'calibration', 'audit']],
    [['rop'], ['rulings', 'reps', 'overdue', 'signals', 'changes', 'calibration', 'audit']],
    [['cmo'], ['queue', 'overdue', 'changes', 'calibration', 'audit']],
    [['owner'], ['appeals', 'reps', 'overdue', 'signals', 'changes', 'calibration', 'audit']],
    [['admin'], ['audit']],
    [[], []],
  ] as const)('of %j are %j', (roles, tabs) => expect(tabsOf(roles)).toEqual(tabs))
})

describe('what is shown', () => {
  it('comes from the address, else as it was left; what the person does not have is his first tab', () => {
    const kept = { tab: 'queue', filter: 'spam', whose: 'mine' } as const
    expect(viewFrom(new URLSearchParams(), kept, ['marketer'])).toEqual({ tab: 'queue', filter: 'spam', whose: 'mine', rep: null })
    expect(viewFrom(new URLSearchParams('tab=changes'), kept, ['marketer'])).toEqual({ tab: 'changes', filter: 'all', whose: 'all', rep: null })
    expect(viewFrom(new URLSearchParams('tab=rulings&rep=4&filter=nonsense'), kept, ['rop'])).toEqual({ tab: 'rulings', filter: 'all', whose: 'all', rep: 4 })
    expect(viewFrom(new URLSearchParams('tab=rulings'), {}, ['marketer']).tab).toBe('queue')
  })

  it('goes into the address without what is as always', () => {
    expect(viewToAddress({ tab: 'queue', filter: 'all', whose: 'all', rep: null })).toEqual({ tab: 'queue' })
    expect(viewToAddress({ tab: 'rulings', filter: 'done', whose: 'mine', rep: 4 })).toEqual({ tab: 'rulings', filter: 'done', whose: 'mine', rep: '4' })
  })
})

describe('what a person is told first', () => {
  it('a deleted lead, a newer verdict, and who has decided', () => {
    expect(noticesOf(detail({ deleted: true }), 10)).toEqual(['deleted'])
    expect(noticesOf(detail({ latest: {} as ReviewDetail['latest'] }), 10)).toEqual(['superseded'])
    expect(noticesOf(detail({ state: 'replaced', latest: {} as ReviewDetail['latest'] }), 10)).toEqual(['replaced'])
    expect(noticesOf(detail({ events: [event({})] }), 11)).toEqual(['done_by'])
    expect(noticesOf(detail({ events: [event({})] }), 10)).toEqual([])
    expect(noticesOf(detail({ events: [event({})], may: { rule: true } as ReviewDetail['may'] }), 11)).toEqual([])
  })
})

describe('the call to begin with', () => {
  it('is the pinned one, else the longest that plays, else the newest', () => {
    const calls = [call('a1', 5, 'none'), call('a2', 60), call('a3', 90)]
    expect(firstCall(calls, [])?.callId).toBe('a3')
    expect(firstCall(calls, [event({ pinned: { callId: 'a2', second: 3 } })])?.callId).toBe('a2')
    expect(firstCall([call('a1', 5, 'none')], [])?.callId).toBe('a1')
    expect(firstCall([], [])).toBeNull()
  })
})

it('both sides stand beside each other, and what was taken back is left out', () => {
  const sides = splitSides([event({ kind: 'disputed', undone: true }), event({ kind: 'undone' }), event({ kind: 'disputed' }), event({ kind: 'answered' }), event({ kind: 'ruled' })])
  expect([sides.marketing.length, sides.sales.length, sides.decided.length]).toEqual([1, 1, 1])
})

it('an undefined coefficient is a dash, never zero', () => {
  expect(coefficient(null, 'ru')).toBe('–')
  expect(coefficient(0.5, 'ru')).toBe('0,50')
})
