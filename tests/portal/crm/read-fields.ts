import type { CrmCore } from './crm-core.ts'
import type { CrmItem, EntityTypeId, FieldInput, FieldValue, StoredFile } from './crm-item.ts'
import { CONTACT, DEAL } from './crm-item.ts'
import { mergeMultiFields, readValue } from './read-value.ts'

/** Values to store, by store name. */
export type FieldChanges = Record<string, FieldValue>

/** Fields an administrator may set in an import although they are read-only elsewhere. */
const importable = new Set(['createdTime', 'updatedTime', 'createdBy', 'updatedBy', 'movedTime', 'movedBy'])

/**
 * Reads offered fields: unknown and read-only ones are skipped without a word, as Bitrix24 does.
 * @throws RestError CRM_FIELD_ERROR_VALUE_NOT_VALID, `100`
 */
export function readFields(core: CrmCore, entityTypeId: EntityTypeId, input: FieldInput, before: CrmItem | null, isImport = false): FieldChanges {
  const catalogue = core.catalogues.of(entityTypeId)
  const { timeZone } = core.portal.settings
  const changes: FieldChanges = {}
  for (const [name, value] of Object.entries(input)) {
    const spec = catalogue.byName(name, 'store')
    if (value === undefined || spec === undefined || spec.isDisabled || (spec.isReadOnly && !(isImport && importable.has(name))))
      continue
    if (name === 'fm')
      changes.fm = mergeMultiFields(before?.fm ?? [], value, core.nextMultiFieldId)
    else
      changes[name] = readValue(spec, value, { timeZone, nextFileId: core.nextFileId, keptFiles: filesIn(before?.[name]) })
  }
  return mainLinks(entityTypeId, changes, before)
}

function filesIn(value: FieldValue): StoredFile[] {
  return [value].flat().filter((one): one is StoredFile => typeof one === 'object' && one !== null && 'content' in one)
}

/** `contactId` is the first of `contactIds`, a contact's `companyId` the first of `companyIds`. */
function mainLinks(entityTypeId: EntityTypeId, { contactId, ...changes }: FieldChanges, before: CrmItem | null): FieldChanges {
  if (contactId !== undefined && changes.contactIds === undefined && entityTypeId !== CONTACT)
    changes.contactIds = withMain(before?.contactIds, contactId)
  if (entityTypeId === CONTACT && changes.companyId !== undefined) {
    const { companyId, ...rest } = changes
    return rest.companyIds === undefined ? { ...rest, companyIds: withMain(before?.companyIds, companyId) } : rest
  }
  if (entityTypeId !== DEAL)
    delete changes.categoryId
  return changes
}

function withMain(before: readonly number[] | undefined, main: FieldValue): number[] {
  return typeof main === 'number' && main > 0 ? [main, ...(before ?? []).slice(1).filter(id => id !== main)] : []
}
