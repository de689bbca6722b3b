import { z } from 'zod'
import { SIDES } from '../../domain/role.ts'
import { treatyDocumentSchema } from '../treaty-document.schema.ts'
import { personSchema } from './session.schema.ts'

const signatureSchema = z.object({
  side: z.enum(SIDES),
  userId: z.number().int(),
  name: z.string(),
  /** Hash of the text it stands under; it counts only while it is the version's. */
  hash: z.string(),
  signedAt: z.number(),
})

/** A version without its text, for the history. */
export const treatyVersionHeadSchema = z.object({
  versionNo: z.number().int(),
  status: z.enum(['draft', 'signed']),
  hash: z.string(),
  /** Of a signed version: the moment from which it binds. Of a draft: the date chosen. */
  startsAt: z.number().nullable(),
  signatures: z.array(signatureSchema),
  createdBy: personSchema.nullable(),
  createdAt: z.number(),
  revision: z.number().int(),
})

/** GET /api/treaty/versions/:versionNo: one version with its text. */
export const treatyVersionViewSchema = treatyVersionHeadSchema.extend({
  document: treatyDocumentSchema,
  /** Who saved a draft last; null when nobody did. */
  savedBy: personSchema.nullable(),
})

/** A version without its text. */
export type TreatyVersionHead = z.infer<typeof treatyVersionHeadSchema>
/** One version with its text. */
export type TreatyVersionView = z.infer<typeof treatyVersionViewSchema>
