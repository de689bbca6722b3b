import type { FunnelStep } from '../../../src/domain/treaty.ts'
import type { RawItem } from '../../../src/figures/facts/figure-rules.ts'
import type { Item } from '../../../src/store/items.ts'
import type { Touch } from '../../../src/store/touches.ts'
import { describe, expect, it } from 'vitest'
import { furthestStep } from '../../../src/figures/facts/step-stays.ts'
import { sampleReading } from '../../support/sample-item.ts'
import { sampleTreaty } from '../../support/sample-treaty.ts'

const step = (code: string, binding: FunnelStep['binding']): FunnelStep => ({ code, side: code.startsWith('M') ? 'marketing' : 'sales', words: { ru: code, en: code }, owner: 'rep', binding })
const stages = (...stageIds: string[]): FunnelStep['binding'] => ({ kind: 'stages', stages: stageIds.map(stageId => ({ entityTypeId: 1, pipelineId: 0, stageId })) })
const FUNNEL = [
  step('M1', { kind: 'traffic', figure: 'visits' }),
  step('M3', stages('NEW', 'IN_PROCESS')),
  step('M3a', { kind: 'activity', activity: 'first_attempt' }),
  step('M3b', { kind: 'activity', activity: 'first_talk' }),
  step('P1', stages('PROCESSED')),
  step('P1a', { kind: 'activity', activity: 'first_talk' }),
]
const document = sampleTreaty({ funnel: FUNNEL })
const touch = (parts: Partial<Touch> = {}): Touch => ({ entityTypeId: 1, itemId: 1, activityId: 1, userId: 7, touchedAt: 1, isAttempt: false, talkSeconds: 0, ...parts })
function reached(parts: Partial<Item> = {}, touches: readonly Touch[] = []): string | undefined {
  const item: Item = { mirrorVersion: 1, callsMade: 0, deletedAt: null, goneCause: null, lastLawfulStageId: null, categoryKey: null, ...sampleReading(), ...parts }
  const raw: RawItem = { item, deals: [], moves: [], feedback: [], touches }
  return FUNNEL[furthestStep(raw, document)]?.code
}

describe('a step bound to an activity', () => {
  it.each([
    ['is not reached by a lead nobody has called', {}, [], 'M3'],
    ['is not reached by a letter', {}, [touch()], 'M3'],
    ['is reached by the first attempt, answered or not', {}, [touch({ isAttempt: true })], 'M3a'],
    ['is reached by calls the portal has only counted', { callsMade: 2 }, [], 'M3a'],
    ['is reached by the first talk, also when the client called', {}, [touch({ talkSeconds: 61 })], 'M3b'],
    ['beyond a stage is not reached by a talk before it', {}, [touch({ isAttempt: true, talkSeconds: 61 })], 'M3b'],
    ['beyond a stage is reached by a talk once the lead stands there', { stageId: 'PROCESSED' }, [touch({ talkSeconds: 61 })], 'P1a'],
    ['is behind a lead that went on without it', { stageId: 'PROCESSED' }, [], 'P1'],
  ] as const)('%s', (_, item, touches, code) => {
    expect(reached(item, touches)).toBe(code)
  })
})
