import type { CalibrationJudgement, CalibrationLead, CalibrationSet } from './reviews.ts'

/** Blind calibrations, one a month. */
export interface CalibrationRepository {
  /** Makes a month's set with its leads; null when the month has one. */
  create: (portalId: number, set: Omit<CalibrationSet, 'setId'>, leads: Omit<CalibrationLead, 'setId'>[]) => Promise<CalibrationSet | null>
  get: (portalId: number, setId: number) => Promise<CalibrationSet | null>
  /** Newest first. */
  list: (portalId: number, limit: number) => Promise<CalibrationSet[]>
  /** By set, then position. */
  leadsOf: (portalId: number, setIds: number[]) => Promise<CalibrationLead[]>
  judgementsOf: (portalId: number, setIds: number[]) => Promise<CalibrationJudgement[]>
  /** Given once: false when this judge has spoken about this lead already. */
  judge: (portalId: number, judgement: CalibrationJudgement) => Promise<boolean>
}
