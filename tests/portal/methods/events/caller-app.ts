import type { AppRecord } from '../../apps/apps.ts'
import type { Call } from '../../rest/method.ts'
import { systemError } from '../../rest/system-error.ts'

/** The calling application. @throws RestError WRONG_AUTH_TYPE for webhooks */
export function callerApp(call: Call): AppRecord {
  const app = call.portal.apps.get(call.caller.appId ?? 0)
  if (!app)
    throw systemError('WRONG_AUTH_TYPE')
  return app
}

/** True when the caller is an administrator. */
export function isAdmin(call: Call): boolean {
  return call.portal.people.get(call.caller.userId)?.admin ?? false
}
