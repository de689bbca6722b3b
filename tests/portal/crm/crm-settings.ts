import type { EntityTypeId } from './crm-item.ts'

/** "Required from this stage": set by an administrator in the card, by no REST method. */
export interface StageRequirement {
  entityTypeId: EntityTypeId
  /** Pipeline of a deal rule; 0 for leads. */
  pipelineId: number
  /** Store name of the field. */
  fieldName: string
  /** Stages in which the field must be filled. */
  stageIds: readonly string[]
}

/** Switches an administrator has in the CRM's settings. */
export interface CrmSettings {
  stageRequirements: StageRequirement[]
  /** In simple mode: pipeline that takes the deals of new leads. */
  simpleModePipelineId: number
}
