import type { AppRecord, UserFieldTypeRow } from '../../apps/apps.ts'
import type { Call, Method } from '../../rest/method.ts'
import { checkHandlerAddress } from '../../apps/handler-address.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { integerOf, recordOf, textOf } from '../../work/input.ts'
import { pageOf } from '../../work/row-query.ts'
import { callerApp, isAdmin } from '../events/caller-app.ts'

const longestCode = 50

/** @throws RestError ACCESS_DENIED for others than administrators, ERROR_ARGUMENT without a code */
function admitted(call: Call): { app: AppRecord, code: string } {
  const app = callerApp(call)
  if (!isAdmin(call))
    throw new RestError(403, 'ACCESS_DENIED', 'Access denied!')
  return { app, code: argument(call, 'USER_TYPE_ID') }
}

function argument(call: Call, name: string): string {
  const value = textOf(call.params[name])
  if (value === '')
    throw new RestError(400, 'ERROR_ARGUMENT', `Argument '${name}' is null or empty`, { argument: name })
  return value
}

/** The page of a type lives where the application lives. */
function checkAddress(app: AppRecord, handler: string): void {
  if (checkHandlerAddress(handler).hostname !== new URL(app.appUrl).hostname)
    throw new RestError(400, 'ERROR_WRONG_HANDLER_URL', 'Handler URL host doesn\'t match application url')
}

function checkFree(call: Call, app: AppRecord, handler: string, exceptCode: string): void {
  if (call.portal.apps.allUserFieldTypes(app.id).some(type => type.handler === handler && type.code !== exceptCode))
    throw new RestError(400, 'ERROR_CORE', 'Unable to set placement handler: Handler already binded')
}

function known(call: Call, app: AppRecord, code: string): UserFieldTypeRow {
  const row = call.portal.apps.allUserFieldTypes(app.id).find(type => type.code === code)
  if (!row)
    throw new RestError(400, 'ERROR_NOT_FOUND', 'User Field Type not found')
  return row
}

function add(call: Call): { result: boolean } {
  const { app, code } = admitted(call)
  const fullCode = `rest_${app.id}_${code}`
  if (!/^[a-z0-9_]+$/.test(code) || fullCode.length > longestCode)
    throw new RestError(400, 'ERROR_ARGUMENT', 'Argument \'USER_TYPE_ID\' has a wrong format', { argument: 'USER_TYPE_ID' })
  const handler = argument(call, 'HANDLER')
  checkAddress(app, handler)
  if (call.portal.apps.allUserFieldTypes(app.id).some(type => type.code === code))
    throw new RestError(400, 'ERROR_CORE', 'Unable to set placement handler: Handler already binded')
  checkFree(call, app, handler, code)
  const { params } = call
  call.portal.apps.addUserFieldType({
    appId: app.id,
    code,
    fullCode,
    handler,
    title: textOf(params.TITLE),
    description: textOf(params.DESCRIPTION),
    height: Math.max(0, integerOf(recordOf(params.OPTIONS)?.height) ?? 0),
  })
  return { result: true }
}

function update(call: Call): { result: boolean } {
  const { app, code } = admitted(call)
  const row = known(call, app, code)
  const { params } = call
  const handler = textOf(params.HANDLER) || row.handler
  checkAddress(app, handler)
  checkFree(call, app, handler, code)
  call.portal.apps.addUserFieldType({
    ...row,
    handler,
    title: params.TITLE === undefined ? row.title : textOf(params.TITLE),
    description: params.DESCRIPTION === undefined ? row.description : textOf(params.DESCRIPTION),
    height: integerOf(recordOf(params.OPTIONS)?.height) ?? row.height,
  })
  return { result: true }
}

/** Custom field types of applications: `userfieldtype.*`. */
export const userFieldTypeMethods: Method[] = [
  method({ name: 'userfieldtype.add', appOnly: true, run: add }),
  method({ name: 'userfieldtype.update', appOnly: true, run: update }),
  method({
    name: 'userfieldtype.list',
    appOnly: true,
    run(call) {
      const app = callerApp(call)
      if (!isAdmin(call))
        throw new RestError(403, 'ACCESS_DENIED', 'Access denied!')
      return pageOf(call.portal.apps.allUserFieldTypes(app.id), call.params.start, type => ({ USER_TYPE_ID: type.code, HANDLER: type.handler, TITLE: type.title, DESCRIPTION: type.description }))
    },
  }),
  method({
    name: 'userfieldtype.delete',
    appOnly: true,
    run(call) {
      const { app, code } = admitted(call)
      known(call, app, code)
      call.portal.apps.removeUserFieldType(app.id, code)
      return { result: true }
    },
  }),
]
