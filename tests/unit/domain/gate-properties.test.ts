import type { GovernedPipeline } from '../../../src/domain/gate-policy.ts'
import type { Happening } from '../../support/gate-world.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideGate } from '../../../src/domain/gate.ts'
import { POLICY, rulesWith } from '../../support/gate-facts.ts'
import { GateWorld } from '../../support/gate-world.ts'

const look: Happening = { kind: 'look' }
const deed: fc.Arbitrary<Happening> = fc.oneof(
  fc.constantFrom('NEW', 'IN_PROCESS', 'HANDED', 'CONVERTED', 'JUNK').map(stageId => ({ kind: 'lead' as const, stageId })),
  fc.constantFrom('C1:NEW', 'C1:WAIT', 'C1:OFFER', 'C1:WON', 'C1:LOSE').map(stageId => ({ kind: 'deal' as const, stageId })),
  fc.constant({ kind: 'convert' as const }),
  fc.constantFrom('qualified' as const, 'off_target' as const, 'spam' as const).map(label => ({ kind: 'verdict' as const, label })),
)
const story = fc.array(fc.oneof({ weight: 2, arbitrary: deed }, { weight: 1, arbitrary: fc.constant(look) }), { maxLength: 25 })
const policy = fc.constantFrom<GovernedPipeline['convertedPolicy']>('hold_deal', 'notice', 'return_lead')
const rulesFor = (convertedPolicy: GovernedPipeline['convertedPolicy']) => [rulesWith({ pipelines: [{ ...POLICY.pipelines[0]!, convertedPolicy }] })]
const MOVES: readonly string[] = ['return_lead', 'hold_deal', 'release_deal', 'close_lead']

function play(world: GateWorld, happenings: readonly Happening[]): GateWorld {
  happenings.forEach(one => world.happen(one))
  world.settle()
  return world
}

describe('whatever happens, in any order', () => {
  it('ends in the same state however often and late the gate looks after the last change', () => {
    fc.assert(fc.property(fc.array(deed, { maxLength: 15 }), policy, fc.integer({ min: 1, max: 5 }), (deeds, converted, repeats) => {
      const once = play(new GateWorld(rulesFor(converted)), deeds)
      const often = play(new GateWorld(rulesFor(converted)), [...deeds, ...Array.from({ length: repeats }, () => look)])
      expect(often.standing()).toEqual(once.standing())
    }))
  })

  it('does nothing more when a change is told again', () => {
    fc.assert(fc.property(story, policy, (happenings, converted) => {
      const world = play(new GateWorld(rulesFor(converted)), happenings)
      const [standing, done] = [world.standing(), world.carriedOut.length]
      world.happen(look)
      world.happen(look)
      expect([world.standing(), world.carriedOut.length]).toEqual([standing, done])
    }))
  })

  it('leaves nothing correctable beyond the handoff without the right', () => {
    fc.assert(fc.property(story, policy, (happenings, converted) => {
      const world = play(new GateWorld(rulesFor(converted)), happenings)
      for (const decision of decideGate(world.facts()).items)
        expect(decision.enforce && decision.corrections[0] !== undefined && 'toStageId' in decision.corrections[0]).toBe(false)
    }))
  })

  it('never corrects an item more often than people may undo it', () => {
    fc.assert(fc.property(story, policy, fc.integer({ min: 0, max: 3 }), (happenings, converted, fightsAllowed) => {
      const rules = [rulesWith({ fightsAllowed, pipelines: rulesFor(converted)[0]!.policy.pipelines })]
      const world = play(new GateWorld(rules), happenings)
      const times = (kind: string, itemId: number) => world.carriedOut.filter(one => one.correction.kind === kind && one.ref.itemId === itemId).length
      expect(times('return_lead', 1)).toBeLessThanOrEqual(fightsAllowed)
      for (const deal of world.deals)
        expect(times('hold_deal', deal.ref.itemId)).toBeLessThanOrEqual(fightsAllowed)
    }))
  })

  it('never moves a deal that was won, lost or advanced', () => {
    fc.assert(fc.property(story, policy, (happenings, converted) => {
      const world = play(new GateWorld(rulesFor(converted)), happenings)
      for (const { correction, before } of world.carriedOut.filter(one => one.correction.kind === 'hold_deal'))
        expect([before.semantic, correction]).toEqual(['P', expect.objectContaining({ fromStageId: before.stageId, toStageId: 'C1:WAIT' })])
    }))
  })

  it('only ever falls to a milder answer when the portal refuses', () => {
    const severity = { return_lead: 3, hold_deal: 3, release_deal: 3, close_lead: 3, hand_to_rop: 1, notice: 1 }
    fc.assert(fc.property(story, policy, fc.subarray([...MOVES]), (happenings, converted, refused) => {
      const world = play(new GateWorld(rulesFor(converted), one => refused.includes(one.kind)), happenings)
      expect(world.carriedOut.filter(one => refused.includes(one.correction.kind))).toEqual([])
      for (const { corrections } of decideGate(world.facts()).items) {
        const degrees = corrections.map(one => severity[one.kind])
        expect(degrees).toEqual(degrees.toSorted((one, other) => other - one))
        expect(new Set(corrections.map(one => one.kind)).size).toBe(corrections.length)
      }
    }))
  })

  it('writes nothing at all under an unsigned draft', () => {
    fc.assert(fc.property(story, (happenings) => {
      expect(play(new GateWorld([rulesWith({}, { signed: false })]), happenings).carriedOut).toEqual([])
    }))
  })

  it('holds deal and lead alike whether the deal or the conversion is seen first', () => {
    fc.assert(fc.property(story, policy, (happenings, converted) => {
      const world = play(new GateWorld(rulesFor(converted)), happenings)
      const facts = world.facts()
      expect(decideGate({ ...facts, deals: facts.deals.toReversed() }).items.toSorted(byRef)).toEqual(decideGate(facts).items.toSorted(byRef))
    }))
  })
})

function byRef(one: { ref: { entityTypeId: number, itemId: number } }, other: typeof one): number {
  return one.ref.entityTypeId - other.ref.entityTypeId || one.ref.itemId - other.ref.itemId
}
