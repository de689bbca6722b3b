import type { BudgetState } from '../../../src/bitrix/budget-store.ts'
import type { Lane } from '../../../src/bitrix/portal-client.ts'
import { describe, expect, it } from 'vitest'
import { blockUntil, DEFAULT_BUDGET_RULES, emptyBudget, noteOperating, takeRequest } from '../../../src/bitrix/budget.ts'

const T = 1_800_000_000_000

/** Takes as many requests as the lane gets at one moment. */
function takeAll(state: BudgetState, lane: Lane, now: number): { state: BudgetState, taken: number } {
  for (let taken = 0; ; taken += 1) {
    const answer = takeRequest(state, { lane, methods: ['m'], now }, DEFAULT_BUDGET_RULES)
    state = answer.state
    if (!answer.answer.ok)
      return { state, taken }
  }
}

describe('the request budget of a portal', () => {
  it('lends idle shares, but keeps a first request for people and gate', () => {
    const { taken } = takeAll(emptyBudget(T), 'background', T)
    expect(taken).toBe(40)
  })

  it('lets people and gate in at once while an import has filled the bucket', () => {
    const { state } = takeAll(emptyBudget(T), 'background', T)
    expect(takeAll(state, 'gate', T).taken).toBeGreaterThanOrEqual(5)
    expect(takeAll(takeAll(state, 'gate', T).state, 'people', T).taken).toBeGreaterThanOrEqual(5)
  })

  it('never takes more than the burst, whoever asks', () => {
    let state = emptyBudget(T)
    let sum = 0
    for (const lane of ['background', 'gate', 'people', 'background', 'gate', 'people'] as const) {
      const result = takeAll(state, lane, T)
      state = result.state
      sum += result.taken
    }
    expect(sum).toBe(50)
  })

  it('shares 40, 40 and 20 percent when all ask all the time', () => {
    let state = emptyBudget(T)
    const taken = { people: 0, gate: 0, background: 0 }
    for (let now = T; now < T + 600_000; now += 250) {
      for (const lane of ['background', 'people', 'gate'] as const) {
        const result = takeAll(state, lane, now)
        state = result.state
        taken[lane] += result.taken
      }
    }
    const all = taken.people + taken.gate + taken.background
    expect(all).toBeGreaterThan(1150)
    expect(all).toBeLessThanOrEqual(1250)
    expect(Math.round(taken.people / all * 100)).toBeCloseTo(40, -1)
    expect(Math.round(taken.gate / all * 100)).toBeCloseTo(40, -1)
    expect(Math.round(taken.background / all * 100)).toBeCloseTo(20, -1)
  })

  it('says when to ask again, and is right', () => {
    const { state } = takeAll(emptyBudget(T), 'people', T)
    const refused = takeRequest(state, { lane: 'people', methods: ['m'], now: T }, DEFAULT_BUDGET_RULES).answer
    if (refused.ok)
      throw new Error('The bucket is not full.')
    expect(refused.retryAt).toBe(T + 500)
    expect(takeRequest(state, { lane: 'people', methods: ['m'], now: refused.retryAt }, DEFAULT_BUDGET_RULES).answer.ok).toBe(true)
  })

  it('lets nobody through while the portal itself has said "too many"', () => {
    const state = blockUntil(emptyBudget(T), T + 1500, T)
    expect(takeRequest(state, { lane: 'people', methods: ['m'], now: T + 1000 }, DEFAULT_BUDGET_RULES).answer).toEqual({ ok: false, retryAt: T + 1500, why: 'blocked' })
    expect(takeRequest(state, { lane: 'people', methods: ['m'], now: T + 1500 }, DEFAULT_BUDGET_RULES).answer.ok).toBe(true)
  })

  it('lets the background leave what there is to the others for a while, longer each time the portal refuses again', () => {
    const ask = (state: BudgetState, lane: Lane, now: number) => takeRequest(state, { lane, methods: ['m'], now }, DEFAULT_BUDGET_RULES).answer
    const once = blockUntil(emptyBudget(T), T + 1500, T)
    expect(ask(once, 'background', T + 2000)).toEqual({ ok: false, retryAt: T + 5000, why: 'crowded' })
    expect(ask(once, 'gate', T + 2000).ok).toBe(true)
    expect(ask(once, 'background', T + 5000).ok).toBe(true)
    const twice = blockUntil(once, T + 8000, T + 6000)
    expect(ask(twice, 'background', T + 15_000)).toEqual({ ok: false, retryAt: T + 16_000, why: 'crowded' })
    const later = blockUntil(twice, T + 100_000, T + 90_000)
    expect(later.crowdedForMs).toBe(5000)
  })

  it('keeps the background away from a method that has used half of its operating time', () => {
    const state = noteOperating(emptyBudget(T), { heavy: { usedSec: 240, resetAt: T + 60_000, blockedUntil: 0 } }, T)
    const ask = (lane: Lane, method: string) => takeRequest(state, { lane, methods: [method], now: T }, DEFAULT_BUDGET_RULES).answer
    expect(ask('background', 'heavy')).toEqual({ ok: false, retryAt: T + 60_000, why: 'operating' })
    expect(ask('people', 'heavy').ok).toBe(true)
    expect(ask('background', 'light').ok).toBe(true)
  })

  it('forgets operating time when its window has passed', () => {
    const state = noteOperating(emptyBudget(T), { heavy: { usedSec: 400, resetAt: T + 60_000, blockedUntil: 0 } }, T)
    expect(noteOperating(state, {}, T + 60_001).operating).toEqual({})
  })

  it('does not lend time from a clock that runs backwards', () => {
    const { state } = takeAll(emptyBudget(T), 'people', T)
    expect(takeRequest(state, { lane: 'people', methods: ['m'], now: T - 10_000 }, DEFAULT_BUDGET_RULES).answer.ok).toBe(false)
  })
})
