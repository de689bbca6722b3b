import { z } from 'zod'
import { restInt } from './rest-scalars.schema.ts'

const elementSchema = z.looseObject({ name: z.string(), optionFlags: restInt.optional() })

/** A section of the card; keys we do not know are kept, because `set` replaces the whole layout. */
const cardSectionSchema = z.looseObject({
  name: z.string(),
  title: z.string().optional(),
  type: z.string(),
  elements: z.preprocess(value => value ?? [], z.array(elementSchema)),
})

/** The result of `crm.item.details.configuration.get`; null = the portal's default layout: ask, never guess. */
export const cardLayoutSchema = z.preprocess(
  value => (Array.isArray(value) && value.length === 0) || value === false ? null : value,
  z.array(cardSectionSchema).nullable(),
)

/** A layout of the card. */
export type CardLayout = z.infer<typeof cardLayoutSchema>
