import type { GateFacts } from '../../../src/domain/gate-facts.ts'
import { describe, expect, it } from 'vitest'
import { decideGate } from '../../../src/domain/gate.ts'
import { factsOf, HOUR, lead, LEAD_STAGES, NOON, rulesWith, verdict } from '../../support/gate-facts.ts'

const decide = (parts: Partial<GateFacts>) => decideGate(factsOf(parts)).items[0]!
const move = (parts: Partial<GateFacts>) => decide(parts).corrections[0]

describe('an unconverted lead past the handoff', () => {
  it.each([
    ['returns to the stage it came from', ['NEW', 'IN_PROCESS', 'HANDED'], 'IN_PROCESS'],
    ['returns to the first intake stage when it was created beyond', ['HANDED'], 'NEW'],
    ['returns to the last lawful stage after a visit to junk', ['NEW', 'JUNK', 'HANDED'], 'NEW'],
  ])('%s', (_, stages, target) => {
    expect(move({ lead: lead(stages) })).toEqual({ kind: 'return_lead', fromStageId: 'HANDED', toStageId: target })
  })

  it('falls from the return to a notice', () => {
    expect(decide({ lead: lead(['NEW', 'HANDED']) }).corrections.map(one => one.kind)).toEqual(['return_lead', 'notice'])
  })

  it.each([
    ['passes with a complete qualified verdict', { verdicts: [verdict('qualified')] }, 'lawful'],
    ['passes when it was qualified at the move and judged otherwise later', { verdicts: [verdict('qualified', NOON - HOUR), verdict('off_target', NOON - 10_000)] }, 'lawful'],
    ['passes when the ROP let it', { granted: true }, 'granted'],
  ])('%s', (_, over, pass) => {
    expect(decide({ lead: lead(['NEW', 'HANDED'], over) })).toMatchObject({ state: 'pass', pass })
  })

  it.each([
    ['an off-target verdict does not open the way', { verdicts: [verdict('off_target')] }, ['not_qualified']],
    ['incomplete feedback does not open the way', { hasIncompleteFeedback: true }, ['incomplete_feedback']],
    ['"still trying" does not open the way', {}, ['no_feedback']],
  ])('%s', (_, over, reasons) => {
    expect(decide({ lead: lead(['NEW', 'HANDED'], over) })).toMatchObject({ state: 'hold', reasons })
  })

  it('counts a stage made after signing by its place in the order', () => {
    const stages = [...LEAD_STAGES, { ...LEAD_STAGES[0]!, stageId: 'UC_LATE', sort: 35 }, { ...LEAD_STAGES[0]!, stageId: 'UC_EARLY', sort: 15 }]
    expect(decide({ lead: lead(['NEW', 'UC_LATE']), leadStages: stages }).state).toBe('hold')
    expect(decide({ lead: lead(['NEW', 'UC_EARLY']), leadStages: stages }).state).toBe('pass')
  })

  it('returns to the earlier intake stage when the last one was deleted from the portal', () => {
    const stages = LEAD_STAGES.filter(one => one.stageId !== 'IN_PROCESS')
    expect(move({ lead: lead(['NEW', 'IN_PROCESS', 'HANDED']), leadStages: stages })).toMatchObject({ toStageId: 'NEW' })
  })
})

describe('a lead in junk', () => {
  it('returns when it has no complete feedback', () => {
    expect(move({ lead: lead(['NEW', 'IN_PROCESS', 'JUNK']) })).toMatchObject({ kind: 'return_lead', toStageId: 'IN_PROCESS' })
  })

  it.each(['qualified', 'off_target', 'spam'] as const)('stays with a complete %s verdict', (label) => {
    expect(decide({ lead: lead(['NEW', 'JUNK'], { verdicts: [verdict(label)] }) }).state).toBe('pass')
  })

  it('stays when the treaty asks for no feedback there', () => {
    expect(decide({ lead: lead(['NEW', 'JUNK']), rules: [rulesWith({ junkNeedsFeedback: false })] }).state).toBe('pass')
  })

  it('is in the ledger as a kind of its own', () => {
    expect(decide({ lead: lead(['NEW', 'JUNK']) }).breach).toMatchObject({ kind: 'junk', key: 'junk:1:1:0' })
  })
})

describe('limits of every correction', () => {
  const trespass = ['NEW', 'HANDED']

  it('leaves items created before the first version alone', () => {
    expect(decide({ lead: lead(trespass, { createdAt: NOON - 8 * 24 * HOUR }) })).toMatchObject({ state: 'pass', pass: 'not_governed', breach: null })
  })

  it('only writes down moves that are too old', () => {
    const old = decide({ lead: lead(trespass, {}, NOON - 24 * HOUR) })
    expect(old).toMatchObject({ corrections: [], limits: ['too_old'] })
    expect(old.breach).not.toBeNull()
  })

  it('gives notice only when the target stage is not confirmed as free of client-facing robots', () => {
    const stages = LEAD_STAGES.map(one => ({ ...one, clientFree: one.stageId !== 'NEW' }))
    expect(decide({ lead: lead(trespass), leadStages: stages })).toMatchObject({ corrections: [{ kind: 'notice' }], limits: ['stage_not_confirmed'] })
  })

  it('gives notice only when no intake stage is left', () => {
    const stages = LEAD_STAGES.filter(one => !['NEW', 'IN_PROCESS'].includes(one.stageId))
    expect(decide({ lead: lead(trespass), leadStages: stages })).toMatchObject({ corrections: [{ kind: 'notice' }], limits: ['nowhere_to_return'] })
  })

  it.each([
    ['corrects again after one correction was undone', 1, 'return_lead'],
    ['goes to the ROP after as many as agreed were undone', 2, 'hand_to_rop'],
  ])('%s', (_, times, kind) => {
    const corrections = Array.from({ length: times }, (__, index) => ({ kind: 'return_lead' as const, crossing: `h${index}`, fromStageId: 'HANDED', toStageId: 'NEW' }))
    expect(move({ lead: lead(trespass, { corrections }) })?.kind).toBe(kind)
  })

  it('does not count the correction of the same crossing as undone', () => {
    const corrections = [{ kind: 'return_lead' as const, crossing: 'h101', fromStageId: 'HANDED', toStageId: 'NEW' }]
    expect(move({ lead: lead(trespass, { corrections }), rules: [rulesWith({ fightsAllowed: 1 })] })?.kind).toBe('return_lead')
  })

  it.each([
    ['repeat clients', { kind: 'repeat_client', values: [] }, { isReturnCustomer: true }],
    ['named sources', { kind: 'source', values: ['PARTNER'] }, { sourceId: 'PARTNER' }],
    ['named creators', { kind: 'creator', values: ['77'] }, { createdBy: 77 }],
  ] as const)('lets %s pass by agreement', (_, exemption, over) => {
    const rules = [rulesWith({ exemptions: [exemption] })]
    expect(decide({ lead: lead(trespass, over), rules })).toMatchObject({ state: 'pass', pass: 'exempt' })
    expect(decide({ lead: lead(trespass), rules }).state).toBe('hold')
  })
})

describe('which version decides', () => {
  it('is the one in force at the move', () => {
    const free = rulesWith({ junkNeedsFeedback: false })
    const strict = rulesWith({}, { versionNo: 2, inForceFrom: NOON - HOUR })
    expect(decide({ lead: lead(['NEW', 'JUNK'], {}, NOON - 2 * HOUR), rules: [strict, free] }).state).toBe('pass')
    expect(decide({ lead: lead(['NEW', 'JUNK'], {}, NOON - 60_000), rules: [strict, free] })).toMatchObject({ state: 'hold', breach: { versionNo: 2 } })
  })

  it('is the later one of two that started at the same time', () => {
    const rules = [rulesWith({}, { versionNo: 2 }), rulesWith({ junkNeedsFeedback: false })]
    expect(decide({ lead: lead(['NEW', 'JUNK']), rules }).state).toBe('hold')
  })

  it('judges nobody without any version', () => {
    expect(decide({ lead: lead(['NEW', 'HANDED']), rules: [] })).toMatchObject({ state: 'pass', pass: 'not_governed' })
  })
})

describe('observing', () => {
  it.each([
    ['an unsigned draft', { rules: [rulesWith({}, { signed: false })] }],
    ['a pause', { observing: 'paused' as const }],
    ['a tripped brake', { observing: 'brake' as const }],
    ['simple mode', { observing: 'simple_mode' as const }],
  ])('under %s says what would have been done and does nothing', (_, parts) => {
    const decided = decide({ lead: lead(['NEW', 'HANDED']), ...parts })
    expect(decided).toMatchObject({ enforce: false, breach: { mode: 'observe' } })
    expect(decided.corrections[0]).toMatchObject({ kind: 'return_lead' })
  })

  it('does not correct afterwards what was only watched when it happened', () => {
    const breaches = [{ key: 'over:1:1:0', mode: 'observe' as const, outcomes: ['paused' as const] }]
    expect(decide({ lead: lead(['NEW', 'HANDED'], { breaches }) }).enforce).toBe(false)
  })
})

describe('rows of the ledger', () => {
  it('are one per trespass, however often it is looked at', () => {
    const breaches = [{ key: 'over:1:1:0', mode: 'enforce' as const, outcomes: ['notice' as const] }]
    expect(decide({ lead: lead(['NEW', 'HANDED'], { breaches }) }).breach?.key).toBe('over:1:1:0')
  })

  it('begin anew after the trespass was ended', () => {
    const breaches = [{ key: 'over:1:1:0', mode: 'enforce' as const, outcomes: ['returned' as const] }]
    expect(decide({ lead: lead(['NEW', 'HANDED'], { breaches }) }).breach?.key).toBe('over:1:1:1')
  })

  it.each([
    ['completed when the verdict came', ['NEW', 'HANDED'], { verdicts: [verdict('qualified')] }, 'completed'],
    ['returned when a person took it back', ['NEW', 'HANDED', 'NEW'], {}, 'returned'],
    ['granted when the ROP let it pass', ['NEW', 'HANDED'], { granted: true }, 'granted'],
  ])('end as %s', (_, stages, over, outcome) => {
    const breaches = [{ key: 'over:1:1:0', mode: 'enforce' as const, outcomes: ['notice' as const] }]
    expect(decide({ lead: lead(stages, { breaches, ...over }) }).settles).toEqual([{ key: 'over:1:1:0', outcome }])
  })
})
