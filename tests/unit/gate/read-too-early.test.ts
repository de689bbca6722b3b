import type { Intention } from '../../../src/store/intentions.ts'
import type { StageMove } from '../../../src/store/moves.ts'
import { describe, expect, it } from 'vitest'
import { isReadTooEarly } from '../../../src/gate/read-too-early.ts'

const MINUTE = 60_000
const AT = 100 * MINUTE

const move = (historyId: number, stageId: string, movedAt: number): StageMove => ({ entityTypeId: 1, itemId: 7, historyId, typeId: 2, pipelineId: 0, stageId, semantic: 'P', movedAt, movedBy: null })
const correction = (parts: Partial<Intention> = {}): Intention => ({ intentionId: 1, kind: 'correct.return_lead', entityTypeId: 1, itemId: 7, dedupeKey: 'one', payload: { crossing: 'h2', fromStageId: 'PROCESSED', toStageId: 'NEW' }, state: 'done', epoch: 1, attempts: 1, notBeforeAt: null, createdAt: AT, updatedAt: AT, result: null, error: null, ...parts })

const crossed = [move(1, 'NEW', AT - 2 * MINUTE), move(2, 'PROCESSED', AT - MINUTE)]
const item = { stageId: 'PROCESSED', movedAt: AT - MINUTE, readAt: AT - 1_000 }

describe('an item is read too early to be judged', () => {
  it.each([
    ['when the move it would be judged by has been taken back since', { intentions: [correction()] }],
    ['when the correction of that move is under way', { intentions: [correction({ state: 'running' })] }],
    ['when its deal has been held since', { intentions: [correction({ kind: 'correct.hold_deal' })] }],
    ['when its history goes on after the move that brought it there', { moves: [...crossed, move(3, 'NEW', AT)] }],
  ])('%s', (_, beside) => {
    expect(isReadTooEarly(item, { moves: crossed, intentions: [], crossing: 'h2', ...beside })).toBe(true)
  })

  it.each([
    ['when nothing took it back', {}, {}],
    ['when the correction answered an earlier move', {}, { intentions: [correction()], crossing: 'h4' }],
    ['when the correction was refused', {}, { intentions: [correction({ state: 'refused' })] }],
    ['when the correction has not been sent', {}, { intentions: [correction({ state: 'pending' })] }],
    ['when it stands where the correction put it', { stageId: 'NEW', movedAt: AT }, { intentions: [correction()], moves: [...crossed, move(3, 'NEW', AT)] }],
    ['when it was read well after the correction: a portal may keep no history of what came then', { readAt: AT + MINUTE }, { intentions: [correction()] }],
    ['when its own move is newer than its history', { movedAt: AT }, { moves: [crossed[0]!] }],
    ['when nobody knows when it moved', { movedAt: null }, { moves: [...crossed, move(3, 'NEW', AT)] }],
  ])('not %s', (_, parts, beside) => {
    expect(isReadTooEarly({ ...item, ...parts }, { moves: crossed, intentions: [], crossing: 'h2', ...beside })).toBe(false)
  })
})
