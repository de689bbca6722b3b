import { z } from 'zod'
import { restFlag, restText } from '../rest/rest-scalars.schema.ts'

/** Events about the application itself. They prove nothing: a portal user can see `application_token`. */
export const LIFECYCLE_EVENTS = ['ONAPPINSTALL', 'ONAPPUPDATE', 'ONAPPUNINSTALL', 'ONAPPPAYMENT', 'ONAPPMETHODCONFIRM', 'ONAPPTEST'] as const

/** Name of an event about the application itself. */
export type LifecycleEventName = typeof LIFECYCLE_EVENTS[number]

/** Data of all of them; what an event does not carry is null or false. */
export const lifecycleEventDataSchema = z.object({
  VERSION: restText,
  PREVIOUS_VERSION: restText,
  LANGUAGE_ID: restText,
  /** The user asked to wipe the data. */
  CLEAN: restFlag,
}).transform(data => ({
  version: data.VERSION,
  previousVersion: data.PREVIOUS_VERSION,
  language: data.LANGUAGE_ID,
  clean: data.CLEAN,
}))
