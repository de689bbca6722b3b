import { z } from 'zod'
import { restFlag, restInt, restList, restText } from './rest-scalars.schema.ts'

const optionSchema = z.object({ ID: restInt, VALUE: z.string(), SORT: restInt.nullish(), XML_ID: restText })
  .transform(option => ({ id: option.ID, value: option.VALUE, sort: option.SORT ?? 0, xmlId: option.XML_ID }))

/** One row of `crm.lead.userfield.list` or `crm.deal.userfield.list`. */
const userFieldSchema = z.object({
  ID: restInt,
  FIELD_NAME: z.string(),
  USER_TYPE_ID: z.string(),
  XML_ID: restText,
  MULTIPLE: restFlag,
  MANDATORY: restFlag,
  EDIT_FORM_LABEL: z.unknown().optional(),
  LIST: restList(optionSchema).optional(),
}).transform(row => ({
  fieldId: row.ID,
  fieldName: row.FIELD_NAME,
  typeId: row.USER_TYPE_ID,
  xmlId: row.XML_ID,
  isMultiple: row.MULTIPLE,
  isMandatory: row.MANDATORY,
  /** Name in the portal's language, or in several; null when the list does not say it. */
  label: labelOf(row.EDIT_FORM_LABEL),
  options: row.LIST ?? [],
}))

/** The result of `crm.*.userfield.list`. */
export const userFieldListSchema = restList(userFieldSchema)

/** A user field as the portal lists it. */
export type UserFieldRow = z.infer<typeof userFieldSchema>

const manyLabelsSchema = z.record(z.string(), z.string())

function labelOf(value: unknown): string | null {
  if (typeof value === 'string')
    return value === '' ? null : value
  const many = manyLabelsSchema.safeParse(value)
  return many.success ? (many.data.ru || many.data.en || null) : null
}
