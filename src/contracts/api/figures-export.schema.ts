import { z } from 'zod'
import { figuresListQuerySchema, figuresQuerySchema } from './figures-query.schema.ts'

/** Kinds of files. */
export const EXPORT_FORMATS = ['csv', 'xlsx'] as const

/** A kind of file. */
export type ExportFormat = typeof EXPORT_FORMATS[number]

/** Tables of the tabs that can be taken along. */
export const EXPORT_TABLES = ['overview', 'funnel', 'sources', 'reps', 'speed', 'marketing', 'ledger'] as const

/** GET /api/figures/export/table */
export const figuresTableExportSchema = figuresQuerySchema.extend({
  table: z.enum(EXPORT_TABLES),
  format: z.enum(EXPORT_FORMATS),
})

/** GET /api/figures/export/list: the whole list behind one number. */
export const figuresListExportSchema = figuresListQuerySchema.omit({ cursor: true, limit: true }).extend({ format: z.enum(EXPORT_FORMATS) })

/** A table as a file. */
export type FiguresTableExport = z.infer<typeof figuresTableExportSchema>

/** A list as a file. */
export type FiguresListExport = z.infer<typeof figuresListExportSchema>
