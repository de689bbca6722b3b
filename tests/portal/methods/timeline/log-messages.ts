import type { Call, Method } from '../../rest/method.ts'
import type { Columns } from '../../work/row-query.ts'
import type { LogMessage } from '../../work/timeline.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { accessDenied, canReadOwner, canWriteOwner, notFound, requireWritableOwner } from '../../work/crm-owner.ts'
import { integerOf, recordOf, textOf } from '../../work/input.ts'
import { isoTime } from '../../work/iso-time.ts'
import { pageOf, rowOrder } from '../../work/row-query.ts'

/** Pages of this list are short. */
const linesPerPage = 10

const columns: Columns<LogMessage> = {
  ID: { kind: 'number', read: message => message.id },
  CREATED: { kind: 'time', read: message => message.createdAt },
}

function logRow(call: Call, message: LogMessage): Record<string, unknown> {
  return {
    id: message.id,
    created: isoTime(message.createdAt, call.portal.settings.timeZone),
    authorId: message.authorId,
    title: message.title,
    text: message.text,
    iconCode: message.iconCode,
  }
}

function add(call: Call): { result: unknown } {
  const fields = recordOf(call.params.fields) ?? {}
  const owner = { entityTypeId: integerOf(fields.entityTypeId) ?? 0, entityId: integerOf(fields.entityId) ?? 0 }
  const [title, text, iconCode] = [textOf(fields.title), textOf(fields.text), textOf(fields.iconCode)]
  const missing = Object.entries({ title, text, iconCode }).find(([, value]) => value === '')
  if (missing)
    throw new RestError(400, '100', `Could not find value for parameter {${missing[0]}}`)
  requireWritableOwner(call, owner)
  const message = call.portal.work.timeline.addLogMessage({ owner, title, text, iconCode, authorId: call.caller.userId, appId: call.caller.appId })
  return { result: { logMessage: logRow(call, message) } }
}

/** @throws RestError NOT_FOUND, ACCESS_DENIED */
function known(call: Call, may: typeof canReadOwner): LogMessage {
  const id = integerOf(call.params.id) ?? 0
  const message = call.portal.work.timeline.logMessage(id)
  if (!message)
    throw notFound(`Timeline logmessage not found for id ${id}`)
  if (!may(call, message.owner))
    throw accessDenied()
  return message
}

/** Lines of applications: `crm.timeline.logmessage.*`. */
export const logMessageMethods: Method[] = [
  method({ name: 'crm.timeline.logmessage.add', run: add }),
  method({ name: 'crm.timeline.logmessage.get', run: call => ({ result: { logMessage: logRow(call, known(call, canReadOwner)) } }) }),
  method({
    name: 'crm.timeline.logmessage.list',
    run(call) {
      const { params, portal } = call
      const owner = { entityTypeId: integerOf(params.entityTypeId) ?? 0, entityId: integerOf(params.entityId) ?? 0 }
      const rows = canReadOwner(call, owner) ? portal.work.timeline.logMessagesOf(owner) : []
      return pageOf(rows.sort(rowOrder(params.order, columns, { ID: 'DESC' })), params.start, message => logRow(call, message), linesPerPage)
    },
  }),
  method({
    name: 'crm.timeline.logmessage.delete',
    run(call) {
      const message = known(call, canWriteOwner)
      if (message.appId !== call.caller.appId)
        throw new RestError(400, 'REMOVING_DISABLED', 'Removing is disabled')
      return { result: call.portal.work.timeline.removeLogMessage(message.id) }
    },
  }),
]
