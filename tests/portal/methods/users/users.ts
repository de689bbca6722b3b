import type { PortalUser } from '../../people/people.ts'
import type { Call, Method, MethodAnswer } from '../../rest/method.ts'
import { method } from '../../rest/method.ts'
import { listOf, recordOf, textOf } from '../../work/input.ts'
import { pageOf, pick, rowFilter, rowOrder } from '../../work/row-query.ts'
import { userFieldTitles } from './user-field-titles.ts'
import { userColumns, userRow } from './user-row.ts'

/** Parameters of the lists that are no conditions. */
const steering = new Set(['SORT', 'ORDER', 'FILTER', 'ADMIN_MODE', 'SELECT', 'START', 'IMAGE_RESIZE'])

/** Conditions come in FILTER or beside it. */
function conditions(call: Call): Record<string, unknown> {
  const beside = Object.entries(call.params).filter(([name]) => !steering.has(name.toUpperCase()))
  return { ...Object.fromEntries(beside), ...recordOf(anyCase(call, 'FILTER')) }
}

function anyCase(call: Call, name: string): unknown {
  return Object.entries(call.params).find(([key]) => key.toUpperCase() === name)?.[1]
}

function listUsers(call: Call, users: PortalUser[]): MethodAnswer {
  const { portal, caller } = call
  const order = { [textOf(anyCase(call, 'SORT')) || 'ID']: textOf(anyCase(call, 'ORDER')) || 'ASC' }
  const sorted = users.sort(rowOrder(order, userColumns, { ID: 'ASC' }))
  return pageOf(sorted, anyCase(call, 'START'), user => pick(userRow(portal, user, caller.scopes), anyCase(call, 'SELECT')))
}

function searchColumns(call: Call): typeof userColumns {
  const { portal } = call
  return {
    ...userColumns,
    UF_DEPARTMENT_NAME: { kind: 'text', read: user => user.departmentIds.flatMap(id => portal.people.department(id)?.name ?? []) },
    FIND: { kind: 'text', read: user => `${user.name} ${user.lastName} ${user.position} ${user.departmentIds.map(id => portal.people.department(id)?.name).join(' ')}` },
  }
}

/** Search compares names by their parts, everything else exactly. */
function searchFilter(filter: Record<string, unknown>): Record<string, unknown> {
  const byPart = new Set(['NAME', 'LAST_NAME', 'WORK_POSITION', 'UF_DEPARTMENT_NAME', 'FIND'])
  return Object.fromEntries(Object.entries(filter).map(([name, value]) => [byPart.has(name.toUpperCase()) ? `%${name}` : name, value]))
}

/** The same access codes the portal's own pages use. */
function holdsCode(call: Call, code: string): boolean {
  const user = call.portal.people.get(call.caller.userId)
  return code === 'AU' || code === 'G2' || code === `U${call.caller.userId}` || (code === 'G1' && user?.admin === true)
}

/** Custom fields of people by name, titled in the portal's language. */
function ownFieldTitles(portal: Call['portal']): Record<string, string> {
  return Object.fromEntries(portal.people.customFields.list().map(field => [field.fieldName, field.editFormLabel[portal.settings.language] || field.fieldName]))
}

/** People: `user.*`. */
export const userMethods: Method[] = [
  method({
    name: 'user.get',
    run: call => listUsers(call, call.portal.people.list().filter(rowFilter(conditions(call), userColumns, call.portal.settings.timeZone))),
  }),
  method({
    name: 'user.search',
    run: call => listUsers(call, call.portal.people.list().filter(rowFilter(searchFilter(conditions(call)), searchColumns(call), call.portal.settings.timeZone))),
  }),
  method({
    name: 'user.current',
    run({ portal, caller }) {
      const user = portal.people.get(caller.userId)
      const { USER_TYPE: _, ...row } = user ? userRow(portal, user, caller.scopes) : {}
      return { result: user ? { ...row, LAST_ACTIVITY_DATE: row.LAST_LOGIN } : {} }
    },
  }),
  method({ name: 'user.fields', run: ({ portal }) => ({ result: { ...userFieldTitles, ...ownFieldTitles(portal) } }) }),
  method({ name: 'user.admin', run: ({ portal, caller }) => ({ result: portal.people.get(caller.userId)?.admin ?? false }) }),
  method({
    name: 'user.access',
    run: call => ({ result: call.portal.people.get(call.caller.userId)?.admin === true || listOf(call.params.ACCESS).some(code => holdsCode(call, textOf(code))) }),
  }),
]
