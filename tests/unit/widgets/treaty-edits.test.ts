import type { TreatyDocument } from '../../../src/domain/treaty.ts'
import { describe, expect, it } from 'vitest'
import { checkDocument } from '../../../src/domain/check-treaty.ts'
import { DEFAULT_BONUS, DEFAULT_DEADLINES, DEFAULT_GATE, DEFAULT_REVIEW, DEFAULT_RULES, DEFAULT_TARGETS } from '../../../src/domain/treaty-defaults.ts'
import { asKind, boundOf, boundTo } from '../../../widgets/treaty/criterion-kind.ts'
import { borderAfter, sideOf, splitStep, taken, withSide } from '../../../widgets/treaty/edit-funnel.ts'
import { freshCode, moved, typed } from '../../../widgets/treaty/edit-lists.ts'
import { withCell, withoutStep, withoutWarmth, withWarmth } from '../../../widgets/treaty/edit-matrix.ts'
import { defaultAt, NUMBER_FIELDS, numberAt, withNumber } from '../../../widgets/treaty/number-fields.ts'
import { stepOfField, TREATY_STEPS } from '../../../widgets/treaty/treaty-steps.ts'
import { SAMPLE_STAGES, sampleTreaty } from '../../support/sample-treaty.ts'

const treaty = sampleTreaty()
const leadStages = SAMPLE_STAGES.filter(({ entityTypeId }) => entityTypeId === 1)
const after = (part: Partial<TreatyDocument>): TreatyDocument => ({ ...treaty, ...part })

describe('the handoff drawn on the stages', () => {
  it.each([0, 1, 2])('behind stage %i leaves a treaty without a problem', (index) => {
    const drawn = after(borderAfter(treaty, leadStages, index))
    expect(drawn.handoff.intakeStageIds).toEqual(['NEW', 'IN_PROCESS', 'PROCESSED'].slice(0, index + 1))
    expect(sideOf(drawn, 'JUNK')).toBe('neither')
    expect(checkDocument(drawn)).toEqual([])
  })

  it('takes a single stage out of both sides', () => {
    const drawn = after(withSide(treaty, leadStages, 'IN_PROCESS', 'neither'))
    expect(sideOf(drawn, 'IN_PROCESS')).toBe('neither')
    expect(checkDocument(drawn)).toEqual([])
  })
})

describe('steps of the funnel', () => {
  it('are split under a code nobody has', () => {
    const once = splitStep(treaty.funnel, 2)
    expect(splitStep(once, 3).map(({ code }) => code)).toEqual(['M1', 'M2', 'M3', 'M3a', 'M3b', 'P1', 'P2', 'P3'])
  })

  it('never share a stage that one of them takes', () => {
    const funnel = taken(treaty.funnel, 5, { entityTypeId: 2, pipelineId: 0, stageId: 'PREPARATION' })
    expect(checkDocument(after({ funnel })).map(({ code }) => code)).toEqual(['step_without_binding'])
  })
})

describe('lists, names and numbers', () => {
  it('move within their ends and get fresh codes', () => {
    expect([moved(['a', 'b'], 0, -1), moved(['a', 'b'], 0, 1)]).toEqual([['a', 'b'], ['b', 'a']])
    expect(freshCode([{ code: 'reason_2' }], 'reason')).toBe('reason_3')
  })

  it('are typed once while the other language has nothing of its own', () => {
    expect(typed({ ru: '', en: '' }, 'ru', 'Мир')).toEqual({ ru: 'Мир', en: 'Мир' })
    expect(typed({ ru: 'Мир', en: 'Peace' }, 'ru', 'Миры')).toEqual({ ru: 'Миры', en: 'Peace' })
  })

  it('are set in the unit they are shown in, and every number has its usual value', () => {
    const [verdict] = NUMBER_FIELDS.deadlines!
    expect(numberAt(treaty, verdict!)).toBe(4)
    expect(withNumber(treaty, verdict!, 2.5)).toMatchObject({ deadlines: { verdictMinutes: 150, reviewMinutes: 960 } })
    for (const field of Object.values(NUMBER_FIELDS).flat())
      expect(defaultAt(field), field.path).toBe(numberAt(treaty, field))
  })

  it('are all there: whatever has a usual value can be set in some step', () => {
    const numbersOf = (part: unknown, path: string): string[] => typeof part === 'number' ? [path] : typeof part === 'object' && part !== null ? Object.entries(part).flatMap(([name, value]) => numbersOf(value, `${path}.${name}`)) : []
    const usual = Object.entries({ targets: DEFAULT_TARGETS, rules: DEFAULT_RULES, review: DEFAULT_REVIEW, deadlines: DEFAULT_DEADLINES, gate: DEFAULT_GATE, bonus: DEFAULT_BONUS }).flatMap(([name, part]) => numbersOf(part, name))
    expect(Object.values(NUMBER_FIELDS).flat().map(({ path }) => path).sort()).toEqual(usual.sort())
  })

  it('belong to a step, so that each problem leads somewhere', () => {
    expect(['rules.attempts', 'signatories.sales', 'roles', 'criteria[2].words.ru', 'calendar.week', 'gate.brake.perHour'].map(stepOfField)).toEqual(['reasons', 'roles', 'roles', 'criteria', 'deadlines', 'gate'])
    expect(TREATY_STEPS).toHaveLength(11)
  })
})

describe('matrix and criteria', () => {
  it('stay whole when warmth or a step comes or goes', () => {
    const warmer = after(withWarmth(treaty))
    const named = { ...warmer, warmth: warmer.warmth.map(level => ({ ...level, words: { ru: 'x', en: 'x' } })) }
    expect([named, after(withoutWarmth(treaty, 1)), after(withoutStep(treaty, 1)), after(withCell(treaty, { criteria: 'all_met', warmth: 'cold', step: 'handoff' }))].map(checkDocument)).toEqual([[], [], [], []])
  })

  it('forget bounds and values that belong to another kind or field', () => {
    const [choice] = treaty.criteria
    expect(asKind(choice!, 'number_range')).toMatchObject({ code: 'region', kind: 'number_range', min: null, tolerancePercent: 25 })
    expect(boundTo({ ...choice!, kind: 'choice', metValues: ['1'] }, 'UF_X')).toMatchObject({ field: 'UF_X', metValues: [] })
    expect([boundOf(''), boundOf('0'), boundOf('12.5')]).toEqual([null, 0, 12.5])
  })
})
