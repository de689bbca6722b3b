import type { EntityTypeId, ItemRef } from '../../domain/item-ref.ts'
import type { Touch } from '../../store/touches.ts'
import type { PastPart } from './past-part.ts'
import { z } from 'zod'
import { parseAnswer } from '../../bitrix/parse-answer.ts'
import { restInt, restList } from '../../contracts/rest/rest-scalars.schema.ts'
import { TOUCH_SELECT, touchListSchema } from '../../contracts/rest/touch.schema.ts'
import { DEAL, LEAD } from '../../domain/item-ref.ts'
import { PAGE_ROWS, windowFilter } from './past-part.ts'

const ownerListSchema = restList(z.object({ ID: restInt, OWNER_ID: restInt, OWNER_TYPE_ID: restInt }))

/** The item a call was made about, and the touch it was; null when nobody was responsible. */
interface PastCall { entityTypeId: EntityTypeId, itemId: number, touch: Touch | null }

/** TYPE_ID 2 is a call, DIRECTION 2 an outgoing one: the same that are counted when a card is opened. */
const CALLS = { TYPE_ID: 2, DIRECTION: 2 }

/** Outgoing calls of the past: their number per lead and deal, and who made each when. No phones, no people outside the company. */
export function callPart(): PastPart<PastCall> {
  const row = (key: string, params: { filter: Record<string, unknown>, direction: 'ASC' | 'DESC', start: number }) => ({
    key,
    method: 'crm.activity.list',
    params: { filter: { ...CALLS, ...params.filter }, select: [...TOUCH_SELECT], order: { ID: params.direction }, start: params.start },
  })
  return {
    name: 'calls',
    method: 'crm.activity.list',
    page: (key, window) => row(key, { filter: windowFilter('ID', window), direction: 'ASC', start: -1 }),
    newest: key => row(key, { filter: {}, direction: 'DESC', start: -1 }),
    count: key => row(key, { filter: {}, direction: 'ASC', start: 0 }),
    lastIdOf: key => `$result[${key}][${PAGE_ROWS - 1}][ID]`,
    read(result) {
      const rows = parseAnswer(ownerListSchema, result, 'crm.activity.list')
      const touches = new Map(parseAnswer(touchListSchema, result, 'crm.activity.list').map(row => [row.activityId, row.touch]))
      const isItem = (id: number): id is EntityTypeId => id === LEAD || id === DEAL
      return {
        ids: rows.map(one => one.ID),
        rows: rows.flatMap(({ ID, OWNER_TYPE_ID, OWNER_ID }) => isItem(OWNER_TYPE_ID) ? [{ entityTypeId: OWNER_TYPE_ID, itemId: OWNER_ID, touch: touches.get(ID) ?? null }] : []),
      }
    },
    async store({ within, portal }, rows) {
      await within.touches.addMany(portal.portalId, rows.flatMap(row => row.touch ?? []))
      const tally = new Map<string, ItemRef & { calls: number }>()
      for (const { entityTypeId, itemId } of rows) {
        const call = { entityTypeId, itemId }
        const key = `${call.entityTypeId}:${call.itemId}`
        tally.set(key, { ...call, calls: (tally.get(key)?.calls ?? 0) + 1 })
      }
      await within.backfills.addCalls(portal.portalId, [...tally.values()])
    },
    finish: ({ within, portal }) => within.backfills.settleCalls(portal.portalId),
  }
}
