import type { EntityTypeId } from '../../domain/item-ref.ts'
import type { PastPart } from './past-part.ts'
import { z } from 'zod'
import { parseAnswer } from '../../bitrix/parse-answer.ts'
import { restInt, restList } from '../../contracts/rest/rest-scalars.schema.ts'
import { DEAL, LEAD } from '../../domain/item-ref.ts'
import { PAGE_ROWS, windowFilter } from './past-part.ts'

const callListSchema = restList(z.object({ ID: restInt, OWNER_ID: restInt, OWNER_TYPE_ID: restInt }))

/** The item a call was made about. */
interface PastCall { entityTypeId: EntityTypeId, itemId: number }

/** TYPE_ID 2 is a call, DIRECTION 2 an outgoing one: the same that are counted when a card is opened. */
const CALLS = { TYPE_ID: 2, DIRECTION: 2 }

/** Outgoing calls of the past, as numbers per lead and deal: neither phones nor people. */
export function callPart(): PastPart<PastCall> {
  const row = (key: string, params: { filter: Record<string, unknown>, direction: 'ASC' | 'DESC', start: number }) => ({
    key,
    method: 'crm.activity.list',
    params: { filter: { ...CALLS, ...params.filter }, select: ['ID', 'OWNER_ID', 'OWNER_TYPE_ID'], order: { ID: params.direction }, start: params.start },
  })
  return {
    name: 'calls',
    method: 'crm.activity.list',
    page: (key, window) => row(key, { filter: windowFilter('ID', window), direction: 'ASC', start: -1 }),
    newest: key => row(key, { filter: {}, direction: 'DESC', start: -1 }),
    count: key => row(key, { filter: {}, direction: 'ASC', start: 0 }),
    lastIdOf: key => `$result[${key}][${PAGE_ROWS - 1}][ID]`,
    read(result) {
      const rows = parseAnswer(callListSchema, result, 'crm.activity.list')
      const isItem = (id: number): id is EntityTypeId => id === LEAD || id === DEAL
      return {
        ids: rows.map(one => one.ID),
        rows: rows.flatMap(({ OWNER_TYPE_ID, OWNER_ID }) => isItem(OWNER_TYPE_ID) ? [{ entityTypeId: OWNER_TYPE_ID, itemId: OWNER_ID }] : []),
      }
    },
    async store({ within, portal }, rows) {
      const tally = new Map<string, PastCall & { calls: number }>()
      for (const call of rows) {
        const key = `${call.entityTypeId}:${call.itemId}`
        tally.set(key, { ...call, calls: (tally.get(key)?.calls ?? 0) + 1 })
      }
      await within.backfills.addCalls(portal.portalId, [...tally.values()])
    },
    finish: ({ within, portal }) => within.backfills.settleCalls(portal.portalId),
  }
}
