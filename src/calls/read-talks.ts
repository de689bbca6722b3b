import type { PortalClients } from '../bitrix/portal-client.ts'
import type { ItemRef } from '../domain/item-ref.ts'
import { parseAnswer, rowResult } from '../bitrix/parse-answer.ts'
import { PortalRefusedError } from '../bitrix/portal-errors.ts'
import { callActivitiesSchema, callStatisticsSchema } from '../contracts/rest/calls.schema.ts'
import { itemKey, LEAD } from '../domain/item-ref.ts'
import { mergeCalls } from './found-call.ts'

/** Two rows an item, and the portal takes fifty. */
const ITEMS_AT_ONCE = 25

/**
 * The longest talk with each item's client in seconds, by `itemKey`; items without a talk are left out. In the background share of the
 * request budget, twenty-five items a request; a portal without telephony answers from its activities alone.
 * @throws PortalCallError when the portal does not answer
 */
export function createTalkReader({ clients }: { clients: Pick<PortalClients, 'forPortal'> }) {
  return async (portalId: number, refs: readonly ItemRef[]): Promise<ReadonlyMap<string, number>> => {
    const longest = new Map<string, number>()
    for (let from = 0; from < refs.length; from += ITEMS_AT_ONCE) {
      const slice = refs.slice(from, from + ITEMS_AT_ONCE)
      const answers = await clients.forPortal(portalId).batch(slice.flatMap(rowsOf), { lane: 'background' })
      for (const ref of slice) {
        const read = (key: string, method: string): unknown => {
          try {
            return rowResult(answers, key, method)
          }
          catch (error) {
            if (error instanceof PortalRefusedError)
              return []
            throw error
          }
        }
        const activities = parseAnswer(callActivitiesSchema, read(`a${itemKey(ref)}`.replace(':', '_'), 'crm.activity.list'), 'crm.activity.list')
        const statistics = ref.entityTypeId === LEAD ? parseAnswer(callStatisticsSchema, read(`s${itemKey(ref)}`.replace(':', '_'), 'voximplant.statistic.get'), 'voximplant.statistic.get') : []
        const seconds = Math.max(0, ...mergeCalls(activities, statistics).map(call => call.durationSeconds))
        if (seconds > 0)
          longest.set(itemKey(ref), seconds)
      }
    }
    return longest
  }
}

function rowsOf(ref: ItemRef) {
  const key = itemKey(ref).replace(':', '_')
  return [
    { key: `a${key}`, method: 'crm.activity.list', params: { filter: { BINDINGS: [{ OWNER_TYPE_ID: ref.entityTypeId, OWNER_ID: ref.itemId }], TYPE_ID: 2 }, select: ['ID', 'DIRECTION', 'RESPONSIBLE_ID', 'START_TIME', 'END_TIME'], start: 0 } },
    ...(ref.entityTypeId === LEAD ? [{ key: `s${key}`, method: 'voximplant.statistic.get', params: { FILTER: { CRM_ENTITY_TYPE: 'LEAD', CRM_ENTITY_ID: ref.itemId }, start: 0 } }] : []),
  ]
}
