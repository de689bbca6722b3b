import type { Call, Method } from '../../rest/method.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { recordOf, textOf } from '../../work/input.ts'

/** Number of the calling application. @throws RestError when a webhook calls */
function ownApp(call: Call): number {
  if (call.caller.appId === null)
    throw new RestError(403, 'AccessException', 'Application context required')
  return call.caller.appId
}

/** One value or null with `option`, else all of them; an empty map is `[]`. */
function answer(call: Call, values: Record<string, unknown>): { result: unknown } {
  const name = textOf(call.params.option)
  if (name !== '')
    return { result: Object.hasOwn(values, name) ? values[name] : null }
  return { result: Object.keys(values).length === 0 ? [] : values }
}

/** @throws RestError ArgumentNullException for nothing */
function changes(call: Call): Record<string, unknown> {
  const values = recordOf(call.params.options)
  if (!values || Object.keys(values).length === 0)
    throw new RestError(400, 'ArgumentNullException', 'options is empty')
  return values
}

/** `app.option.*` and `user.option.*`. */
export const optionMethods: Method[] = [
  method({ name: 'app.option.get', run: call => answer(call, call.portal.work.options.app(ownApp(call))) }),
  method({
    name: 'app.option.set',
    run(call) {
      const appId = ownApp(call)
      const values = changes(call)
      if (!call.portal.people.get(call.caller.userId)?.admin)
        throw new RestError(403, 'AccessException', 'Administrator authorization required')
      call.portal.work.options.setApp(appId, values)
      return { result: true }
    },
  }),
  method({ name: 'user.option.get', run: call => answer(call, call.portal.work.options.user(ownApp(call), call.caller.userId)) }),
  method({
    name: 'user.option.set',
    run(call) {
      call.portal.work.options.setUser(ownApp(call), call.caller.userId, changes(call))
      return { result: true }
    },
  }),
]
