import type { ItemRef } from '../domain/item-ref.ts'
import type { BatchRow } from './portal-client.ts'
import { activityResultSchema } from '../contracts/rest/activities.schema.ts'
import { parseAnswer } from './parse-answer.ts'

/** A record of ours in the timeline of an item. */
export interface TimelineRecord {
  item: ItemRef
  /** Employee who is to act. */
  responsibleId: number
  completed: boolean
  /** ISO with offset; null = none. */
  deadline: string | null
  /** Badge on the kanban while the record is open; null = none. */
  badge: string | null
  /** Our own id of the record: looked for before a record is made a second time. */
  originId: string
  /** @see https://apidocs.bitrix24.com/api-reference/crm/timeline/activities/configurable/structure/ */
  layout: Record<string, unknown>
}

/** Names our records among those of other applications. */
export const RECORD_ORIGINATOR = 'peace-treaty'

/** A batch row that makes a record. Not safe to repeat: look for its origin id first. */
export function addRecordRow(key: string, record: TimelineRecord): BatchRow {
  const params = { ownerTypeId: record.item.entityTypeId, ownerId: record.item.itemId, fields: fieldsOf(record), layout: record.layout }
  return { key, method: 'crm.activity.configurable.add', params }
}

/** A batch row that overwrites a record. */
export function updateRecordRow(key: string, activityId: number, record: TimelineRecord): BatchRow {
  return { key, method: 'crm.activity.configurable.update', params: { id: activityId, fields: fieldsOf(record), layout: record.layout } }
}

/** Id of the record that was made or changed. */
export function readRecordId(result: unknown): number {
  return parseAnswer(activityResultSchema, result, 'crm.activity.configurable.add')
}

/** A batch row that writes a plain comment, for portals without records of applications. */
export function commentRow(key: string, item: ItemRef, text: string): BatchRow {
  const fields = { ENTITY_ID: item.itemId, ENTITY_TYPE: item.entityTypeId === 1 ? 'lead' : 'deal', COMMENT: text }
  return { key, method: 'crm.timeline.comment.add', params: { fields } }
}

function fieldsOf(record: TimelineRecord): Record<string, unknown> {
  return {
    typeId: 'CONFIGURABLE',
    completed: record.completed ? 'Y' : 'N',
    ...(record.deadline === null ? {} : { deadline: record.deadline }),
    responsibleId: record.responsibleId,
    badgeCode: record.badge ?? '',
    originatorId: RECORD_ORIGINATOR,
    originId: record.originId,
  }
}
