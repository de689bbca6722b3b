import { z } from 'zod'
import { restId, restInt, restList, restText } from './rest-scalars.schema.ts'

/** The result of `event.get`: our handlers. `auth_type` is text, `offline` a number. */
export const eventBindingListSchema = restList(z.object({
  event: z.string(),
  handler: restText,
  auth_type: restId.optional(),
  offline: restInt.nullish(),
}).transform(row => ({
  event: row.event.toUpperCase(),
  handler: row.handler,
  userId: row.auth_type ?? null,
  isOffline: row.offline === 1,
})))

/** The result of `placement.get`: our widgets. */
export const placementBindingListSchema = restList(z.object({
  placement: z.string(),
  userId: restId.optional(),
  handler: z.string(),
  title: restText,
}).transform(row => ({ placement: row.placement, userId: row.userId ?? null, handler: row.handler, title: row.title })))

/** The result of `placement.list`: codes this portal offers. */
export const placementCodeListSchema = restList(z.string())

/** The result of `userfieldtype.list`: field types of ours. */
export const fieldTypeListSchema = restList(z.object({ USER_TYPE_ID: z.string(), HANDLER: z.string() })
  .transform(row => ({ typeId: row.USER_TYPE_ID, handler: row.HANDLER })))

/** The result of `crm.automation.trigger.list`. */
export const triggerListSchema = restList(z.object({ CODE: z.string(), NAME: restText })
  .transform(row => ({ code: row.CODE, name: row.NAME })))

/** The result of `crm.activity.badge.list`. */
export const badgeListSchema = z.object({
  badges: restList(z.object({ code: z.string(), title: restText, value: restText, type: restText })),
}).transform(result => result.badges)

/** A handler of ours as the portal knows it. */
export type EventBinding = z.infer<typeof eventBindingListSchema>[number]
/** A widget of ours as the portal knows it. */
export type PlacementBinding = z.infer<typeof placementBindingListSchema>[number]
