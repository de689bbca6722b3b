import type { Call } from '../../rest/method.ts'
import type { Task } from '../../work/tasks.ts'
import { RestError } from '../../rest/rest-error.ts'
import { integerOf, integersOf, listOf, recordOf, textOf } from '../../work/input.ts'
import { parseTime } from '../../work/iso-time.ts'

const statuses = new Set([2, 3, 4, 5, 6])
/** Bindings to the CRM: lead, deal, contact, company, dynamic item. */
const crmCode = /^(?:[LDCQ]|CO|T[0-9a-f]+|SI)_\d+$/i
const longestPlanMs = 10 * 365 * 24 * 3_600_000

/** A refusal of the tasks module; its words end in a line break tag. */
export function taskRefusal(words: string): RestError {
  return new RestError(400, 'ERROR_CORE', `${words}<br>`)
}

/** @throws RestError 100 without fields */
export function taskFieldsOf(call: Call): Record<string, unknown> {
  const given = recordOf(call.params.fields)
  if (!given || Object.keys(given).length === 0)
    throw new RestError(400, '100', 'Could not find value for parameter {fields} (internal error)')
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [upper(name), value]))
}

/** Both spellings are taken: `RESPONSIBLE_ID` and `responsibleId`. */
function upper(name: string): string {
  return /[a-z]/.test(name) ? name.replaceAll(/([A-Z])/g, '_$1').toUpperCase() : name
}

/** What the fields say in the names of the store; absent ones are left out. @throws RestError ERROR_CORE */
export function taskValues(call: Call, fields: Record<string, unknown>): Partial<Omit<Task, 'id' | 'checklist'>> {
  const { people } = call.portal
  const responsible = integerOf(fields.RESPONSIBLE_ID)
  if (fields.RESPONSIBLE_ID !== undefined && !people.get(responsible ?? 0))
    throw taskRefusal('User specified in the "Responsible" field not found')
  const creator = integerOf(fields.CREATED_BY)
  const status = integerOf(fields.STATUS)
  if (fields.STATUS !== undefined && (status === undefined || !statuses.has(status)))
    throw taskRefusal('Incorrect status')
  const parentId = integerOf(fields.PARENT_ID)
  if (parentId !== undefined && parentId > 0 && !call.portal.work.tasks.get(parentId))
    throw taskRefusal('Task specified in the "Parent Task" field not found')
  return {
    ...(fields.TITLE === undefined ? {} : { title: titleOf(fields) }),
    ...(fields.DESCRIPTION === undefined ? {} : { description: typeof fields.DESCRIPTION === 'string' ? fields.DESCRIPTION : '' }),
    ...(responsible === undefined ? {} : { responsibleId: responsible }),
    ...(creator === undefined || !people.get(creator) ? {} : { createdBy: creator }),
    ...(status === undefined ? {} : { status }),
    ...(fields.PRIORITY === undefined ? {} : { priority: Math.min(2, Math.max(0, integerOf(fields.PRIORITY) ?? 1)) }),
    ...(parentId === undefined ? {} : { parentId }),
    ...(fields.GROUP_ID === undefined ? {} : { groupId: integerOf(fields.GROUP_ID) ?? 0 }),
    ...(fields.XML_ID === undefined ? {} : { xmlId: textOf(fields.XML_ID) || null }),
    ...(fields.MARK === undefined ? {} : { mark: textOf(fields.MARK) || null }),
    ...(fields.TAGS === undefined ? {} : { tags: listOf(fields.TAGS).map(textOf) }),
    ...(fields.ACCOMPLICES === undefined ? {} : { accompliceIds: integersOf(fields.ACCOMPLICES) }),
    ...(fields.AUDITORS === undefined ? {} : { auditorIds: integersOf(fields.AUDITORS) }),
    ...(fields.UF_CRM_TASK === undefined ? {} : { crm: listOf(fields.UF_CRM_TASK).map(textOf).filter(code => crmCode.test(code)) }),
    ...timesOf(call, fields),
  }
}

function titleOf(fields: Record<string, unknown>): string {
  const title = textOf(fields.TITLE)
  if (title === '')
    throw taskRefusal('Task title not specified')
  return title
}

function timesOf(call: Call, fields: Record<string, unknown>): Partial<Task> {
  const time = (value: unknown): number | null => parseTime(value, call.portal.settings.timeZone) ?? null
  const [startPlanAt, endPlanAt] = [time(fields.START_DATE_PLAN), time(fields.END_DATE_PLAN)]
  if (startPlanAt !== null && endPlanAt !== null && endPlanAt < startPlanAt)
    throw taskRefusal('The end date in scheduling is earlier than the start date')
  if (startPlanAt !== null && endPlanAt !== null && endPlanAt - startPlanAt > longestPlanMs)
    throw taskRefusal('The specified task duration is too long')
  return {
    ...(fields.DEADLINE === undefined ? {} : { deadlineAt: time(fields.DEADLINE) }),
    ...(fields.START_DATE_PLAN === undefined ? {} : { startPlanAt }),
    ...(fields.END_DATE_PLAN === undefined ? {} : { endPlanAt }),
  }
}
