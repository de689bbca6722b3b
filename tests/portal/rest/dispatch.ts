import type { MethodCheck } from '../contract/method-check.ts'
import type { Portal } from '../portal.ts'
import type { Caller, Method, MethodAnswer, Params } from './method.ts'
import type { Operating } from './operating.ts'
import { contract } from '../contract/contract.ts'
import { compileMethodCheck } from '../contract/method-check.ts'
import { RestError } from './rest-error.ts'
import { fitsPattern } from './rest-troubles.ts'
import { systemError } from './system-error.ts'

/** A known method with its compiled rules; null rules = the vendor documents it elsewhere or not at all. */
export interface KnownMethod {
  method: Method
  check: MethodCheck | null
}

/** Finds and runs methods under the documented rules. */
export interface Dispatcher {
  /** By name in any case. */
  find: (name: string) => KnownMethod | undefined
  /** Notes a call of a method nobody documents. @returns the refusal */
  unknownMethod: (name: string) => RestError
  /** Records what a call does against the documented parameters; for `batch`, which is no method of the list. */
  noteFaults: (name: string, params: Params) => void
  /** @throws RestError every documented refusal */
  run: (known: KnownMethod, params: Params, caller: Caller) => MethodAnswer | Promise<MethodAnswer>
}

/** The rules are compiled on first use of each method. */
export function createDispatcher({ portal, methods, operating }: { portal: Portal, methods: ReadonlyMap<string, Method>, operating: Operating }): Dispatcher {
  const rules = contract()
  const known = new Map<string, KnownMethod>()
  const checks = new Map<string, MethodCheck | null>()
  const checkOf = (name: string): MethodCheck | null => {
    let check = checks.get(name)
    if (check === undefined) {
      const documented = rules.methods.get(name)
      checks.set(name, check = documented ? compileMethodCheck(documented, rules) : null)
    }
    return check
  }
  return {
    find(name) {
      const lower = name.toLowerCase()
      const found = known.get(lower)
      if (found)
        return found
      const method = methods.get(lower)
      if (!method)
        return undefined
      const entry = { method, check: checkOf(lower) }
      known.set(lower, entry)
      return entry
    },
    unknownMethod(name) {
      const lower = name.toLowerCase()
      if (!rules.methods.has(lower) && !rules.otherMethods.has(lower))
        portal.violations.record({ kind: 'undocumented method', method: name.slice(0, 100), detail: 'no page documents this method' })
      return systemError('ERROR_METHOD_NOT_FOUND')
    },
    noteFaults(name, params) {
      const check = checkOf(name)
      if (check)
        record(portal, check, params)
    },
    run({ method, check }, input, caller) {
      admit(portal, operating, { method, check }, caller)
      const params = check ? checked(portal, check, input) : input
      return method.run({ portal, caller, params })
    },
  }
}

function admit(portal: Portal, operating: Operating, { method, check }: KnownMethod, caller: Caller): void {
  if (check?.scopes && !check.scopes.some(scope => caller.scopes.has(scope)))
    throw systemError('insufficient_scope')
  if (caller.appId === null && (method.appOnly || check?.isAppOnly))
    throw appContextError(check)
  if (portal.knobs.get('methodsWaitingForConfirmation').some(pattern => fitsPattern(method.name, pattern)))
    throw systemError('METHOD_CONFIRM_WAITING')
  if (operating.isSpent(callerKey(caller), method.name))
    throw systemError('OPERATION_TIME_LIMIT')
}

function checked(portal: Portal, check: MethodCheck, input: Params): Params {
  const params = check.spell(input)
  record(portal, check, params)
  check.requireAll(params)
  check.requireShapes(params)
  return params
}

function record(portal: Portal, check: MethodCheck, params: Params): void {
  for (const { kind, path, detail } of check.faults(params)) {
    // Custom fields of people are parameters of `user.*` by their own names.
    if (!portal.people.customFields.list().some(field => field.fieldName === path))
      portal.violations.record({ kind, method: check.method.method, detail })
  }
}

/** Documented for the method itself, or in general. */
function appContextError(check: MethodCheck | null): RestError {
  const documented = check?.method.errors.find(({ code, message = '' }) =>
    code === 'WRONG_AUTH_TYPE' || (code === 'ACCESS_DENIED' && /application context/i.test(message)))
  return documented
    ? new RestError(documented.status ?? 403, documented.code, documented.message ?? 'Application context required')
    : systemError('WRONG_AUTH_TYPE')
}

/** Whom `operating` is counted for: an application, or the webhook. */
export function callerKey(caller: Caller): string {
  return caller.appId === null ? 'webhook' : `app ${caller.appId}`
}
