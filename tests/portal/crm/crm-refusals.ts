import { RestError } from '../rest/rest-error.ts'

/** An item with this id does not exist. */
export function itemNotFound(): RestError {
  return new RestError(400, 'NOT_FOUND', 'Element not found')
}

/** `entityTypeId` names nothing this portal has. */
export function typeNotFound(): RestError {
  return new RestError(400, 'NOT_FOUND', 'Smart process not found')
}

/** The person may not do this. */
export function accessDenied(): RestError {
  return new RestError(400, 'ACCESS_DENIED', 'Access denied')
}

/** The person may not see this item. */
export function readDenied(): RestError {
  return new RestError(400, 'ACCESS_DENIED', 'You do not have permission to view this item')
}

/** Extranet people get no CRM. */
export function intranetOnly(): RestError {
  return new RestError(403, 'allowed_only_intranet_user', 'Action is allowed only for intranet users')
}

/** A value the field cannot hold. */
export function invalidValue(title: string): RestError {
  return new RestError(400, 'CRM_FIELD_ERROR_VALUE_NOT_VALID', `Invalid value for field "${title}"`)
}

/** A required field would stay empty. */
export function fieldRequired(title: string): RestError {
  return new RestError(400, 'CRM_FIELD_ERROR_REQUIRED', `The "${title}" field is required`)
}

/** A list was expected; `type` is PHP's word for what came. */
export function listExpected(value: unknown): RestError {
  return new RestError(400, '100', `Expected iterable value for multiple field, but got ${phpType(value)} instead`)
}

/** The stage may not be changed. */
export function stageLocked(): RestError {
  return new RestError(400, '', 'Insufficient permissions to change the stage')
}

/** A refusal of the classic methods: empty code. */
export function classicRefusal(description: string, status = 400): RestError {
  return new RestError(status, '', description)
}

function phpType(value: unknown): string {
  if (typeof value === 'number')
    return Number.isInteger(value) ? 'integer' : 'double'
  if (typeof value === 'boolean')
    return 'boolean'
  return value === null ? 'NULL' : 'string'
}
