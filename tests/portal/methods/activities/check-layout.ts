import type { FieldShape, ShapeName } from './layout-shapes.ts'
import { RestError } from '../../rest/rest-error.ts'
import { integerOf, recordOf, textOf } from '../../work/input.ts'
import { layoutShapes } from './layout-shapes.ts'

/** Language codes a text may be given in. */
const languages = new Set(['ar', 'br', 'de', 'en', 'fr', 'hi', 'id', 'it', 'ja', 'kz', 'la', 'ms', 'pl', 'ru', 'sc', 'tc', 'th', 'tr', 'ua', 'vn'])

/**
 * Checks a layout against the documented structure.
 * @returns the layout
 * @throws RestError ERROR_EMPTY_LAYOUT, FIELD_IS_REQUIRED, FIELD_IS_REDUNDANT, ENUM_FIELD, TOO_MANY_ITEMS,
 * KEY_CONTAIN_WRONG_SYMBOLS, WRONG_LANG, WRONG_FIELD_VALUE
 */
export function checkedLayout(value: unknown): Record<string, unknown> {
  const layout = recordOf(value)
  if (!layout || Object.keys(layout).length === 0)
    throw new RestError(400, 'ERROR_EMPTY_LAYOUT', 'Layout must be filled')
  checkObject(layout, 'layout', 'layout')
  return layout
}

function refusal(code: string, words: string): RestError {
  return new RestError(400, code, words)
}

function checkObject(value: unknown, shape: ShapeName, path: string): void {
  const object = recordOf(value)
  if (!object)
    throw refusal('WRONG_FIELD_VALUE', `Wrong value of field "${path}"`)
  const fields = fieldsOf(object, shape, path)
  for (const name of Object.keys(object)) {
    if (!Object.hasOwn(fields, name))
      throw refusal('FIELD_IS_REDUNDANT', `Field "${path}.${name}" is redundant`)
  }
  for (const [name, field] of Object.entries(fields))
    checkField(object[name], field, `${path}.${name}`)
}

/** The fields that count for an object; some shapes are chosen by `type`. */
function fieldsOf(object: Record<string, unknown>, shape: ShapeName, path: string): Record<string, FieldShape> {
  const rule = layoutShapes[shape]
  if ('fields' in rule)
    return rule.fields
  const type = textOf(object.type)
  if (type === '')
    throw refusal('FIELD_IS_REQUIRED', `Field "${path}.type" is required`)
  const fields = Object.hasOwn(rule.byType, type) ? rule.byType[type] : undefined
  if (!fields)
    throw refusal('ENUM_FIELD', `Field "${path}.type" must be one of: ${Object.keys(rule.byType).join(', ')}`)
  return fields
}

function checkField(value: unknown, field: FieldShape, path: string): void {
  if (value === undefined || value === null || value === '') {
    if ('required' in field && field.required)
      throw refusal('FIELD_IS_REQUIRED', `Field "${path}" is required`)
    return
  }
  switch (field.kind) {
    case 'object': return checkObject(value, field.shape, path)
    case 'map': return checkMap(value, field, path)
    case 'words': return checkWords(value, path)
    case 'string': return checkString(value, field.oneOf, path)
    case 'yes or no': return checkYesOrNo(value, path)
    case 'integer':
      if (integerOf(value) === undefined)
        throw refusal('WRONG_FIELD_VALUE', `Wrong value of field "${path}"`)
  }
}

function checkMap(value: unknown, field: Extract<FieldShape, { kind: 'map' }>, path: string): void {
  const isEmptyList = Array.isArray(value) && value.length === 0
  const map = isEmptyList ? {} : recordOf(value)
  if (!map)
    throw refusal('WRONG_FIELD_VALUE', `Wrong value of field "${path}"`)
  const keys = Object.keys(map)
  if (field.required && keys.length === 0)
    throw refusal('FIELD_IS_REQUIRED', `Field "${path}" is required`)
  if (field.most !== undefined && keys.length > field.most)
    throw refusal('TOO_MANY_ITEMS', `Field "${path}" must contain no more than ${field.most} items`)
  for (const key of keys) {
    if (!/^[\w-]+$/.test(key))
      throw refusal('KEY_CONTAIN_WRONG_SYMBOLS', `Key "${key}" of field "${path}" contains wrong symbols`)
    checkObject(map[key], field.shape, `${path}.${key}`)
  }
}

function checkWords(value: unknown, path: string): void {
  const byLanguage = recordOf(value)
  if (!byLanguage)
    return checkString(value, undefined, path)
  for (const [language, words] of Object.entries(byLanguage)) {
    if (!languages.has(language))
      throw refusal('WRONG_LANG', `Language "${language}" of field "${path}" is unknown`)
    checkString(words, undefined, `${path}.${language}`)
  }
}

function checkString(value: unknown, oneOf: readonly string[] | undefined, path: string): void {
  if (typeof value !== 'string' && typeof value !== 'number')
    throw refusal('WRONG_FIELD_VALUE', `Wrong value of field "${path}"`)
  if (oneOf && !oneOf.includes(String(value)))
    throw refusal('ENUM_FIELD', `Field "${path}" must be one of: ${oneOf.join(', ')}`)
}

function checkYesOrNo(value: unknown, path: string): void {
  if (typeof value !== 'boolean' && !/^(?:[yn01]|true|false)$/i.test(textOf(value)))
    throw refusal('WRONG_FIELD_VALUE', `Wrong value of field "${path}"`)
}
