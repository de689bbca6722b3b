import type { EntityTypeId } from '../domain/item-ref.ts'

/** A pipeline; leads have the one with id 0. */
export interface Pipeline {
  entityTypeId: EntityTypeId
  pipelineId: number
  name: string
  isDefault: boolean
}

/** A stage of a pipeline. */
export interface Stage {
  entityTypeId: EntityTypeId
  pipelineId: number
  /** E.g. `NEW`, `C1:WON`. */
  stageId: string
  name: string
  /** P in progress, S success, F failure. */
  semantic: 'P' | 'S' | 'F'
  sort: number
  /** An admin confirmed that no client-facing robot starts here. */
  clientFree: boolean
  /** The waiting stage of a governed pipeline. */
  isWaiting: boolean
}

/** Pipelines and stages: our copy of the portal's, with what the admin confirmed. */
export interface StageRepository {
  /** Replaces our copy by the portal's; the confirmations of stages that still exist are kept. */
  replaceAll: (portalId: number, all: { pipelines: Pipeline[], stages: Omit<Stage, 'clientFree' | 'isWaiting'>[] }) => Promise<void>
  pipelines: (portalId: number) => Promise<Pipeline[]>
  /** By pipeline, then by sort. */
  list: (portalId: number) => Promise<Stage[]>
  /** Sets exactly these stages as free of client-facing robots. */
  setClientFree: (portalId: number, stages: Pick<Stage, 'entityTypeId' | 'stageId'>[]) => Promise<void>
  setWaiting: (portalId: number, stage: Pick<Stage, 'entityTypeId' | 'pipelineId' | 'stageId'>) => Promise<void>
}
