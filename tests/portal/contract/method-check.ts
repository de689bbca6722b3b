import type { Params } from '../rest/method.ts'
import type { CompileContext, FieldNode, NameTable } from './compile-field.ts'
import type { ContractMethod } from './contract-types.ts'
import type { Contract } from './contract.ts'
import type { Fault } from './find-faults.ts'
import { compileNames } from './compile-field.ts'
import { findFaults } from './find-faults.ts'
import { missingParameterError } from './missing-parameter.ts'
import { isNewer, notNumberError, wrongShapeError } from './wrong-shape.ts'

/** The documented rules of one method, compiled once and asked for every call. */
export interface MethodCheck {
  method: ContractMethod
  /** Any of these scopes opens the method; null = open to everybody. */
  scopes: readonly string[] | null
  isAppOnly: boolean
  /** Documented spelling for parameters of methods that do not care about case. */
  spell: (params: Params) => Params
  /** @throws RestError the documented refusal of a call without a required parameter */
  requireAll: (params: Params) => void
  /** @throws RestError the documented refusal of a text or number where a map or list belongs */
  requireShapes: (params: Params) => void
  /** Faults that no documented example shows too. */
  faults: (params: Params) => Fault[]
}

/** Names that methods with a silent page surely take: the docs describe them for all lists. */
const namesOfAllLists = ['start', 'order', 'filter', 'select']

/** Compiles the rules of a method of the contract. */
export function compileMethodCheck(method: ContractMethod, contract: Contract): MethodCheck {
  const context: CompileContext = { objects: contract.objects, kinds: contract.meta.types }
  const names = compileNames(method.params, context)
  const isSilent = method.params.length === 0 && method.paramsKnown !== true
  const excused = new Set([
    ...(contract.excused[method.method.toLowerCase()] ?? []),
    ...(isSilent ? namesOfAllLists : []),
  ])
  const alternatives = (method.anyOf ?? []).map(group => ({ group, error: missingParameterError(group[0] ?? '', method) }))
  const required = method.params.filter(param => param.required === true && !alternatives.some(({ group }) => group.includes(param.name))).map(param => ({
    name: param.name,
    error: missingParameterError(param.name, method),
  }))
  const shaped = [...names.byName.values()].filter(node => node.isNested && !excused.has(node.name)).map(node => ({
    node,
    error: wrongShapeError(node.name, method),
  }))
  const numbered = isNewer(method) ? [...names.byName.values()].filter(node => isOneNumber(node, method)).map(node => ({ node, error: notNumberError(node.name) })) : []
  return {
    method,
    scopes: scopesOf(method),
    isAppOnly: method.appContextOnly === true,
    spell: spelling(names, excused),
    requireAll(params) {
      const missing = required.find(({ name }) => params[name] === undefined || params[name] === null)
      if (missing)
        throw missing.error()
      const open = alternatives.find(({ group }) => group.every(name => params[name] === undefined || params[name] === null))
      if (open)
        throw open.error()
    },
    requireShapes(params) {
      const nested = numbered.find(({ node }) => typeof params[node.name] === 'object' && params[node.name] !== null)
      if (nested)
        throw nested.error()
      const wrong = shaped.find(({ node }) => typeof params[node.name] !== 'object' && !node.fits(params[node.name]))
      if (wrong)
        throw wrong.error(params[wrong.node.name])
    },
    faults(params) {
      const found: Fault[] = []
      findFaults(params, names, found)
      return found.length === 0 ? found : found.filter(fault => !excused.has(fault.path))
    },
  }
}

/** A required number that the method itself would not look at twice; a strange kind of item has a refusal of its own. */
function isOneNumber(node: FieldNode, method: ContractMethod): boolean {
  return node.type === 'integer' && node.name !== 'entityTypeId' && method.params.some(param => param.name === node.name && param.required === true)
}

/** Words such as `depending on the placement` are notes, not scopes. */
function scopesOf(method: ContractMethod): readonly string[] | null {
  const scopes = (method.scope ?? []).filter(scope => /^[a-z_.]+$/.test(scope))
  return scopes.length === 0 || scopes.includes('basic') ? null : scopes
}

function spelling(names: NameTable, excused: ReadonlySet<string>): (params: Params) => Params {
  const documented = [...names.byName.keys()]
  const isExact = documented.length === 0 || documented.some(name => /[a-z][A-Z]/.test(name))
  if (isExact)
    return params => params
  const byLower = new Map(documented.map(name => [name.toLowerCase(), name]))
  return (params) => {
    if (Object.keys(params).every(name => names.byName.has(name) || excused.has(name)))
      return params
    return Object.fromEntries(Object.entries(params).map(([name, value]) => {
      const known = byLower.get(name.toLowerCase())
      return [known !== undefined && !Object.hasOwn(params, known) ? known : name, value]
    }))
  }
}
