import type { Portal } from '../../portal.ts'
import type { Activity } from '../../work/activities.ts'
import type { Columns } from '../../work/row-query.ts'
import { isoTime } from '../../work/iso-time.ts'

/** Address of a file hanging on a record, ending in an empty `auth=` as documented. */
export function activityFileUrl(portal: Portal, activity: Activity, fileId: number): string {
  const { origin } = portal.settings
  return `${origin}/bitrix/tools/crm_show_file.php?fileId=${fileId}&ownerTypeId=6&ownerId=${activity.id}&auth=`
}

/** A record as the classic methods show it: everything is text. `COMMUNICATIONS` and `FILES` are added on demand. */
export function activityRow(portal: Portal, activity: Activity): Record<string, unknown> {
  const time = (at: number): string => isoTime(at, portal.settings.timeZone)
  return {
    ID: String(activity.id),
    OWNER_ID: String(activity.ownerId),
    OWNER_TYPE_ID: String(activity.ownerTypeId),
    TYPE_ID: String(activity.typeId),
    PROVIDER_ID: activity.providerId,
    PROVIDER_TYPE_ID: activity.providerTypeId,
    PROVIDER_GROUP_ID: null,
    ASSOCIATED_ENTITY_ID: '0',
    SUBJECT: activity.subject,
    CREATED: time(activity.createdAt),
    LAST_UPDATED: time(activity.updatedAt),
    START_TIME: time(activity.startAt),
    END_TIME: time(activity.endAt),
    DEADLINE: time(activity.deadlineAt ?? activity.startAt),
    COMPLETED: activity.completed ? 'Y' : 'N',
    STATUS: activity.completed ? '2' : '1',
    RESPONSIBLE_ID: String(activity.responsibleId),
    PRIORITY: String(activity.priority),
    NOTIFY_TYPE: '0',
    NOTIFY_VALUE: '0',
    DESCRIPTION: activity.description,
    DESCRIPTION_TYPE: '1',
    DIRECTION: String(activity.direction),
    LOCATION: '',
    SETTINGS: Object.keys(activity.settings).length === 0 ? [] : activity.settings,
    ORIGINATOR_ID: activity.originatorId,
    ORIGIN_ID: activity.originId,
    AUTHOR_ID: String(activity.authorId),
    EDITOR_ID: String(activity.editorId),
    PROVIDER_PARAMS: [],
    PROVIDER_DATA: null,
    RESULT_MARK: '0',
    RESULT_VALUE: null,
    RESULT_SUM: null,
    RESULT_CURRENCY_ID: null,
    RESULT_STATUS: '0',
    RESULT_STREAM: '0',
    RESULT_SOURCE_ID: null,
    AUTOCOMPLETE_RULE: '0',
  }
}

/** People and numbers the record was about; ids of the rows are made of the record's. */
export function communicationRows(activity: Activity): Record<string, unknown>[] {
  return activity.communications.map((one, index) => ({
    ID: String(activity.id * 10 + index),
    TYPE: one.type,
    VALUE: one.value,
    ENTITY_ID: String(one.entityId),
    ENTITY_TYPE_ID: String(one.entityTypeId),
    ENTITY_SETTINGS: [],
  }))
}

/** Files of the record with their addresses. */
export function fileRows(portal: Portal, activity: Activity): { id: number, url: string }[] {
  return activity.fileIds.map(id => ({ id, url: activityFileUrl(portal, activity, id) }))
}

/** What records can be filtered and sorted by. */
export const activityColumns: Columns<Activity> = {
  ID: { kind: 'number', read: one => one.id },
  OWNER_ID: { kind: 'number', read: one => one.ownerId },
  OWNER_TYPE_ID: { kind: 'number', read: one => one.ownerTypeId },
  TYPE_ID: { kind: 'number', read: one => one.typeId },
  PROVIDER_ID: { kind: 'text', read: one => one.providerId },
  PROVIDER_TYPE_ID: { kind: 'text', read: one => one.providerTypeId },
  SUBJECT: { kind: 'text', read: one => one.subject },
  DESCRIPTION: { kind: 'text', read: one => one.description },
  CREATED: { kind: 'time', read: one => one.createdAt },
  LAST_UPDATED: { kind: 'time', read: one => one.updatedAt },
  START_TIME: { kind: 'time', read: one => one.startAt },
  END_TIME: { kind: 'time', read: one => one.endAt },
  DEADLINE: { kind: 'time', read: one => one.deadlineAt ?? one.startAt },
  COMPLETED: { kind: 'flag', read: one => one.completed },
  STATUS: { kind: 'number', read: one => one.completed ? 2 : 1 },
  RESPONSIBLE_ID: { kind: 'number', read: one => one.responsibleId },
  AUTHOR_ID: { kind: 'number', read: one => one.authorId },
  EDITOR_ID: { kind: 'number', read: one => one.editorId },
  PRIORITY: { kind: 'number', read: one => one.priority },
  DIRECTION: { kind: 'number', read: one => one.direction },
  ORIGINATOR_ID: { kind: 'text', read: one => one.originatorId },
  ORIGIN_ID: { kind: 'text', read: one => one.originId },
  IS_INCOMING_CHANNEL: { kind: 'flag', read: one => one.isIncomingChannel },
}
