import type { OfflineRow } from '../../events/portal-events.ts'
import type { Call, Method } from '../../rest/method.ts'
import type { Columns } from '../../work/row-query.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { integerOf, integersOf, listOf, textOf } from '../../work/input.ts'
import { isoTime } from '../../work/iso-time.ts'
import { pageOf, pageSize, rowFilter, rowOrder } from '../../work/row-query.ts'
import { callerApp, isAdmin } from './caller-app.ts'

const columns: Columns<OfflineRow> = {
  ID: { kind: 'number', read: row => row.id },
  TIMESTAMP_X: { kind: 'time', read: row => row.changedAt },
  EVENT_NAME: { kind: 'text', read: row => row.event },
  MESSAGE_ID: { kind: 'text', read: row => row.messageId },
  PROCESS_ID: { kind: 'text', read: row => row.processId },
  ERROR: { kind: 'number', read: row => row.isError ? 1 : 0 },
}

/** The queue of the calling application. @throws RestError ACCESS_DENIED for others than administrators, or without the queue */
function ownQueue(call: Call): { appId: number, connector: string } {
  const app = callerApp(call)
  if (!isAdmin(call) || call.portal.knobs.get('offlineQueueMissing'))
    throw new RestError(403, 'ACCESS_DENIED', 'Access denied!')
  return { appId: app.id, connector: textOf(call.params.auth_connector) }
}

/** A row as both lists show it; an event without data says false. */
function queueRow(call: Call, row: OfflineRow): Record<string, unknown> {
  return {
    ID: String(row.id),
    TIMESTAMP_X: isoTime(row.changedAt, call.portal.settings.timeZone),
    EVENT_NAME: row.event,
    EVENT_DATA: Object.keys(row.data).length === 0 ? false : row.data,
    EVENT_ADDITIONAL: Object.keys(row.additional).length === 0 ? false : row.additional,
    MESSAGE_ID: row.messageId,
  }
}

function take(call: Call): { result: unknown } {
  const { portal, params } = call
  const wantsErrors = integerOf(params.error) === 1
  const matches = rowFilter(params.filter, columns, portal.settings.timeZone)
  const taken = portal.events.offline.take({
    ...ownQueue(call),
    matches: row => row.isError === wantsErrors && matches(row),
    compare: rowOrder(params.order, columns, { TIMESTAMP_X: 'ASC', ID: 'ASC' }),
    limit: Math.max(1, integerOf(params.limit) ?? pageSize),
    clear: (integerOf(params.clear) ?? 1) !== 0,
    processId: textOf(params.process_id),
  })
  return { result: { process_id: taken.processId, events: taken.rows.map(row => queueRow(call, row)) } }
}

/** The queue as others read it meanwhile: nothing is taken. */
function list(call: Call): ReturnType<typeof pageOf> {
  const { portal, params } = call
  const { appId, connector } = ownQueue(call)
  const rows = portal.events.offline.list(appId)
    .filter(row => row.connector === connector)
    .filter(rowFilter(params.filter, columns, portal.settings.timeZone))
    .sort(rowOrder(params.order, columns, { ID: 'ASC' }))
  return pageOf(rows, params.start, row => ({ ...queueRow(call, row), PROCESS_ID: row.processId, ERROR: row.isError ? '1' : '0' }))
}

/** The offline queue: `event.offline.*`. */
export const offlineEventMethods: Method[] = [
  method({ name: 'event.offline.get', appOnly: true, run: take }),
  method({ name: 'event.offline.list', appOnly: true, run: list }),
  method({
    name: 'event.offline.clear',
    appOnly: true,
    run(call) {
      const { params } = call
      call.portal.events.offline.clear({
        ...ownQueue(call),
        processId: textOf(params.process_id),
        ...(params.id === undefined ? {} : { ids: integersOf(params.id) }),
        ...(params.message_id === undefined ? {} : { messageIds: listOf(params.message_id).map(textOf) }),
      })
      return { result: true }
    },
  }),
  method({
    name: 'event.offline.error',
    appOnly: true,
    run(call) {
      const { params } = call
      call.portal.events.offline.markError({ ...ownQueue(call), processId: textOf(params.process_id), messageIds: listOf(params.message_id).map(textOf) })
      return { result: true }
    },
  }),
]
