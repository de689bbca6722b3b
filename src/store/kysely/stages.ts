import type { StageRepository } from '../stages.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { atOnce } from './database.ts'
import { insertRows, lastOfEach, overwrite } from './insert-rows.ts'

const PIPELINE_KEY = ['portalId', 'entityTypeId', 'pipelineId']
const PIPELINE_FACTS = ['name', 'isDefault']
const STAGE_KEY = [...PIPELINE_KEY, 'stageId']
const STAGE_FACTS = ['name', 'semantic', 'sort']
const STAGE = ['entityTypeId', 'pipelineId', 'stageId', 'name', 'semantic', 'sort', 'clientFree', 'isWaiting'] as const

/** Pipelines and stages on any engine. */
export function stageRepository(db: Database): StageRepository {
  return {
    replaceAll: (portalId, all) => atOnce(db, within => replaceAll(within, portalId, all)),
    pipelines: portalId => db.selectFrom('pipeline').select(['entityTypeId', 'pipelineId', 'name', 'isDefault']).where('portalId', '=', portalId).orderBy('entityTypeId').orderBy('pipelineId').execute(),
    list: portalId => db.selectFrom('stage').select(STAGE).where('portalId', '=', portalId).orderBy('entityTypeId').orderBy('pipelineId').orderBy('sort').orderBy('stageId').execute(),
    async setClientFree(portalId, stages) {
      const free = JSON.stringify(stages.map(stage => `${stage.entityTypeId}:${stage.stageId}`))
      await sql`update stage set client_free = (${free}::jsonb ? (entity_type_id || ':' || stage_id)) where portal_id = ${portalId}`.execute(db)
    },
    async setWaiting(portalId, { entityTypeId, pipelineId, stageId }) {
      await db.updateTable('stage')
        .set({ isWaiting: sql<boolean>`stage_id = ${stageId}` })
        .where('portalId', '=', portalId)
        .where('entityTypeId', '=', entityTypeId)
        .where('pipelineId', '=', pipelineId)
        .execute()
    },
  }
}

async function replaceAll(db: Database, portalId: number, { pipelines, stages }: Parameters<StageRepository['replaceAll']>[1]): Promise<void> {
  const pipelineRows = lastOfEach(pipelines, row => `${row.entityTypeId}:${row.pipelineId}`).map(row => ({ ...row, portalId }))
  const stageRows = lastOfEach(stages, row => `${row.entityTypeId}:${row.pipelineId}:${row.stageId}`)
    .map(row => ({ ...row, portalId, clientFree: false, isWaiting: false }))
  const kept = JSON.stringify(stageRows.map(row => `${row.entityTypeId}:${row.pipelineId}:${row.stageId}`))
  await db.deleteFrom('pipeline').where('portalId', '=', portalId).execute()
  if (pipelineRows.length > 0)
    await sql`${insertRows({ table: 'pipeline', columns: [...PIPELINE_KEY, ...PIPELINE_FACTS], orderBy: PIPELINE_KEY, rows: pipelineRows })} ${overwrite(PIPELINE_KEY, PIPELINE_FACTS)}`.execute(db)
  await sql`delete from stage where portal_id = ${portalId} and not (${kept}::jsonb ? (entity_type_id || ':' || pipeline_id || ':' || stage_id))`.execute(db)
  if (stageRows.length > 0)
    await sql`${insertRows({ table: 'stage', columns: [...STAGE_KEY, ...STAGE_FACTS, 'clientFree', 'isWaiting'], orderBy: STAGE_KEY, rows: stageRows })} ${overwrite(STAGE_KEY, STAGE_FACTS)}`.execute(db)
}
