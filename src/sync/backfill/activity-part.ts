import type { ItemRef } from '../../domain/item-ref.ts'
import type { Touch } from '../../store/touches.ts'
import type { PastPart } from './past-part.ts'
import { z } from 'zod'
import { parseAnswer } from '../../bitrix/parse-answer.ts'
import { restInt, restList } from '../../contracts/rest/rest-scalars.schema.ts'
import { TOUCH_SELECT, touchListSchema } from '../../contracts/rest/touch.schema.ts'
import { itemKey } from '../../domain/item-ref.ts'
import { PAGE_ROWS, windowFilter } from './past-part.ts'

const METHOD = 'crm.activity.list'
const idListSchema = restList(z.object({ ID: restInt }))

/** An activity of a lead or deal: whether it was an outgoing call, and the touch it was; null when it touched nobody. */
interface PastActivity { item: ItemRef, isAttempt: boolean, touch: Touch | null }

/**
 * Activities of the past: how many outgoing calls each lead and deal has, who touched its client when, and how long they talked. No phones, no
 * people outside the company, nothing of what was said.
 */
export function activityPart(): PastPart<PastActivity> {
  const row = (key: string, params: { filter: Record<string, unknown>, direction: 'ASC' | 'DESC', start: number }) => ({
    key,
    method: METHOD,
    params: { filter: params.filter, select: [...TOUCH_SELECT], order: { ID: params.direction }, start: params.start },
  })
  return {
    name: 'activities',
    method: METHOD,
    page: (key, window) => row(key, { filter: windowFilter('ID', window), direction: 'ASC', start: -1 }),
    newest: key => row(key, { filter: {}, direction: 'DESC', start: -1 }),
    count: key => row(key, { filter: {}, direction: 'ASC', start: 0 }),
    lastIdOf: key => `$result[${key}][${PAGE_ROWS - 1}][ID]`,
    read: result => ({
      ids: parseAnswer(idListSchema, result, METHOD).map(one => one.ID),
      rows: parseAnswer(touchListSchema, result, METHOD).flatMap(({ item, isAttempt, touch }) => item === null ? [] : [{ item, isAttempt, touch }]),
    }),
    async store({ within, portal }, rows) {
      await within.touches.addMany(portal.portalId, rows.flatMap(row => row.touch ?? []))
      const tally = new Map<string, ItemRef & { calls: number }>()
      for (const { item } of rows.filter(row => row.isAttempt))
        tally.set(itemKey(item), { ...item, calls: (tally.get(itemKey(item))?.calls ?? 0) + 1 })
      await within.backfills.addCalls(portal.portalId, [...tally.values()])
    },
    finish: ({ within, portal }) => within.backfills.settleCalls(portal.portalId),
  }
}
