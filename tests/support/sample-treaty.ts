import type { TreatyDocument } from '../../src/domain/treaty.ts'
import type { KnownStage } from '../../src/treaty/map-stages.ts'
import { defaultCalendar, draftFromTemplate } from '../../src/treaty/draft-from-template.ts'
import { realEstateTemplate } from '../../src/treaty/templates/real-estate.ts'

/** People of the sample portal by role. */
export const STAFF = { rep: 10, otherRep: 11, rop: 20, marketer: 30, cmo: 40, owner: 50, admin: 60 } as const

/** A portal as Bitrix24 makes it: leads with five stages, one pipeline of deals with a waiting stage. */
export const SAMPLE_STAGES: readonly KnownStage[] = [
  ...stages(1, 0, [['NEW', 'P'], ['IN_PROCESS', 'P'], ['PROCESSED', 'P'], ['CONVERTED', 'S'], ['JUNK', 'F']]),
  ...stages(2, 0, [['NEW', 'P'], ['PREPARATION', 'P'], ['WON', 'S'], ['LOSE', 'F']]),
  { entityTypeId: 2, pipelineId: 0, stageId: 'UC_WAIT', semantic: 'P', sort: 5, isWaiting: true },
]

/** A treaty that may be signed: real estate, both heads named, Moscow time; parts can be replaced. */
export function sampleTreaty(parts: Partial<TreatyDocument> = {}): TreatyDocument {
  const draft = draftFromTemplate({
    template: realEstateTemplate,
    stages: SAMPLE_STAGES,
    crmMode: 'classic',
    calendar: defaultCalendar('Europe/Moscow'),
    signatories: { marketing: STAFF.cmo, sales: STAFF.rop },
  })
  return { ...draft, ...parts }
}

function stages(entityTypeId: 1 | 2, pipelineId: number, rows: [string, 'P' | 'S' | 'F'][]): KnownStage[] {
  return rows.map(([stageId, semantic], index) => ({ entityTypeId, pipelineId, stageId, semantic, sort: (index + 1) * 10, isWaiting: false }))
}
