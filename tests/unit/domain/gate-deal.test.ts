import type { GateFacts } from '../../../src/domain/gate-facts.ts'
import { describe, expect, it } from 'vitest'
import { decideGate } from '../../../src/domain/gate.ts'
import { deal, DEAL_STAGES, factsOf, HOUR, lead, LEAD_STAGES, NOON, path, POLICY, rulesWith, verdict } from '../../support/gate-facts.ts'

function decide(parts: Partial<GateFacts>) {
  const { items } = decideGate(factsOf(parts))
  return { lead: items.find(one => one.ref.entityTypeId === 1), deals: items.filter(one => one.ref.entityTypeId === 2) }
}
const converted = lead(['NEW', 'CONVERTED'])
const held = { kind: 'hold_deal' as const, crossing: 'h570', fromStageId: 'C1:NEW', toStageId: 'C1:WAIT' }
const pipeline = POLICY.pipelines[0]!

describe('the deal of a converted lead without the right', () => {
  it('goes to the waiting stage while the lead stays', () => {
    const { lead: own, deals } = decide({ lead: converted, deals: [deal(['C1:NEW'])] })
    expect(own?.corrections).toEqual([{ kind: 'notice' }])
    expect(deals[0]).toMatchObject({ breachKey: 'over:1:1:0', breach: null, corrections: [{ kind: 'hold_deal', fromStageId: 'C1:NEW', toStageId: 'C1:WAIT' }, { kind: 'notice' }], enforce: true })
  })

  it('is held alike when the portal shows the deal before the conversion', () => {
    const early = decide({ lead: lead(['NEW']), deals: [deal(['C1:NEW'])] })
    const late = decide({ lead: converted, deals: [deal(['C1:NEW'])] })
    expect(early.deals).toEqual(late.deals)
    expect(early.lead?.breach).toEqual(late.lead?.breach)
  })

  it('gets a notice only where the treaty says so', () => {
    const rules = [rulesWith({ pipelines: [{ ...pipeline, convertedPolicy: 'notice' }] })]
    expect(decide({ lead: converted, deals: [deal(['C1:NEW'])], rules }).deals[0]).toMatchObject({ corrections: [{ kind: 'notice' }], limits: ['policy_notice'] })
  })

  it('is held while the lead is returned where the treaty says so', () => {
    const rules = [rulesWith({ pipelines: [{ ...pipeline, convertedPolicy: 'return_lead' }] })]
    const both = decide({ lead: converted, deals: [deal(['C1:NEW'])], rules })
    expect(both.lead?.corrections).toEqual([{ kind: 'return_lead', fromStageId: 'CONVERTED', toStageId: 'NEW' }, { kind: 'notice' }])
    expect(both.deals[0]?.corrections[0]?.kind).toBe('hold_deal')
  })

  it.each([
    ['was won', ['C1:NEW', 'C1:WON'], 'deal_won'],
    ['was lost', ['C1:NEW', 'C1:LOSE'], 'deal_lost'],
    ['has advanced', ['C1:NEW', 'C1:OFFER'], 'deal_advanced'],
  ])('is never moved once it %s', (_, stages, limit) => {
    const rules = [rulesWith({ pipelines: [{ ...pipeline, convertedPolicy: 'return_lead' }] })]
    const both = decide({ lead: converted, deals: [deal(stages)], rules })
    expect(both.deals[0]).toMatchObject({ corrections: [{ kind: 'notice' }], limits: [limit] })
    expect(both.lead).toMatchObject({ corrections: [{ kind: 'notice' }], limits: [limit] })
  })

  it.each([
    ['has no waiting stage', { pipelines: [{ ...pipeline, waitingStageId: null }] }, DEAL_STAGES, 'no_waiting_stage'],
    ['has a waiting stage nobody confirmed', {}, DEAL_STAGES.map(one => ({ ...one, clientFree: false })), 'stage_not_confirmed'],
    ['has lost its waiting stage', {}, DEAL_STAGES.filter(one => one.stageId !== 'C1:WAIT'), 'stage_missing'],
  ])('gets a notice when the pipeline %s', (_, policy, dealStages, limit) => {
    expect(decide({ lead: converted, deals: [deal(['C1:NEW'])], dealStages, rules: [rulesWith(policy)] }).deals[0]).toMatchObject({ corrections: [{ kind: 'notice' }], limits: [limit] })
  })

  it('is free in a pipeline the treaty does not govern, yet the lead is in the ledger', () => {
    const other = { ...deal(['C1:NEW']), pipelineId: 9, history: path(9, ['C9:NEW']), stageId: 'C9:NEW' }
    const both = decide({ lead: converted, deals: [other] })
    expect(both.deals[0]).toMatchObject({ state: 'pass', pass: 'not_governed' })
    expect(both.lead?.breach?.kind).toBe('converted')
  })

  it('names the pipeline it came from', () => {
    const history = [...path(9, ['C9:NEW'], NOON - 120_000, 400), ...path(1, ['C1:NEW'], NOON - 60_000, 570)]
    expect(decide({ lead: converted, deals: [deal(['C1:NEW'], { history })] }).lead?.breach?.fromPipelineId).toBe(9)
  })

  it('is not touched when its lead existed before the treaty', () => {
    const old = { ...converted, createdAt: NOON - 30 * 24 * HOUR }
    expect(decide({ lead: old, deals: [deal(['C1:NEW'])] }).deals[0]).toMatchObject({ state: 'pass', pass: 'not_governed' })
  })
})

describe('a held deal', () => {
  const waiting = deal(['C1:NEW', 'C1:WAIT'], { corrections: [held] })

  it('waits as long as the lead has no qualified verdict', () => {
    expect(decide({ lead: converted, deals: [waiting] }).deals[0]).toMatchObject({ state: 'hold', corrections: [] })
  })

  it('is released to its own stage the moment the lead is qualified, however old the hold is', () => {
    const qualified = lead(['NEW', 'CONVERTED'], { verdicts: [verdict('qualified')] }, NOON - 72 * HOUR)
    const old = deal(['C1:NEW', 'C1:WAIT'], { corrections: [held] }, NOON - 72 * HOUR)
    expect(decide({ lead: qualified, deals: [old] }).deals[0]?.corrections[0]).toEqual({ kind: 'release_deal', fromStageId: 'C1:WAIT', toStageId: 'C1:NEW' })
  })

  it.each(['paused', 'brake'] as const)('is released while the gate is observing (%s)', (observing) => {
    const qualified = { ...converted, verdicts: [verdict('qualified')] }
    expect(decide({ lead: qualified, deals: [waiting], observing }).deals[0]).toMatchObject({ enforce: true, corrections: [{ kind: 'release_deal' }, { kind: 'notice' }] })
  })

  it('is released when the ROP lets the lead or the deal pass', () => {
    expect(decide({ lead: { ...converted, granted: true }, deals: [waiting] }).deals[0]?.corrections[0]?.kind).toBe('release_deal')
    expect(decide({ lead: converted, deals: [{ ...waiting, granted: true }] }).deals[0]?.corrections[0]?.kind).toBe('release_deal')
  })

  it('is left to its rep when robots of its own stage may talk to the client', () => {
    const dealStages = DEAL_STAGES.map(one => ({ ...one, clientFree: one.stageId === 'C1:WAIT' }))
    expect(decide({ lead: { ...converted, verdicts: [verdict('qualified')] }, deals: [waiting], dealStages }).deals[0]).toMatchObject({ corrections: [{ kind: 'notice' }], limits: ['stage_not_confirmed'] })
  })

  it('that a person put into the waiting stage stays his', () => {
    expect(decide({ lead: { ...converted, verdicts: [verdict('qualified')] }, deals: [deal(['C1:NEW', 'C1:WAIT'])] }).deals[0]?.corrections).toEqual([])
  })

  it('closes the returned lead again together with its release', () => {
    const returned = { kind: 'return_lead' as const, crossing: 'h101', fromStageId: 'CONVERTED', toStageId: 'NEW' }
    const own = lead(['NEW', 'CONVERTED', 'NEW'], { corrections: [returned], verdicts: [verdict('qualified')] })
    const both = decide({ lead: own, deals: [waiting] })
    expect(both.lead?.corrections[0]).toEqual({ kind: 'close_lead', fromStageId: 'NEW', toStageId: 'CONVERTED' })
    expect(both.deals[0]?.corrections[0]?.kind).toBe('release_deal')
  })

  it('that is lost straight from the waiting stage is no trespass', () => {
    const lost = deal(['C1:NEW', 'C1:WAIT', 'C1:LOSE'], { corrections: [held] })
    expect(decide({ lead: converted, deals: [lost] }).deals[0]?.breach).toBeNull()
  })

  it.each([
    ['is held again after one undoing', [held], 'hold_deal'],
    ['goes to the ROP after the agreed number', [held, { ...held, crossing: 'h572' }], 'hand_to_rop'],
  ])('that a person takes out %s', (_, corrections, kind) => {
    const stages = corrections.flatMap(() => ['C1:NEW', 'C1:WAIT'])
    expect(decide({ lead: converted, deals: [deal([...stages, 'C1:NEW'], { corrections })] }).deals[0]?.corrections[0]?.kind).toBe(kind)
  })
})

describe('a second deal', () => {
  const first = deal(['C1:NEW', 'C1:WAIT'], { corrections: [held], createdAt: NOON - HOUR })
  const second = deal(['C1:NEW'], {}, NOON - 30_000, 8)

  it('of an unqualified lead is a trespass of its own and held', () => {
    const { deals } = decide({ lead: converted, deals: [second, first] })
    expect(deals[0]).toMatchObject({ breach: { kind: 'second_deal', key: 'second:2:8:0' }, corrections: [{ kind: 'hold_deal' }, { kind: 'notice' }] })
    expect(deals[1]?.breach).toBeNull()
  })

  it('of a qualified lead is none', () => {
    expect(decide({ lead: { ...converted, verdicts: [verdict('qualified', NOON - 2 * HOUR)] }, deals: [first, second] }).deals[1]?.state).toBe('pass')
  })
})

describe('a governed deal without a lead', () => {
  const lone = deal(['C1:NEW'])
  const rulesFor = (dealWithoutLead: typeof pipeline.dealWithoutLead) => [rulesWith({ pipelines: [{ ...pipeline, dealWithoutLead }] })]

  it.each([
    ['gets a notice', 'notice', ['notice']],
    ['is held', 'hold', ['hold_deal', 'notice']],
    ['is held until judged by its own verdict', 'own_verdict', ['hold_deal', 'notice']],
  ] as const)('%s where the treaty says %s', (_, policy, kinds) => {
    const decided = decide({ deals: [lone], rules: rulesFor(policy) }).deals[0]
    expect(decided).toMatchObject({ reasons: ['no_lead'], breach: { kind: 'deal_without_lead', key: 'lone:2:7:0' } })
    expect(decided?.corrections.map(one => one.kind)).toEqual(kinds)
  })

  it.each([
    ['opens the way where deals are judged themselves', 'own_verdict', 'pass'],
    ['opens nothing where the treaty holds them', 'hold', 'hold'],
  ] as const)('its own verdict %s', (_, policy, state) => {
    expect(decide({ deals: [{ ...lone, verdicts: [verdict('qualified')] }], rules: rulesFor(policy) }).deals[0]?.state).toBe(state)
  })

  it('passes when its pipeline is exempt', () => {
    const rules = [rulesWith({ exemptions: [{ kind: 'pipeline', values: ['1'] }] })]
    expect(decide({ deals: [lone], rules }).deals[0]).toMatchObject({ state: 'pass', pass: 'exempt' })
  })

  it('is what the deal of a lead deleted after conversion becomes', () => {
    const gone = { ...converted, deleted: true }
    expect(decide({ lead: gone, deals: [lone] }).deals[0]?.breach?.kind).toBe('deal_without_lead')
    expect(decide({ lead: { ...gone, verdicts: [verdict('qualified')] }, deals: [lone] }).deals[0]?.state).toBe('pass')
  })
})

describe('a converted lead without any deal', () => {
  it('gets a notice by default', () => {
    expect(decide({ lead: converted }).lead?.corrections).toEqual([{ kind: 'notice' }])
  })

  it('is returned where every pipeline returns leads', () => {
    const rules = [rulesWith({ pipelines: [{ ...pipeline, convertedPolicy: 'return_lead' }] })]
    expect(decide({ lead: converted, rules }).lead?.corrections[0]?.kind).toBe('return_lead')
    expect(decide({ lead: converted, rules, leadStages: LEAD_STAGES.map(one => ({ ...one, clientFree: false })) }).lead?.corrections).toEqual([{ kind: 'notice' }])
  })
})
