import type { CallOptions, PortalClients } from '../bitrix/portal-client.ts'
import type { SourceName } from '../store/source-names.ts'
import type { Pipeline, Stage, StageRepository } from '../store/stages.ts'
import type { StoreScope } from '../store/store.ts'
import { parseAnswer, rowResult } from '../bitrix/parse-answer.ts'
import { dealDirectory, listPipelines } from '../bitrix/stages.ts'
import { directorySchema } from '../contracts/rest/crm-fields.schema.ts'
import { stageListSchema } from '../contracts/rest/stages.schema.ts'
import { writeAudit } from './audit-log.ts'

/** Directories of stages read in one batch; the first batch has room for the sources too. */
const DIRECTORIES_PER_BATCH = 49

type StageCopy = Parameters<StageRepository['replaceAll']>[1]['stages'][number]

/**
 * Reads pipelines, stages and names of sources of a portal into our copy; what the administrator confirmed about a stage stays.
 * A stage that is no longer there leaves an audit row: a treaty may lean on it, and the gate then only tells.
 */
export function createStageSync({ store, clients, now }: { store: Pick<StoreScope, 'stages' | 'sourceNames' | 'audit'>, clients: PortalClients, now: () => number }): (portalId: number, options: CallOptions) => Promise<void> {
  return async (portalId, options) => {
    const client = clients.forPortal(portalId)
    const dealPipelines = await listPipelines(client, options)
    const pipelines: Pipeline[] = [
      { entityTypeId: 1, pipelineId: 0, name: '', isDefault: true },
      ...dealPipelines.map(row => ({ entityTypeId: 2 as const, pipelineId: row.pipelineId, name: row.name, isDefault: row.isDefault })),
    ]
    const stages: StageCopy[] = []
    let sources: SourceName[] = []
    for (let from = 0; from < pipelines.length; from += DIRECTORIES_PER_BATCH) {
      const slice = pipelines.slice(from, from + DIRECTORIES_PER_BATCH)
      const directories = slice.map(directoryOf)
      const answer = await client.batch((from === 0 ? [...directories, 'SOURCE'] : directories).map((directory, index) => ({ key: `d${index}`, method: 'crm.status.list', params: { order: { SORT: 'ASC' }, filter: { ENTITY_ID: directory } } })), options)
      if (from === 0)
        sources = parseAnswer(directorySchema, rowResult(answer, `d${slice.length}`, 'crm.status.list'), 'crm.status.list').map(({ value, label }) => ({ sourceId: value, name: label }))
      for (const [index, pipeline] of slice.entries()) {
        const rows = parseAnswer(stageListSchema, rowResult(answer, `d${index}`, 'crm.status.list'), 'crm.status.list')
        stages.push(...rows.map(row => ({ entityTypeId: pipeline.entityTypeId, pipelineId: pipeline.pipelineId, stageId: row.stageId, name: row.name, semantic: row.semantic, sort: row.sort })))
      }
    }
    const gone = goneOf(await store.stages.list(portalId), stages)
    await store.stages.replaceAll(portalId, { pipelines, stages })
    if (gone.length > 0)
      await writeAudit(store.audit, portalId, now(), { action: 'stages.gone', detail: { stages: gone } })
    await store.sourceNames.remember(portalId, sources)
  }
}

/** Names of stages that have gone, e.g. `2:0:PT_WAITING`: kind, pipeline, stage. */
function goneOf(before: readonly Stage[], after: readonly StageCopy[]): string[] {
  const nameOf = (stage: Pick<Stage, 'entityTypeId' | 'pipelineId' | 'stageId'>): string => `${stage.entityTypeId}:${stage.pipelineId}:${stage.stageId}`
  const left = new Set(after.map(nameOf))
  return before.map(nameOf).filter(name => !left.has(name))
}

function directoryOf(pipeline: Pipeline): string {
  return pipeline.entityTypeId === 1 ? 'STATUS' : dealDirectory(pipeline.pipelineId)
}
