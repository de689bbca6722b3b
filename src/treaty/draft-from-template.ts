import type { TreatyDocument } from '../domain/treaty.ts'
import type { WorkingCalendar } from '../domain/working-calendar.ts'
import type { KnownStage } from './map-stages.ts'
import type { TreatyTemplate } from './templates/treaty-template.ts'
import { DEFAULT_BONUS, DEFAULT_DEADLINES, DEFAULT_GATE, DEFAULT_REVIEW, DEFAULT_RULES, DEFAULT_TARGETS, DEFAULT_WEEK } from '../domain/treaty-defaults.ts'
import { CRITERIA_OUTCOMES } from '../domain/treaty.ts'
import { mapStages } from './map-stages.ts'

/** What a draft takes from the portal. */
export interface DraftBasis {
  readonly template: TreatyTemplate
  readonly stages: readonly KnownStage[]
  readonly crmMode: 'classic' | 'simple'
  /** The portal's working calendar, or `defaultCalendar`. */
  readonly calendar: WorkingCalendar
  readonly signatories?: Partial<TreatyDocument['signatories']>
}

/** A whole draft: the trade's criteria and reasons, every number at its default, steps bound to the portal's real stages. */
export function draftFromTemplate({ template, stages, crmMode, calendar, signatories }: DraftBasis): TreatyDocument {
  const { funnel, handoff, pipelines } = mapStages(stages, crmMode)
  return {
    format: 1,
    title: { ru: 'Договор маркетинга и продаж', en: 'Treaty of marketing and sales' },
    ...tradePart(template),
    funnel,
    handoff,
    targets: DEFAULT_TARGETS,
    deadlines: DEFAULT_DEADLINES,
    calendar,
    rules: DEFAULT_RULES,
    review: DEFAULT_REVIEW,
    gate: { ...DEFAULT_GATE, pipelines, exemptions: [] },
    bonus: DEFAULT_BONUS,
    roleRules: [],
    signatories: { marketing: null, sales: null, owner: null, ...signatories },
  }
}

/** What a template decides: criteria, warmth, matrix, reasons. */
export function tradePart(template: TreatyTemplate): Pick<TreatyDocument, 'template' | 'criteria' | 'warmth' | 'matrix' | 'reasons'> {
  return { template: template.code, criteria: template.criteria, warmth: template.warmth, matrix: matrixOf(template), reasons: template.reasons }
}

/** Nine to six on weekdays in a zone, without holidays: proposed until the administrator confirms. */
export function defaultCalendar(timeZone: string): WorkingCalendar {
  return { timeZone, week: DEFAULT_WEEK, holidays: [], specialDays: [] }
}

/** Hot or warm with all criteria met goes on; something unknown is clarified while there is interest; the rest is nurtured. */
function matrixOf({ steps, warmth }: TreatyTemplate): TreatyDocument['matrix'] {
  const [go, clarify, nurture] = steps
  const coldest = warmth.at(-1)
  const cells = CRITERIA_OUTCOMES.flatMap(criteria => warmth.map((level) => {
    const isWarm = level !== coldest
    const step = criteria === 'some_not_met' ? nurture : criteria === 'some_unknown' ? (isWarm ? clarify : nurture) : (isWarm ? go : clarify)
    return { criteria, warmth: level.code, step: step?.code ?? '' }
  }))
  return { steps, cells }
}
