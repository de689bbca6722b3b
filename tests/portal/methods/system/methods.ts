import type { Method } from '../../rest/method.ts'
import { contract } from '../../contract/contract.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { allScopes } from './all-scopes.ts'
import { profile } from './profile.ts'

const scope = method({
  name: 'scope',
  run: ({ caller, params }) => ({ result: isOn(params.full) ? allScopes() : [...caller.scopes].sort() }),
})

function listOfMethods(registry: () => ReadonlyMap<string, Method>): Method {
  return method({
    name: 'methods',
    run({ caller, params }) {
      const names = [...registry().keys(), 'batch'].sort()
      if (isOn(params.full))
        return { result: names }
      if (params.scope === '')
        return { result: names.filter(name => scopesOf(name).length === 0) }
      if (typeof params.scope === 'string')
        return { result: names.filter(name => scopesOf(name).includes(params.scope as string)) }
      return { result: names.filter(name => isOpenTo(name, caller.scopes)) }
    },
  })
}

function methodGet(registry: () => ReadonlyMap<string, Method>): Method {
  return method({
    name: 'method.get',
    run({ caller, params }) {
      const name = typeof params.name === 'string' ? params.name.toLowerCase() : ''
      const isExisting = name === 'batch' || registry().has(name)
      return { result: { isExisting, isAvailable: isExisting && isOpenTo(name, caller.scopes) } }
    },
  })
}

const featureGet = method({
  name: 'feature.get',
  run({ portal, params }) {
    const code = String(params.CODE)
    if (code === '')
      throw new RestError(400, 'CODE_EMPTY', 'CODE can\'t be empty')
    const hasOffline = !portal.knobs.get('offlineQueueMissing')
    const isOn = code === 'rest_offline_extended' ? hasOffline : code === 'rest_auth_connector' && hasOffline
    return { result: { value: isOn ? 'Y' : 'N' } }
  },
})

const serverTime = method({
  name: 'server.time',
  run: ({ portal }) => ({ result: `${new Date(portal.clock.now()).toISOString().slice(0, 19)}+00:00` }),
})

/** Methods every caller may use; `registry` names what this portal can run. */
export function systemMethods(registry: () => ReadonlyMap<string, Method>): Method[] {
  return [scope, listOfMethods(registry), methodGet(registry), featureGet, serverTime, profile]
}

/** Scopes of a method; none for the common ones. */
function scopesOf(name: string): string[] {
  return (contract().methods.get(name)?.scope ?? []).filter(one => /^[a-z_.]+$/.test(one) && one !== 'basic')
}

function isOpenTo(name: string, granted: ReadonlySet<string>): boolean {
  const needed = scopesOf(name)
  return needed.length === 0 || needed.some(one => granted.has(one))
}

function isOn(value: unknown): boolean {
  return /^(?:true|1|y)$/i.test(String(value ?? ''))
}
