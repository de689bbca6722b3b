import { z } from 'zod'
import { restFlag, restInt, restList, restText } from './rest-scalars.schema.ts'

const fieldSchema = z.object({
  type: z.string(),
  title: restText,
  isMultiple: restFlag,
  statusType: restText,
  items: restList(z.object({ ID: restInt, VALUE: z.string() })).optional().catch([]),
}).transform(field => ({ ...field, items: field.items ?? [] }))

/** The result of `crm.item.fields`: fields by name. */
export const crmFieldsSchema = z.object({ fields: z.record(z.string(), fieldSchema) }).transform(({ fields }) => fields)

/** One field of the CRM as described by the portal. */
export type CrmField = z.infer<typeof fieldSchema>

/** The result of `crm.status.list` for a plain directory such as `SOURCE`. */
export const directorySchema = restList(z.object({ STATUS_ID: z.string(), NAME: z.string() }).transform(row => ({ value: row.STATUS_ID, label: row.NAME })))
