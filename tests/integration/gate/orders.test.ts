import type { TreatyDocument } from '../../../src/domain/treaty.ts'
import type { GateScene } from '../../support/gate-scene.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepareEngine } from '../../support/engines.ts'
import { openGateScene, PEOPLE, ROBOT } from '../../support/gate-scene.ts'

/** One way into a place where the item has no right to be: what is done, and where everything must stand afterwards. */
interface Route {
  name: string
  act: (scene: GateScene) => { lead: number | null, deals: number[] }
  leadStage: string | null
  dealStages: string[]
  kinds: string[]
}

const ADMIN = { kind: 'user', userId: PEOPLE.admin, appId: null } as const
const addDeal = (scene: GateScene, fields: Record<string, unknown>): number => Number(scene.portal.crm.add(2, { title: 'Сделка', assignedById: PEOPLE.rep, ...fields }, ADMIN).id)

const ROUTES: Route[] = [
  { name: 'a person converts on the page', act: scene => withLead(scene, lead => [scene.convert(lead)]), leadStage: 'CONVERTED', dealStages: ['PT_WAITING'], kinds: ['converted'] },
  { name: 'a robot converts', act: scene => withLead(scene, lead => [scene.convert(lead, ROBOT)]), leadStage: 'CONVERTED', dealStages: ['PT_WAITING'], kinds: ['converted'] },
  { name: 'a person drags the lead past the handoff', act: scene => withLead(scene, (lead) => {
    scene.move(1, lead, 'PROCESSED')
    return []
  }), leadStage: 'NEW', dealStages: [], kinds: ['past_handoff'] },
  { name: 'a robot moves the lead to junk', act: scene => withLead(scene, (lead) => {
    scene.move(1, lead, 'JUNK', ROBOT)
    return []
  }), leadStage: 'NEW', dealStages: [], kinds: ['junk'] },
  { name: 'another application makes a deal of an unconverted lead', act: scene => withLead(scene, lead => [addDeal(scene, { leadId: lead })]), leadStage: 'NEW', dealStages: ['PT_WAITING'], kinds: ['converted'] },
  { name: 'a second deal is made of the same lead', act: scene => withLead(scene, lead => [scene.convert(lead), addDeal(scene, { leadId: lead })]), leadStage: 'CONVERTED', dealStages: ['PT_WAITING', 'PT_WAITING'], kinds: ['converted', 'second_deal'] },
  { name: 'a deal is made without a lead', act: scene => ({ lead: null, deals: [addDeal(scene, {})] }), leadStage: null, dealStages: ['NEW'], kinds: ['deal_without_lead'] },
  { name: 'the lead is deleted after conversion', act: scene => withLead(scene, (lead) => {
    const deal = scene.convert(lead)
    scene.portal.crm.remove(1, lead, ADMIN)
    return [deal]
  }), leadStage: null, dealStages: ['NEW'], kinds: ['deal_without_lead'] },
]

/** So many trespasses in an hour would trip the brake, which has a test of its own. */
function withoutBrake(document: TreatyDocument): TreatyDocument {
  return { ...document, gate: { ...document.gate, brake: { perHour: 1000, sharePercent: 100, fromMoves: 1000 } } }
}

function withLead(scene: GateScene, act: (lead: number) => number[]): { lead: number, deals: number[] } {
  const lead = scene.addLead()
  return { lead, deals: act(lead) }
}

describe('every route ends alike in whichever order its changes are heard', () => {
  const engine = prepareEngine()
  let scene: GateScene
  beforeAll(async () => {
    scene = await openGateScene(engine.store, { seed: 99, knobs: { dropEvents: 1 }, treaty: withoutBrake })
  })
  afterAll(() => scene.close())

  describe.each(['lead first', 'deals first', 'together, twice'] as const)('%s', (order) => {
    it.each(ROUTES)('$name', async ({ act, leadStage, dealStages, kinds }) => {
      const { lead, deals } = act(scene)
      const leadRefs = lead === null ? [] : [{ entityTypeId: 1 as const, itemId: lead }]
      const dealRefs = deals.map(itemId => ({ entityTypeId: 2 as const, itemId }))
      const hearings = order === 'lead first' ? [leadRefs, dealRefs] : order === 'deals first' ? [dealRefs, leadRefs] : [[...leadRefs, ...dealRefs], [...dealRefs, ...leadRefs]]
      for (const refs of hearings) {
        await scene.mark(refs)
        await scene.work()
      }
      const all = [...leadRefs, ...dealRefs].map(ref => `${ref.entityTypeId}:${ref.itemId}`)
      expect(deals.map(deal => scene.stageOf(2, deal))).toEqual(dealStages)
      if (leadStage !== null)
        expect(scene.stageOf(1, lead!)).toBe(leadStage)
      expect((await scene.breaches()).filter(one => all.includes(one.item)).map(one => one.kind).sort()).toEqual([...kinds].sort())
    })
  })
})
