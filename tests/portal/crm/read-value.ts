import type { FieldValue, MultiField, StoredFile } from './crm-item.ts'
import type { FieldSpec } from './fields/field-spec.ts'
import { DateTime } from 'luxon'
import { parseTime } from '../work/iso-time.ts'
import { invalidValue, listExpected } from './crm-refusals.ts'

/** What reading a value needs to know of the portal. */
export interface ValueContext {
  timeZone: string
  nextFileId: () => number
  /** Files the field holds already. */
  keptFiles: readonly StoredFile[]
}

/** Empties of all languages: form input, JSON and PHP. */
export function isEmptyInput(value: unknown): boolean {
  return value === null || value === undefined || value === '' || value === false
}

/**
 * One offered value as the store keeps it; null empties the field.
 * @throws RestError CRM_FIELD_ERROR_VALUE_NOT_VALID, or `100` when a list was expected
 */
export function readValue(spec: FieldSpec, value: unknown, context: ValueContext): FieldValue {
  if (!spec.isMultiple)
    return readSingle(spec, value, context)
  if (isEmptyInput(value))
    return []
  if (typeof value !== 'object')
    throw listExpected(value)
  const isFile = spec.type === 'file' && Array.isArray(value) && typeof value[0] === 'string'
  const offered: unknown[] = isFile ? [value] : Object.values(value as object)
  const read = offered.filter(one => !isEmptyInput(one)).map(one => readSingle(spec, one, context))
  return read.filter((one): one is string | number | StoredFile => one !== null && one !== undefined && !Array.isArray(one))
}

function readSingle(spec: FieldSpec, value: unknown, context: ValueContext): FieldValue {
  if (spec.type === 'boolean')
    return readYesNo(spec, value)
  if (isEmptyInput(value))
    return null
  if (spec.type === 'file')
    return readFile(spec, value, context)
  if (typeof value === 'object' || typeof value === 'boolean')
    throw invalidValue(spec.title)
  return readScalar(spec, value as string | number, context)
}

function readScalar(spec: FieldSpec, value: string | number, context: ValueContext): FieldValue {
  switch (spec.type) {
    case 'integer': case 'user': case 'employee': case 'crm_lead': case 'crm_contact': case 'crm_company': case 'crm_quote':
    case 'crm_category': case 'location': case 'iblock_element': case 'iblock_section':
      return readNumber(spec, value, true) || (spec.type === 'integer' ? 0 : null)
    case 'double':
      return readNumber(spec, value, false)
    case 'date': case 'datetime':
      return readMoment(spec, value, context)
    case 'enumeration': {
      const id = readNumber(spec, value, true)
      if (spec.items?.some(item => item.ID === String(id)) !== true)
        throw invalidValue(spec.title)
      return id
    }
    case 'money':
      if (!/^-?\d+(?:\.\d+)?(?:\|[A-Z]{3})?$/.test(String(value)))
        throw invalidValue(spec.title)
      return String(value)
    default:
      return String(value)
  }
}

function readNumber(spec: FieldSpec, value: string | number, isWhole: boolean): number {
  const read = typeof value === 'number' ? value : Number(value.trim().replace(',', '.'))
  if (!Number.isFinite(read))
    throw invalidValue(spec.title)
  return isWhole ? Math.trunc(read) : read
}

function readYesNo(spec: FieldSpec, value: unknown): 'Y' | 'N' | null {
  if (value === true || value === 'Y' || value === 1 || value === '1')
    return 'Y'
  if (value === false || value === 'N' || value === 0 || value === '0')
    return 'N'
  if (isEmptyInput(value))
    return spec.isDynamic ? null : 'N'
  throw invalidValue(spec.title)
}

function readMoment(spec: FieldSpec, value: string | number, { timeZone }: ValueContext): number {
  const moment = parseTime(String(value), timeZone)
  if (moment === undefined)
    throw invalidValue(spec.title)
  return spec.type === 'date' ? DateTime.fromMillis(moment, { zone: timeZone }).startOf('day').toMillis() : Math.floor(moment / 1000) * 1000
}

/** `[name, base64]`, `{ fileData: [name, base64] }`, or `{ id }` to keep a file. */
function readFile(spec: FieldSpec, value: unknown, context: ValueContext): StoredFile | null {
  const data = Array.isArray(value) ? value : typeof value === 'object' && value !== null ? Object.values((value as { fileData?: object }).fileData ?? {}) : []
  const [name, content] = data as unknown[]
  if (typeof name === 'string' && typeof content === 'string')
    return { id: context.nextFileId(), name, content }
  const id = typeof value === 'object' && value !== null ? Number((value as { id?: unknown }).id) : Number.NaN
  const kept = context.keptFiles.find(file => file.id === id)
  if (kept)
    return kept
  throw invalidValue(spec.title)
}

const communicationTypes = ['PHONE', 'EMAIL', 'WEB', 'IM', 'LINK'] as const

/**
 * Phones and addresses after a change: entries with a known id are changed (or removed by an empty value or DELETE=Y),
 * entries without are added; the rest stays. An entry's id is its `id`/`ID`, or its key when that is a known id.
 */
export function mergeMultiFields(before: readonly MultiField[], offered: unknown, nextId: () => number, onlyType?: MultiField['typeId']): MultiField[] {
  const after = new Map(before.map(entry => [entry.id, entry]))
  for (const [key, raw] of Object.entries((offered ?? {}) as object)) {
    const entry: Record<string, unknown> = typeof raw === 'object' && raw !== null ? { ...raw } : { value: raw }
    const typeId = onlyType ?? communicationTypes.find(type => type === String(entry.typeId ?? entry.TYPE_ID))
    const value = entry.value ?? entry.VALUE
    const valueType = entry.valueType ?? entry.VALUE_TYPE
    const known = [entry.id ?? entry.ID, Array.isArray(offered) ? undefined : key].map(Number).map(id => after.get(id)).find(found => found !== undefined)
    const isRemoved = (entry.DELETE ?? entry.delete) === 'Y' || (known !== undefined && value === '')
    if (known && isRemoved)
      after.delete(known.id)
    else if (known)
      after.set(known.id, { ...known, value: String(value ?? known.value), valueType: String(valueType ?? known.valueType) })
    else if (typeId && !isEmptyInput(value) && !isRemoved)
      addEntry(after, { id: nextId(), typeId, valueType: typeof valueType === 'string' ? valueType : 'WORK', value: String(value) })
  }
  return [...after.values()]
}

function addEntry(entries: Map<number, MultiField>, entry: MultiField): void {
  entries.set(entry.id, entry)
}
