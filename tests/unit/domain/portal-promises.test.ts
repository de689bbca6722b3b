import type { PromiseFacts } from '../../../src/domain/portal-promises.ts'
import { describe, expect, it } from 'vitest'
import { portalPromises, PROMISE_REASONS } from '../../../src/domain/portal-promises.ts'

const NOW = Date.UTC(2026, 10, 27)
const MINUTE = 60_000
const WELL: PromiseFacts = {
  now: NOW,
  installedAt: NOW - 1000 * MINUTE,
  oldestWaitingAt: null,
  sweptToAt: NOW - 4 * MINUTE,
  deadLetters: 0,
  observingBecause: null,
  lostWaiting: 0,
  hasTelephony: true,
  token: { state: 'ok', renewedAt: NOW - 60 * MINUTE },
  budget: { fill: 3, burst: 50, blockedUntil: null },
  calls: { made: 100, failed: 2 },
}

const cases: [string, Partial<PromiseFacts>, string, 'green' | 'amber' | 'red', string][] = [
  ['a change waits a minute', { oldestWaitingAt: NOW - MINUTE }, 'freshness', 'green', 'fresh'],
  ['a change waits three minutes', { oldestWaitingAt: NOW - 3 * MINUTE }, 'freshness', 'amber', 'behind'],
  ['a change waits sixteen minutes', { oldestWaitingAt: NOW - 16 * MINUTE }, 'freshness', 'red', 'stuck'],
  ['three sweeps were missed', { sweptToAt: NOW - 16 * MINUTE }, 'freshness', 'amber', 'behind'],
  ['no sweep for more than an hour', { sweptToAt: NOW - 61 * MINUTE }, 'freshness', 'red', 'stuck'],
  ['the first sweep is under way', { sweptToAt: null, installedAt: NOW - MINUTE }, 'freshness', 'amber', 'first_sweep'],
  ['the first sweep never came', { sweptToAt: null, installedAt: NOW - 61 * MINUTE }, 'freshness', 'red', 'stuck'],
  ['one piece of work does not succeed', { deadLetters: 1 }, 'freshness', 'amber', 'dead_letters'],
  ['the brake tripped', { observingBecause: 'brake' }, 'gate', 'red', 'brake'],
  ['somebody paused the gate', { observingBecause: 'paused' }, 'gate', 'amber', 'paused'],
  ['the waiting stage of a pipeline was deleted', { lostWaiting: 1 }, 'gate', 'amber', 'waiting_stage_gone'],
  ['the gate is paused, and a waiting stage is gone as well', { observingBecause: 'paused', lostWaiting: 1 }, 'gate', 'amber', 'paused'],
  ['no version is in force', { observingBecause: 'no_treaty' }, 'gate', 'amber', 'no_treaty'],
  ['the portal has no telephony', { hasTelephony: false }, 'calls', 'amber', 'no_telephony'],
  ['the tokens are dead', { token: { state: 'dead', renewedAt: NOW } }, 'tokens', 'red', 'tokens_dead'],
  ['no tokens are stored', { token: { state: 'missing', renewedAt: null } }, 'tokens', 'red', 'tokens_dead'],
  ['the tokens were not renewed for three days', { token: { state: 'ok', renewedAt: NOW - 3 * 1440 * MINUTE } }, 'tokens', 'amber', 'tokens_old'],
  ['the bucket is nearly full', { budget: { fill: 41, burst: 50, blockedUntil: null } }, 'budget', 'amber', 'nearly_full'],
  ['the portal asked to wait', { budget: { fill: 0, burst: 50, blockedUntil: NOW + 1 } }, 'budget', 'red', 'refused'],
  ['the wait is over', { budget: { fill: 0, burst: 50, blockedUntil: NOW } }, 'budget', 'green', 'room'],
  ['most calls fail', { calls: { made: 10, failed: 6 } }, 'budget', 'red', 'calls_fail'],
  ['a few calls fail at night', { calls: { made: 9, failed: 9 } }, 'budget', 'green', 'room'],
]

describe('the promises of a portal', () => {
  it('are all green when all is well', () => {
    expect(portalPromises(WELL).map(promise => promise.state)).toEqual(['green', 'green', 'green', 'green', 'green'])
  })

  it.each(cases)('%s', (_, facts, code, state, reason) => {
    expect(portalPromises({ ...WELL, ...facts }).find(promise => promise.code === code)).toEqual({ code, state, reason })
  })

  it('know no reason that cannot happen', () => {
    const told = new Set([WELL, ...cases.map(([, facts]) => ({ ...WELL, ...facts })), { ...WELL, observingBecause: 'simple_mode' as const }].flatMap(facts => portalPromises(facts).map(promise => promise.reason)))
    expect([...told].sort()).toEqual([...PROMISE_REASONS].sort())
  })
})
