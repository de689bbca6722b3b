import type { Criterion } from '../../../src/domain/criterion.ts'
import type { TreatyDocument } from '../../../src/domain/treaty.ts'
import { describe, expect, it } from 'vitest'
import { treatyProblemSentence } from '../../../src/contracts/words/treaty-problem-words.ts'
import { checkDocument, checkTreaty } from '../../../src/domain/check-treaty.ts'
import { SAMPLE_STAGES, sampleTreaty, STAFF } from '../../support/sample-treaty.ts'

const good = sampleTreaty()
const roles = [{ userId: STAFF.rep, role: 'rep' as const }, { userId: STAFF.marketer, role: 'marketer' as const }, { userId: STAFF.rop, role: 'rop' as const }, { userId: STAFF.cmo, role: 'cmo' as const }]
const portal = { stages: SAMPLE_STAGES, roles }
const found = (document: TreatyDocument, facts = portal) => checkTreaty(document, facts).map(({ code, field }) => `${code} ${field}`)
const [region, category, horizon, budget] = good.criteria as [Criterion, Criterion, Criterion, Criterion]
const stagesOf = (index: number) => good.funnel[index]!.binding as Extract<TreatyDocument['funnel'][number]['binding'], { kind: 'stages' }>

describe('a treaty', () => {
  it('from a template on a usual portal has no problem', () => {
    expect(found(good)).toEqual([])
  })

  it.each<[string, Partial<TreatyDocument>, string]>([
    ['one mandatory criterion', { criteria: [region] }, 'criteria_too_few criteria'],
    ['five mandatory criteria', { criteria: [region, category, horizon, budget, { ...budget, code: 'fifth' }] }, 'criteria_too_many criteria'],
    ['a code twice', { criteria: [region, region] }, 'code_twice criteria[1].code'],
    ['a code that is not ASCII', { criteria: [region, { ...category, code: 'бюджет' }] }, 'code_invalid criteria[1].code'],
    ['a criterion called like the option "all met"', { criteria: [region, { ...category, code: 'all_met' }] }, 'code_invalid criteria[1].code'],
    ['a criterion without an English name', { criteria: [region, { ...category, words: { ru: 'Да', en: ' ' } }] }, 'words_missing criteria[1].words.en'],
    ['a range from more to less', { criteria: [region, { ...budget, min: 9, max: 1 } as Criterion] }, 'range_empty criteria[1].min'],
    ['a bound range without bounds', { criteria: [region, { ...budget, field: 'opportunity' } as Criterion] }, 'range_empty criteria[1].min'],
    ['a tolerance over a hundred percent', { criteria: [region, { ...budget, tolerancePercent: 101 } as Criterion] }, 'number_out_of_range criteria[1].tolerancePercent'],
    ['a bound choice without values', { criteria: [{ ...region, field: 'UF_CRM_R' } as Criterion, budget] }, 'choice_without_values criteria[0].metValues'],
    ['one warmth', { warmth: good.warmth.slice(0, 1) }, 'warmth_too_few warmth'],
    ['a matrix with a gap', { matrix: { ...good.matrix, cells: good.matrix.cells.slice(1) } }, 'matrix_incomplete matrix.cells'],
    ['no reason for spam', { reasons: { ...good.reasons, spam: [] } }, 'reasons_missing reasons.spam'],
    ['a deadline of zero', { deadlines: { ...good.deadlines, verdictMinutes: 0 } }, 'number_out_of_range deadlines.verdictMinutes'],
    ['a deadline that is no number', { deadlines: { ...good.deadlines, reviewMinutes: Number.NaN } }, 'number_out_of_range deadlines.reviewMinutes'],
    ['a share over a hundred', { targets: { ...good.targets, targetSharePercent: 101 } }, 'number_out_of_range targets.targetSharePercent'],
    ['as many unknown answers as criteria', { rules: { ...good.rules, unknownAllowed: 4 } }, 'number_out_of_range rules.unknownAllowed'],
    ['no attempts', { rules: { ...good.rules, attempts: 0 } }, 'number_out_of_range rules.attempts'],
    ['weights of a rep over a hundred together', { bonus: { ...good.bonus, repAccuracyPercent: 60, repCoveragePercent: 50 } }, 'number_out_of_range bonus.repCoveragePercent'],
    ['a brake that never counts', { gate: { ...good.gate, brake: { ...good.gate.brake, perHour: 0 } } }, 'number_out_of_range gate.brake.perHour'],
    ['no handoff', { handoff: { ...good.handoff, beyondStageIds: [] } }, 'handoff_missing handoff.beyondStageIds'],
    ['a handoff after the wrong step', { handoff: { ...good.handoff, afterStep: 'M1' } }, 'handoff_step_unknown handoff.afterStep'],
    ['a stage on both sides of the handoff', { handoff: { ...good.handoff, intakeStageIds: ['NEW', 'CONVERTED'] } }, 'stage_on_both_sides handoff.beyondStageIds'],
    ['a stage in steps of both sides', { funnel: good.funnel.map((step, index) => index === 4 ? { ...step, binding: { kind: 'stages', stages: stagesOf(2).stages } } : step) }, 'stage_on_both_sides funnel[4].binding'],
    ['a stage in two steps of one side', { funnel: good.funnel.map((step, index) => index === 4 ? { ...step, binding: { kind: 'stages', stages: stagesOf(5).stages } } : step) }, 'stage_twice funnel[5].binding'],
    ['a step without stages', { funnel: good.funnel.map((step, index) => index === 2 ? { ...step, binding: { kind: 'stages', stages: [] } } : step) }, 'step_without_binding funnel[2].binding'],
    ['no sales step', { funnel: good.funnel.slice(0, 3) }, 'funnel_side_missing funnel'],
    ['marketing after sales', { funnel: [...good.funnel.slice(3), ...good.funnel.slice(0, 3)] }, 'funnel_order funnel[3]'],
    ['a week without work', { calendar: { ...good.calendar, week: [[], [], [], [], [], [], []] } }, 'calendar_empty calendar.week'],
    ['hours that end before they begin', { calendar: { ...good.calendar, week: [[{ fromMinute: 600, toMinute: 540 }], [], [], [], [], [], []] } }, 'interval_invalid calendar.week[0][0]'],
    ['hours that overlap', { calendar: { ...good.calendar, week: [[{ fromMinute: 0, toMinute: 60 }, { fromMinute: 30, toMinute: 90 }], [], [], [], [], [], []] } }, 'interval_invalid calendar.week[0][1]'],
    ['a holiday that is no date', { calendar: { ...good.calendar, holidays: ['2026-02-30'] } }, 'date_invalid calendar.holidays[0]'],
    ['an unknown zone', { calendar: { ...good.calendar, timeZone: 'Europe/Atlantis' } }, 'zone_unknown calendar.timeZone'],
    ['nothing governed', { gate: { ...good.gate, pipelines: [] } }, 'pipeline_missing gate.pipelines'],
    ['a pipeline twice', { gate: { ...good.gate, pipelines: [...good.gate.pipelines, ...good.gate.pipelines] } }, 'pipeline_twice gate.pipelines[1]'],
    ['an exemption of nobody', { gate: { ...good.gate, exemptions: [{ kind: 'source', values: [] }] } }, 'exemption_empty gate.exemptions[0].values'],
    ['a pipeline the portal lacks', { gate: { ...good.gate, pipelines: [{ ...good.gate.pipelines[0]!, pipelineId: 7 }] } }, 'pipeline_unknown gate.pipelines[0].pipelineId'],
    ['a waiting stage the portal lacks', { gate: { ...good.gate, pipelines: [{ ...good.gate.pipelines[0]!, waitingStageId: 'GONE' }] } }, 'waiting_stage_unknown gate.pipelines[0].waitingStageId'],
    ['a stage the portal lacks', { handoff: { ...good.handoff, intakeStageIds: ['NEW', 'GONE'] } }, 'stage_unknown handoff.intakeStageIds[1]'],
    ['a missing signatory', { signatories: { ...good.signatories, sales: null } }, 'signatory_missing signatories.sales'],
    ['one person as both signatories', { signatories: { ...good.signatories, sales: STAFF.cmo } }, 'signatory_both_sides signatories.sales'],
    ['an owner who is a head as well', { signatories: { ...good.signatories, owner: STAFF.cmo } }, 'signatory_both_sides signatories.owner'],
    ['a signatory without the role', { signatories: { ...good.signatories, marketing: STAFF.rep } }, 'signatory_without_role signatories.marketing'],
  ])('with %s is refused and the field is named', (_, parts, expected) => {
    expect(found({ ...good, ...parts })).toContain(expected)
  })

  it('needs somebody in each working role', () => {
    expect(found(good, { ...portal, roles: roles.filter(held => held.role !== 'marketer') })).toEqual(['role_empty roles'])
  })

  it('is judged without a portal as far as that goes', () => {
    expect(checkDocument({ ...good, signatories: { marketing: null, sales: null, owner: null } })).toEqual([])
  })

  it('gets a sentence for each problem in both languages, with every blank filled', () => {
    const broken = { ...good, criteria: [region], deadlines: { ...good.deadlines, verdictMinutes: 0 }, handoff: { ...good.handoff, afterStep: 'M1', beyondStageIds: ['CONVERTED', 'NEW'] } }
    for (const problem of checkTreaty(broken, { stages: [], roles: [] })) {
      for (const language of ['ru', 'en'] as const) {
        expect(treatyProblemSentence(problem, language)).toContain(problem.field)
        expect(treatyProblemSentence(problem, language)).not.toMatch(/\{\w+\}/)
      }
    }
  })
})
