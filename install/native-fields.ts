import type { PortalClient } from '../src/bitrix/portal-client.ts'
import type { UserFieldRow } from '../src/contracts/rest/user-fields.schema.ts'
import type { EntityTypeId } from '../src/domain/item-ref.ts'
import type { NativeListKey, NativeOption } from '../src/domain/native-options.ts'
import type { TreatyDocument } from '../src/domain/treaty.ts'
import type { Language } from '../src/domain/words.ts'
import type { NativeField } from '../src/store/fields.ts'
import { addUserField, listOwnFields, updateFieldOptions } from '../src/bitrix/user-fields.ts'
import { NATIVE_FIELD_WORDS, nativeOptions } from '../src/domain/native-options.ts'
import { NATIVE_FIELD_NAMES } from '../src/domain/native-values.ts'
import { WIZARD_LANE } from './step.ts'

const LIST_KEYS: readonly NativeListKey[] = ['verdict', 'criteria', 'warmth', 'reason', 'review']

/** A field of our name that is no list: an administrator made it, and only he may remove it. */
export class FieldTypeTakenError extends Error {
  readonly code = 'field_type_taken'
  readonly fieldName: string
  constructor(fieldName: string) {
    super(`The field ${fieldName} exists with another type.`)
    this.name = 'FieldTypeTakenError'
    this.fieldName = fieldName
  }
}

/** What the fields of an entity type need. */
export interface NativeFieldsRequest {
  client: PortalClient
  entityTypeId: EntityTypeId
  document: Pick<TreatyDocument, 'criteria' | 'warmth' | 'reasons'>
  language: Language
  now: () => number
}

/** What was done, and the fields as the portal numbers them. */
export interface NativeFieldsResult {
  created: number
  extended: number
  fields: NativeField[]
}

/**
 * Makes sure that every native list field exists with every option of the treaty, by `XML_ID`. Options somebody added or
 * renamed stay as they are; nothing is deleted. Looking first makes a second run change nothing.
 * @throws FieldTypeTakenError
 */
export async function ensureNativeFields(request: NativeFieldsRequest): Promise<NativeFieldsResult> {
  const { client, entityTypeId, document, now } = request
  const wanted = nativeOptions(document)
  const known = await listOwnFields(client, entityTypeId, WIZARD_LANE)
  const result = { created: 0, extended: 0 }
  for (const [index, key] of LIST_KEYS.entries()) {
    const field = known.find(row => row.fieldName === NATIVE_FIELD_NAMES[key])
    if (!field) {
      await createField(request, key, wanted[key], 100 + index * 10)
      result.created += 1
    }
    else if (await extendField(request, field, key, wanted[key])) {
      result.extended += 1
    }
  }
  const rows = await listOwnFields(client, entityTypeId, WIZARD_LANE)
  const ours = rows.filter(row => LIST_KEYS.some(key => NATIVE_FIELD_NAMES[key] === row.fieldName))
  return { ...result, fields: ours.map(row => storedField(entityTypeId, row, now())) }
}

async function createField({ client, entityTypeId, language }: NativeFieldsRequest, key: NativeListKey, options: readonly NativeOption[], sort: number): Promise<void> {
  await addUserField(client, entityTypeId, {
    fieldName: NATIVE_FIELD_NAMES[key],
    typeId: 'enumeration',
    label: NATIVE_FIELD_WORDS[key],
    isMultiple: key === 'criteria',
    sort,
    options: options.map(option => ({ xmlId: option.xmlId, value: option.words[language], sort: option.sort })),
  }, WIZARD_LANE)
}

/** Adds the options that are missing; true when there were any. */
async function extendField({ client, entityTypeId, language }: NativeFieldsRequest, field: UserFieldRow, key: NativeListKey, wanted: readonly NativeOption[]): Promise<boolean> {
  if (field.typeId !== 'enumeration' || field.isMultiple !== (key === 'criteria'))
    throw new FieldTypeTakenError(field.fieldName)
  const missing = wanted.filter(option => !field.options.some(row => row.xmlId === option.xmlId))
  if (missing.length === 0)
    return false
  const kept = field.options.map(row => ({ id: row.id, xmlId: row.xmlId ?? '', value: row.value, sort: row.sort }))
  const added = missing.map(option => ({ xmlId: option.xmlId, value: option.words[language], sort: option.sort }))
  await updateFieldOptions(client, entityTypeId, field.fieldId, [...kept, ...added], WIZARD_LANE)
  return true
}

function storedField(entityTypeId: EntityTypeId, row: UserFieldRow, checkedAt: number): NativeField {
  return {
    entityTypeId,
    fieldName: row.fieldName,
    fieldId: row.fieldId,
    options: row.options.flatMap(option => option.xmlId === null ? [] : [{ xmlId: option.xmlId, id: option.id, value: option.value }]),
    state: 'ok',
    checkedAt,
  }
}
