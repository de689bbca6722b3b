import type { CallOptions, PortalClients } from '../bitrix/portal-client.ts'
import type { SourceName, SourceNameRepository } from '../store/source-names.ts'
import type { Pipeline, StageRepository } from '../store/stages.ts'
import { parseAnswer, rowResult } from '../bitrix/parse-answer.ts'
import { dealDirectory, listPipelines } from '../bitrix/stages.ts'
import { directorySchema } from '../contracts/rest/crm-fields.schema.ts'
import { stageListSchema } from '../contracts/rest/stages.schema.ts'

/** Directories of stages read in one batch; the first batch has room for the sources too. */
const DIRECTORIES_PER_BATCH = 49

type StageCopy = Parameters<StageRepository['replaceAll']>[1]['stages'][number]

/** Reads pipelines, stages and names of sources of a portal into our copy; what the administrator confirmed about a stage stays. */
export function createStageSync({ store, clients }: { store: { stages: StageRepository, sourceNames: SourceNameRepository }, clients: PortalClients }): (portalId: number, options: CallOptions) => Promise<void> {
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
    await store.stages.replaceAll(portalId, { pipelines, stages })
    await store.sourceNames.remember(portalId, sources)
  }
}

function directoryOf(pipeline: Pipeline): string {
  return pipeline.entityTypeId === 1 ? 'STATUS' : dealDirectory(pipeline.pipelineId)
}
