import type { ContractField, ContractMethod } from '../../portal/contract/contract-types.ts'
import type { Contract } from '../../portal/contract/contract.ts'
import type { JsonKind, Shape } from './shape.ts'
import { isMap, kindOf, shapeOf, valueShape } from './shape.ts'

/** Names and types a page gives for its answer, wherever they stand. */
interface Documented {
  types: Map<string, Set<string>>
  kinds: Readonly<Record<string, string>>
  /** A page that lists no fields proves by its example only which keys there are, not that there are no others. */
  isListed: boolean
}

/** Custom fields, links to smart processes and the like differ from portal to portal. */
const namesOfPortals = /^UF_|^uf[A-Z]|^PARENT_ID_\d|^parentId\d/

/** Their words say that the keys of the answer are names of modules; the example shows one of them. */
const keyedByModule = new Set(['im.notify.schema.get'])

/** What is wrong with an answer, measured by the documented example and field list; empty = it holds. */
export function compareAnswer(method: ContractMethod, example: unknown, answer: unknown, contract: Contract): string[] {
  const documented = documentedNames(method, contract)
  const faults: string[] = []
  const body = answer as Record<string, unknown>
  if (!Object.hasOwn(body, 'result'))
    return ['no result']
  if (!Object.hasOwn(body, 'time'))
    faults.push('no time block')
  if (kindOf(example) === 'object') {
    const { result, total } = example as Record<string, unknown>
    if (total !== undefined && typeof body.total !== 'number')
      faults.push('total is missing')
    compare(shapeOf([result]), body.result, 'result', { documented, faults, isKeyed: keyedByModule.has(method.method) })
  }
  else if (method.resultShape && !fits(new Set([method.resultShape as JsonKind]), kindOf(body.result), body.result)) {
    faults.push(`result is ${kindOf(body.result)}, documented is ${method.resultShape}`)
  }
  return [...new Set(faults)]
}

interface Context {
  documented: Documented
  faults: string[]
  /** Any keys may stand right in the result. */
  isKeyed: boolean
}

function compare(shape: Shape, value: unknown, path: string, context: Context): void {
  const kind = kindOf(value)
  const name = /[^.]+$/.exec(path.replaceAll('[]', ''))?.[0] ?? ''
  if (!fits(shape.kinds, kind, value) && !typeAllows(context.documented, name, kind)) {
    context.faults.push(`${path} is ${kind}, documented is ${[...shape.kinds].join(' or ')}`)
    return
  }
  if (kind === 'array' && shape.element) {
    for (const element of value as unknown[])
      compare(shape.element, element, `${path}[]`, context)
  }
  if (kind === 'object' && shape.objects > 0)
    compareObject(shape, value as Record<string, unknown>, path, context)
}

function compareObject(shape: Shape, value: Record<string, unknown>, path: string, context: Context): void {
  if (isMap(shape) || (path === 'result' && context.isKeyed)) {
    const inner = valueShape(shape)
    for (const [key, element] of Object.entries(value))
      compare(shape.keys.get(key)?.shape ?? inner, element, `${path}[]`, context)
    return
  }
  for (const [key, entry] of shape.keys) {
    if (Object.hasOwn(value, key))
      compare(entry.shape, value[key], `${path}.${key}`, context)
    else if (entry.seen === shape.objects && !namesOfPortals.test(key))
      context.faults.push(`${path}.${key} is missing`)
  }
  for (const key of Object.keys(value)) {
    if (!shape.keys.has(key) && context.documented.isListed && !context.documented.types.has(key) && !namesOfPortals.test(key))
      context.faults.push(`${path}.${key} is documented nowhere`)
  }
}

/** PHP writes empty maps as lists; an empty place (null) fits everywhere. */
function fits(kinds: ReadonlySet<JsonKind>, kind: JsonKind, value: unknown): boolean {
  if (kind === 'null' || kinds.has(kind) || kinds.size === 0 || [...kinds].every(one => one === 'null'))
    return true
  return kind === 'array' && (value as unknown[]).length === 0 && kinds.has('object')
}

function typeAllows({ types, kinds }: Documented, name: string, kind: JsonKind): boolean {
  return [...types.get(name) ?? []].some((type) => {
    const documentedKind = type.endsWith('[]') ? 'array' : kinds[type] ?? 'any'
    return ({ integer: 'number', number: 'number', date: 'string', any: kind } as Record<string, string>)[documentedKind] === kind || documentedKind === kind
      || (documentedKind === 'boolean' && kind === 'string')
      || (documentedKind === 'array' && kind === 'object')
  })
}

function documentedNames(method: ContractMethod, contract: Contract): Documented {
  const types: Documented['types'] = new Map()
  const seen = new Set<string>()
  const add = (fields: readonly ContractField[]): void => {
    for (const field of fields) {
      for (const name of field.name.split('.').filter(Boolean)) {
        const known = types.get(name) ?? new Set()
        field.type.split('|').forEach(type => known.add(type.trim()))
        types.set(name, known)
      }
      add(field.fields ?? [])
      field.variants?.forEach(variant => add(variant.fields))
      for (const object of field.fieldsFrom ?? []) {
        const parts = contract.objects[object] ? [object] : Object.keys(contract.objects).filter(one => one.startsWith(`${object}#`))
        for (const part of parts.filter(one => !seen.has(one))) {
          seen.add(part)
          add(contract.objects[part] ?? [])
        }
      }
    }
  }
  add(method.resultFields ?? [])
  return { types, kinds: contract.meta.types, isListed: (method.resultFields ?? []).some(field => field.fields !== undefined || field.fieldsFrom !== undefined) }
}
