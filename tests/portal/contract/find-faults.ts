import type { Params } from '../rest/method.ts'
import type { FieldNode, NameTable } from './compile-field.ts'
import type { ViolationKind } from './violations.ts'

/** One fault of a call against the documented parameters. */
export interface Fault {
  kind: Extract<ViolationKind, 'undocumented parameter' | 'wrong type'>
  /** Place in the input, list positions as `[]`: `fields.PHONE[].VALUE`. */
  path: string
  detail: string
}

/** Appends the faults of one call to `faults`; the input is only looked at. */
export function findFaults(params: Params, names: NameTable, faults: Fault[]): void {
  for (const name in params) {
    const node = names.byName.get(name)
    if (node)
      checkValue(params[name], node, name, faults)
    else if (!names.patterns.some(pattern => pattern.test(name)))
      faults.push({ kind: 'undocumented parameter', path: name, detail: `${name} is not a documented parameter` })
  }
}

function checkValue(value: unknown, node: FieldNode, path: string, faults: Fault[]): void {
  if (!node.fits(value)) {
    faults.push({ kind: 'wrong type', path, detail: `${path} is ${kindOf(value)}, documented is ${node.type}` })
    return
  }
  if (typeof value !== 'object' || value === null) {
    if (node.allowed && node.role === 'value' && value !== '' && !isMissing(value) && !node.allowed.has(String(value).toLowerCase()))
      faults.push({ kind: 'wrong type', path, detail: `${path} holds a value that is not documented` })
    return
  }
  if (!node.inside)
    return
  if (node.role === 'select')
    checkSelection(value, node.inside, path, faults)
  else if (node.role === 'filter')
    checkFilter(value as Params, node.inside, path, faults)
  else if (node.role === 'order')
    checkNames(Object.keys(value), node.inside, path, faults)
  else
    checkNested(value, node.inside, path, faults)
}

function checkNested(value: object, names: NameTable, path: string, faults: Fault[]): void {
  if (Array.isArray(value) || isNumbered(value)) {
    for (const element of Object.values(value)) {
      if (typeof element === 'object' && element !== null)
        checkNested(element as object, names, `${path}[]`, faults)
    }
    return
  }
  for (const [name, inner] of Object.entries(value)) {
    const node = names.byName.get(name)
    if (node)
      checkValue(inner, node, `${path}.${name}`, faults)
    else
      checkNames([name], names, path, faults)
  }
}

function checkSelection(value: object, names: NameTable, path: string, faults: Fault[]): void {
  const chosen = Object.values(value).filter(name => typeof name === 'string' && !name.includes('*'))
  checkNames(chosen as string[], names, path, faults)
}

function checkFilter(filter: Params, names: NameTable, path: string, faults: Fault[]): void {
  for (const [key, inner] of Object.entries(filter)) {
    if (/^\d+$/.test(key)) {
      if (typeof inner === 'object' && inner !== null)
        checkFilter(inner as Params, names, path, faults)
    }
    else if (key.toLowerCase() !== 'logic') {
      checkNames([key.replace(/^[!<>=%@*?~]+/, '')], names, path, faults)
    }
  }
}

function checkNames(used: string[], names: NameTable, path: string, faults: Fault[]): void {
  for (const name of used) {
    if (!names.byName.has(name) && !names.patterns.some(pattern => pattern.test(name)))
      faults.push({ kind: 'undocumented parameter', path: `${path}.${name}`, detail: `${path}.${name} is not documented` })
  }
}

function isNumbered(value: object): boolean {
  const keys = Object.keys(value)
  return keys.length > 0 && keys.every(key => /^n?\d+$/.test(key))
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined
}

function kindOf(value: unknown): string {
  if (Array.isArray(value))
    return 'a list'
  return value === null ? 'null' : typeof value === 'object' ? 'an object' : `${typeof value} ${JSON.stringify(value).slice(0, 40)}`
}
