import { z } from 'zod'
import { restText } from '../rest/rest-scalars.schema.ts'

/** Events that say "somebody changed a user field". */
export const FIELD_EVENTS = [
  'ONCRMLEADUSERFIELDADD',
  'ONCRMLEADUSERFIELDUPDATE',
  'ONCRMLEADUSERFIELDDELETE',
  'ONCRMLEADUSERFIELDSETENUMVALUES',
  'ONCRMDEALUSERFIELDADD',
  'ONCRMDEALUSERFIELDUPDATE',
  'ONCRMDEALUSERFIELDDELETE',
  'ONCRMDEALUSERFIELDSETENUMVALUES',
] as const

/** Which field changed. */
export const fieldEventDataSchema = z.object({ FIELDS: z.object({ ENTITY_ID: restText, FIELD_NAME: restText }) })
  .transform(data => ({
    entityTypeId: data.FIELDS.ENTITY_ID === 'CRM_DEAL' ? 2 as const : 1 as const,
    fieldName: data.FIELDS.FIELD_NAME,
  }))
