import { z } from 'zod'
import { restFlag, restInt, restList, restText } from './rest-scalars.schema.ts'

/** One row of `crm.status.list` for `STATUS`, `DEAL_STAGE` or `DEAL_STAGE_<id>`. */
const stageRowSchema = z.object({
  ID: restInt,
  ENTITY_ID: z.string(),
  STATUS_ID: z.string(),
  NAME: z.string(),
  SORT: restInt,
  SYSTEM: restFlag,
  SEMANTICS: restText,
  EXTRA: z.unknown().optional(),
}).transform(row => ({
  directoryRowId: row.ID,
  directory: row.ENTITY_ID,
  stageId: row.STATUS_ID,
  name: row.NAME,
  sort: row.SORT,
  isSystem: row.SYSTEM,
  semantic: semanticOf(row.SEMANTICS, row.EXTRA),
}))

/** The result of `crm.status.list`. */
export const stageListSchema = restList(stageRowSchema)

/** One pipeline of `crm.category.list` (entityTypeId 2). */
const pipelineRowSchema = z.object({
  id: restInt,
  name: z.string(),
  sort: restInt.nullish(),
  isDefault: restFlag,
}).transform(row => ({ pipelineId: row.id, name: row.name, sort: row.sort ?? 0, isDefault: row.isDefault }))

/** The result of `crm.category.list`. */
export const pipelineListSchema = z.object({ categories: restList(pipelineRowSchema) }).transform(result => result.categories)

/** A stage as the portal lists it. */
export type StageRow = z.infer<typeof stageRowSchema>
/** A pipeline of deals as the portal lists it. */
export type PipelineRow = z.infer<typeof pipelineRowSchema>

const extraSchema = z.object({ SEMANTICS: z.string() })

/** SEMANTICS is null for "in progress", S or F at the ends; EXTRA says process, success, failure or apology. */
function semanticOf(value: string | null, extra: unknown): 'P' | 'S' | 'F' {
  if (value === 'S' || value === 'F')
    return value
  const said = extraSchema.safeParse(extra)
  if (!said.success)
    return 'P'
  return said.data.SEMANTICS === 'success' ? 'S' : ['failure', 'apology'].includes(said.data.SEMANTICS) ? 'F' : 'P'
}
