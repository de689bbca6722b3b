import { describe, expect, it } from 'vitest'
import { calendarSettingsSchema } from '../../../src/contracts/rest/calendar.schema.ts'
import { checkDocument } from '../../../src/domain/check-treaty.ts'
import { weekdayOf } from '../../../src/domain/local-time.ts'
import { defaultCalendar, draftFromTemplate } from '../../../src/treaty/draft-from-template.ts'
import { canonicalJson, hashDocument } from '../../../src/treaty/hash-document.ts'
import { mapStages } from '../../../src/treaty/map-stages.ts'
import { proposeCalendar } from '../../../src/treaty/propose-calendar.ts'
import { templateByCode, TREATY_TEMPLATES } from '../../../src/treaty/templates/treaty-templates.ts'
import { SAMPLE_STAGES, sampleTreaty } from '../../support/sample-treaty.ts'

function boundStages(funnel: ReturnType<typeof mapStages>['funnel'], code: string) {
  const binding = funnel.find(step => step.code === code)?.binding
  return binding?.kind === 'stages' ? binding.stages.map(stage => `${stage.entityTypeId}:${stage.stageId}`) : binding?.kind
}

describe('a draft from a template', () => {
  it.each(TREATY_TEMPLATES.map(template => template.code))('%s has no problem but its signatures', (code) => {
    const draft = draftFromTemplate({ template: templateByCode(code), stages: SAMPLE_STAGES, crmMode: 'classic', calendar: defaultCalendar('Asia/Almaty') })
    expect(checkDocument(draft)).toEqual([])
    expect(draft.signatories).toEqual({ marketing: null, sales: null, owner: null })
  })

  it('falls back to the neutral template for a code nobody knows any more', () => {
    expect(templateByCode('gone').code).toBe('neutral')
  })

  it('exempts nobody: every exemption is agreed by the two sides', () => {
    expect(sampleTreaty().gate.exemptions).toEqual([])
  })
})

describe('stages of a portal', () => {
  it('are bound by what they mean: the last working stage of leads is beyond the handoff', () => {
    const { funnel, handoff, pipelines } = mapStages(SAMPLE_STAGES, 'classic')
    expect(handoff).toEqual({ afterStep: 'M3', intake: { entityTypeId: 1, pipelineId: 0 }, intakeStageIds: ['NEW', 'IN_PROCESS'], beyondStageIds: ['PROCESSED', 'CONVERTED'] })
    expect(boundStages(funnel, 'M1')).toBe('traffic')
    expect(boundStages(funnel, 'M3')).toEqual(['1:NEW', '1:IN_PROCESS'])
    expect(boundStages(funnel, 'P1')).toEqual(['1:PROCESSED', '1:CONVERTED', '2:NEW'])
    expect(boundStages(funnel, 'P2')).toEqual(['2:PREPARATION'])
    expect(boundStages(funnel, 'P3')).toEqual(['2:WON'])
    expect(pipelines).toEqual([{ pipelineId: 0, waitingStageId: 'UC_WAIT', convertedPolicy: 'hold_deal', dealWithoutLead: 'notice' }])
  })

  it('leave short funnels of leads whole before the handoff', () => {
    const short = SAMPLE_STAGES.filter(stage => stage.stageId !== 'PROCESSED')
    expect(mapStages(short, 'classic').handoff).toMatchObject({ intakeStageIds: ['NEW', 'IN_PROCESS'], beyondStageIds: ['CONVERTED'] })
  })

  it('make deals of the first pipeline the intake where there are no leads', () => {
    const { handoff, funnel } = mapStages(SAMPLE_STAGES.filter(stage => stage.entityTypeId === 2), 'simple')
    expect(handoff).toEqual({ afterStep: 'M3', intake: { entityTypeId: 2, pipelineId: 0 }, intakeStageIds: ['NEW'], beyondStageIds: ['PREPARATION', 'WON'] })
    expect(boundStages(funnel, 'M3')).toEqual(['2:NEW'])
    expect(boundStages(funnel, 'P1')).toEqual(['2:PREPARATION'])
  })
})

describe('the hash of a treaty', () => {
  it('is the same for the same text in any order of keys', () => {
    const document = sampleTreaty()
    const reversed = Object.fromEntries(Object.entries(document).reverse()) as typeof document
    expect(hashDocument(reversed)).toBe(hashDocument(document))
    expect(hashDocument(document)).toMatch(/^[0-9a-f]{64}$/)
  })

  it('changes with any number and with the order of a list', () => {
    const document = sampleTreaty()
    const hashes = [document, { ...document, rules: { ...document.rules, attempts: 6 } }, { ...document, warmth: [...document.warmth].reverse() }].map(hashDocument)
    expect(new Set(hashes).size).toBe(3)
  })

  it('is made of JSON without spaces, keys in order, nothing undefined', () => {
    expect(canonicalJson({ b: [1, 'я', null], a: undefined, A: { d: true, c: '"' } })).toBe('{"A":{"c":"\\"","d":true},"b":[1,"я",null]}')
  })
})

describe('the proposed calendar', () => {
  const now = Date.parse('2026-03-10T12:00:00Z')
  const settings = calendarSettingsSchema.parse({ work_time_start: '10', work_time_end: '19.30', year_holidays: '1.01,31.12,29.02', year_workdays: '31.12,5.07', week_holidays: ['SU'], week_start: 'MO' })

  it('takes hours, days off and holidays from the portal', () => {
    const calendar = proposeCalendar(settings, 'Europe/Moscow', now)
    expect(calendar.week.map(day => day.length)).toEqual([1, 1, 1, 1, 1, 1, 0])
    expect(calendar.week[0]).toEqual([{ fromMinute: 600, toMinute: 1170 }])
    expect(calendar.holidays).toEqual(['2026-01-01', '2027-01-01'])
  })

  it('lets working days of the year win over Sundays', () => {
    const calendar = proposeCalendar(settings, 'Europe/Moscow', now)
    expect(calendar.specialDays).toEqual([{ date: '2026-07-05', intervals: [{ fromMinute: 600, toMinute: 1170 }] }])
    expect(weekdayOf(Date.parse('2026-07-05') / 86_400_000)).toBe(6)
  })

  it('is nine to six on weekdays where the portal says nothing or nonsense', () => {
    expect(proposeCalendar(null, 'UTC', now).week[4]).toEqual([{ fromMinute: 540, toMinute: 1080 }])
    expect(proposeCalendar({ ...settings, fromMinute: 1200, toMinute: 600 }, 'UTC', now).week[0]).toEqual([{ fromMinute: 540, toMinute: 1080 }])
  })
})
