import { z } from 'zod'
import { restId, restInt, restText } from '../rest/rest-scalars.schema.ts'

/** A click on a link of our timeline record. */
export const TIMELINE_CLICK_EVENT = 'ONCRMTIMELINEITEMACTION'

const clickSchema = z.object({
  id: restText,
  entitytypeid: restInt.optional().catch(undefined),
  ownertypeid: restInt.optional().catch(undefined),
  entityid: restId.optional().catch(undefined),
  ownerid: restId.optional().catch(undefined),
  activityid: restId.optional().catch(undefined),
  userid: restId.optional().catch(undefined),
  actionparams: z.unknown().optional(),
})

/**
 * Data of a click. Only the names are documented (id, entityTypeId, entityId, activityId, userId, actionParams), neither
 * nesting nor case: so names are compared without case and underscores, wherever in `data` they stand, and `actionParams`
 * may be fields, JSON text or absent. The user named here is a claim; only the event's own token proves him.
 */
export const timelineClickDataSchema = z.unknown().optional().transform((data) => {
  const found = clickSchema.parse(collect(data))
  const entityTypeId = found.entitytypeid ?? found.ownertypeid
  return {
    /** Id of the `restEvent` action that was pressed. */
    actionId: found.id,
    entityTypeId: entityTypeId === 1 || entityTypeId === 2 ? entityTypeId : null,
    itemId: found.entityid ?? found.ownerid ?? null,
    activityId: found.activityid ?? null,
    claimedUserId: found.userid ?? null,
    params: textParams(found.actionparams),
  }
})

/** A click as far as it can be read. */
export type TimelineClick = z.infer<typeof timelineClickDataSchema>

/** Gathers named values from `data`, `data[FIELDS]` and the like, two levels deep; outer values win. */
function collect(data: unknown, depth = 0): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  if (!isRecord(data))
    return result
  for (const [name, value] of Object.entries(data)) {
    const key = name.toLowerCase().replaceAll('_', '')
    if (isRecord(value) && key !== 'actionparams' && depth < 2) {
      for (const [inner, innerValue] of Object.entries(collect(value, depth + 1)))
        result[inner] ??= innerValue
    }
    else {
      result[key] = value
    }
  }
  return result
}

function textParams(value: unknown): Record<string, string> {
  const source = typeof value === 'string' ? parseJson(value) : value
  if (!isRecord(source))
    return {}
  return Object.fromEntries(Object.entries(source)
    .filter(([, entry]) => ['string', 'number', 'boolean'].includes(typeof entry))
    .map(([name, entry]) => [name, String(entry)]))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  }
  catch {
    // Undocumented format: text that is not JSON carries no parameters of ours.
    return null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
