import type { PipelineRow, StageRow } from '../contracts/rest/stages.schema.ts'
import type { CallOptions, PortalClient } from './portal-client.ts'
import { z } from 'zod'
import { restInt } from '../contracts/rest/rest-scalars.schema.ts'
import { pipelineListSchema, stageListSchema } from '../contracts/rest/stages.schema.ts'
import { parseAnswer } from './parse-answer.ts'

/** Directory of the stages of a deal pipeline; leads have `STATUS`. */
export function dealDirectory(pipelineId: number): string {
  return pipelineId === 0 ? 'DEAL_STAGE' : `DEAL_STAGE_${pipelineId}`
}

/** Pipelines of deals the token's owner may see. */
export async function listPipelines(client: PortalClient, options: CallOptions): Promise<PipelineRow[]> {
  return parseAnswer(pipelineListSchema, await client.call('crm.category.list', { entityTypeId: 2 }, options), 'crm.category.list')
}

/** Stages of one directory, in their order. */
export async function listStages(client: PortalClient, directory: string, options: CallOptions): Promise<StageRow[]> {
  const result = await client.call('crm.status.list', { order: { SORT: 'ASC' }, filter: { ENTITY_ID: directory } }, options)
  return parseAnswer(stageListSchema, result, 'crm.status.list')
}

/** What a new stage looks like; `sort` decides its place and must lie before the final stages. */
export interface NewStage {
  directory: string
  /** Code inside the directory, at most 17 characters of `A-Z0-9_`; the portal puts the pipeline in front. */
  code: string
  name: string
  sort: number
  /** Six hex digits with `#`. */
  color: string
}

/** Adds a stage; returns the id of its directory row. Not safe to repeat: look for the stage first. */
export async function addStage(client: PortalClient, stage: NewStage, options: CallOptions): Promise<number> {
  const fields = { ENTITY_ID: stage.directory, STATUS_ID: stage.code, NAME: stage.name, SORT: stage.sort, COLOR: stage.color }
  return parseAnswer(restInt.pipe(z.number().positive()), await client.call('crm.status.add', { fields }, options), 'crm.status.add')
}
