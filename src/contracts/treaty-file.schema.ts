import { z } from 'zod'
import { treatyDocumentSchema } from './treaty-document.schema.ts'

/** A treaty as a file: the document, and the address of its schema for editors. Parsed, the address is gone. */
const fileSchema = treatyDocumentSchema.extend({
  /** Not read. */
  $schema: z.string().max(500).optional(),
})

/** A treaty file as it is read. */
export const treatyFileSchema = fileSchema.transform(({ $schema: _, ...document }) => document)

/** The published JSON schema (draft 2020-12) of a treaty file; `docs/treaty.schema.json` is the same text. */
export function treatyJsonSchema(): Record<string, unknown> {
  return { title: 'Peace Treaty, format 1', ...z.toJSONSchema(fileSchema, { target: 'draft-2020-12' }) }
}
