import type { ContractMethod } from './contract-types.ts'
import { RestError } from '../rest/rest-error.ts'
import { spokenCode } from './missing-parameter.ts'

/**
 * The refusal of a text or number where `name` is a map or a list: the documented one, else what the platform answers:
 * without code from classic CRM methods, code `100` from newer methods (camelCase parameters), ERROR_ARGUMENT from others.
 */
export function wrongShapeError(name: string, method: ContractMethod): (given: unknown) => RestError {
  const word = new RegExp(`\\b${name}\\b`, 'i')
  const documented = method.errors.find(({ message = '', concerns }) => (concerns === name || word.test(message)) && /must be (?:an )?array|not an array|should be an array/i.test(message))
  if (documented)
    return () => new RestError(documented.status ?? 400, spokenCode(documented.code), documented.message ?? '')
  if (isNewer(method))
    return given => new RestError(400, '100', `Invalid value {${String(given).slice(0, 100)}} to match with parameter {${name}}. Should be value of type array.`)
  if (method.method.startsWith('crm.'))
    return () => new RestError(400, '', `Parameter '${name}' must be array.`)
  return () => new RestError(400, 'ERROR_ARGUMENT', `The value of an argument '${name}' must be of type array`, { argument: name })
}

/** The refusal of newer methods of a map or list where a number belongs. */
export function notNumberError(name: string): () => RestError {
  return () => new RestError(400, '100', `Invalid value to match with parameter {${name}}. Should be value of type int.`)
}

/** Newer methods have camelCase parameters and are called with typed arguments. */
export function isNewer(method: ContractMethod): boolean {
  return method.params.some(param => /[a-z][A-Z]/.test(param.name)) || method.method.startsWith('tasks.')
}
