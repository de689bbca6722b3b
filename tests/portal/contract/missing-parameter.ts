import type { ContractError, ContractMethod } from './contract-types.ts'
import { RestError } from '../rest/rest-error.ts'

/**
 * The refusal of a call without `name`: the one the method documents when it has one, else what the platform answers
 * everywhere: code `100` from newer methods (camelCase parameters), ERROR_ARGUMENT from older ones.
 */
export function missingParameterError(name: string, method: ContractMethod): () => RestError {
  const documented = naming(name, method) ?? general(method) ?? notFound(name, method) ?? classic(name, method)
  const status = documented?.status ?? 400
  if (documented && documented.code !== '100')
    return () => new RestError(status, spokenCode(documented.code), documented.message ?? `Required parameter ${name} is missing`)
  if (documented || method.params.some(param => /[a-z][A-Z]/.test(param.name)))
    return () => new RestError(status, '100', `Could not find value for parameter {${name}}`)
  return () => new RestError(400, 'ERROR_ARGUMENT', `Argument '${name}' is null or empty`, { argument: name })
}

/** Some tables show the HTTP status where the code belongs; the answers on the same pages have no code. */
export function spokenCode(code: string): string {
  return /^40\d$/.test(code) ? '' : code
}

/** Classic CRM methods look at an absent value as at a wrong one, and answer without a code. */
function classic(name: string, method: ContractMethod): ContractError | undefined {
  const isClassic = /^crm\.(?:lead|deal|contact|company|activity|status|currency)\./.test(method.method) && !method.params.some(param => /[a-z][A-Z]/.test(param.name))
  if (!isClassic)
    return undefined
  return { code: '', message: name === 'id' ? 'ID is not defined or invalid.' : `Parameter '${name}' must be array.` }
}

/** An error whose words name the parameter and call it absent. */
function naming(name: string, method: ContractMethod): ContractError | undefined {
  const words = name.replaceAll(/[^\w.]/g, '').replaceAll('_', '[_ ]')
  const word = new RegExp(`\\b${words}\\b`, 'i')
  return method.errors.find(({ message = '' }) => word.test(message) && /not (?:defined|specified|set|provided|passed)|empty|missing|required|must be (?:an )?array/i.test(message) && !/length|longer/i.test(message))
}

/** An error about required parameters at large. */
function general(method: ContractMethod): ContractError | undefined {
  return method.errors.find(({ code, message = '' }) => code === '100' || /^required (?:fields|param)/i.test(message))
}

/** A method that documents nothing of the kind looks for item "nothing" and does not find it. */
function notFound(name: string, method: ContractMethod): ContractError | undefined {
  return /^(?:entityTypeId|id|code)$/i.test(name) ? method.errors.find(({ code }) => code === 'NOT_FOUND') : undefined
}
