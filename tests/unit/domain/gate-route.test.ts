import type { MoveEvidence } from '../../../src/domain/breach-route.ts'
import { describe, expect, it } from 'vitest'
import { routeOfMove } from '../../../src/domain/breach-route.ts'

function evidence(over: Partial<MoveEvidence>): MoveEvidence {
  return { movedAt: 1_000_000, movedBy: 5, eventUsers: [5], hasLead: true, fromPipelineId: null, ownDeeds: [], ...over }
}

describe('the route of a trespass', () => {
  it.each([
    ['a person in Bitrix24 when the event carried his token', {}, 'person', 5],
    ['a person when no event came but the item names who moved it', { eventUsers: [] }, 'person', 5],
    ['nobody when the events carried no token', { eventUsers: [null] }, 'no_user', null],
    ['unknown when nothing is known', { eventUsers: [], movedBy: null }, 'unknown', null],
    ['a deal without lead', { hasLead: false }, 'deal_without_lead', 5],
    ['another pipeline', { fromPipelineId: 9 }, 'other_pipeline', 5],
    ['our widget when the same person used it just before', { ownDeeds: [{ kind: 'widget', userId: 5, at: 990_000 }] }, 'widget', 5],
    ['the timeline when he clicked there just before', { ownDeeds: [{ kind: 'timeline', userId: 5, at: 990_000 }] }, 'timeline', 5],
    ['our handoff when we made it', { ownDeeds: [{ kind: 'handoff', userId: null, at: 1_000_000 }] }, 'handoff', 5],
    ['not our widget when another person used it', { ownDeeds: [{ kind: 'widget', userId: 6, at: 990_000 }] }, 'person', 5],
    ['not our widget when that was long ago', { ownDeeds: [{ kind: 'widget', userId: 5, at: 900_000 }] }, 'person', 5],
  ] as const)('is %s', (_, over, route, actorId) => {
    expect(routeOfMove(evidence(over))).toEqual({ route, actorId })
  })
})
