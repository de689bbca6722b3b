import type { CallOptions, PortalClients, RowAnswer } from '../bitrix/portal-client.ts'
import type { SourceName } from '../store/source-names.ts'
import type { Pipeline, Stage, StageRepository } from '../store/stages.ts'
import type { StoreScope } from '../store/store.ts'
import { parseAnswer, rowResult } from '../bitrix/parse-answer.ts'
import { dealDirectory, listPipelines } from '../bitrix/stages.ts'
import { calendarSettingsSchema } from '../contracts/rest/calendar.schema.ts'
import { directorySchema } from '../contracts/rest/crm-fields.schema.ts'
import { stageListSchema } from '../contracts/rest/stages.schema.ts'
import { writeAudit } from './audit-log.ts'

/** Directories of stages read in one batch; the first batch has room for the sources and the calendar too. */
const DIRECTORIES_PER_BATCH = 48

type StageCopy = Parameters<StageRepository['replaceAll']>[1]['stages'][number]

/**
 * Reads pipelines, stages, names of sources and the day weeks begin on into our copy; what the administrator confirmed about a stage
 * stays, and a portal that does not tell its calendar keeps the week it had.
 * A stage that is no longer there leaves an audit row: a treaty may lean on it, and the gate then only tells.
 */
export function createStageSync({ store, clients, now }: { store: Pick<StoreScope, 'stages' | 'sourceNames' | 'audit' | 'portals'>, clients: PortalClients, now: () => number }): (portalId: number, options: CallOptions) => Promise<void> {
  return async (portalId, options) => {
    const client = clients.forPortal(portalId)
    const dealPipelines = await listPipelines(client, options)
    const pipelines: Pipeline[] = [
      { entityTypeId: 1, pipelineId: 0, name: '', isDefault: true },
      ...dealPipelines.map(row => ({ entityTypeId: 2 as const, pipelineId: row.pipelineId, name: row.name, isDefault: row.isDefault })),
    ]
    const stages: StageCopy[] = []
    let sources: SourceName[] = []
    let weekStart: number | null = null
    for (let from = 0; from < pipelines.length; from += DIRECTORIES_PER_BATCH) {
      const slice = pipelines.slice(from, from + DIRECTORIES_PER_BATCH)
      const directories = slice.map(directoryOf)
      const rows = (from === 0 ? [...directories, 'SOURCE'] : directories).map((directory, index) => ({ key: `d${index}`, method: 'crm.status.list', params: { order: { SORT: 'ASC' }, filter: { ENTITY_ID: directory } } }))
      const answer = await client.batch(from === 0 ? [...rows, { key: 'calendar', method: 'calendar.settings.get', params: {} }] : rows, options)
      if (from === 0) {
        sources = parseAnswer(directorySchema, rowResult(answer, `d${slice.length}`, 'crm.status.list'), 'crm.status.list').map(({ value, label }) => ({ sourceId: value, name: label }))
        weekStart = weekStartIn(answer.get('calendar'))
      }
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
    if (weekStart !== null && weekStart !== (await store.portals.get(portalId))?.weekStart)
      await store.portals.update(portalId, { weekStart }, now())
  }
}

/** Null when the portal has no calendar for us, or does not say. */
function weekStartIn(row: RowAnswer | undefined): number | null {
  return row?.state === 'done' ? calendarSettingsSchema.safeParse(row.result).data?.weekStart ?? null : null
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
