import { z } from 'zod'
import { SIDES } from '../../domain/role.ts'
import { treatyDocumentSchema } from '../treaty-document.schema.ts'

const revision = z.number().int().min(1)

/** POST /api/treaty/drafts: opens a draft, or finds the open one. Without a template the text of the last signed version. */
export const openTreatyDraftSchema = z.object({
  template: z.string().max(60).nullable().default(null),
})

/** PUT /api/treaty/versions/:versionNo: saves the text the edits made of `revision`; 409 `draft_changed` carries the newer text as `draft`. */
export const saveTreatyDraftSchema = z.object({
  revision,
  document: treatyDocumentSchema,
  /** When the version is to start, ms; null = not chosen yet. */
  startsAt: z.number().int().min(0).max(4_102_444_800_000).nullable(),
})

/** POST /api/treaty/versions/:versionNo/template: takes criteria, warmth, matrix and reasons of a trade into the draft. */
export const applyTreatyTemplateSchema = z.object({
  revision,
  template: z.string().max(60),
})

/** POST /api/treaty/versions/:versionNo/import: replaces the draft by a file. Its people stay those of this portal. */
export const importTreatySchema = z.object({
  revision,
  /** The file as it is. */
  text: z.string().max(240_000),
})

/** POST /api/treaty/versions/:versionNo/signatures: signs the text with this hash for one side. */
export const signTreatySchema = z.object({
  side: z.enum(SIDES),
  hash: z.string().max(128),
})

/** Which version an address names. */
export const treatyVersionParamsSchema = z.object({ versionNo: z.coerce.number().int().min(1).max(1_000_000) })
