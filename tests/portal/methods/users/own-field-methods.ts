import type { CustomField } from '../../crm/user-field.ts'
import type { Call, Method } from '../../rest/method.ts'
import type { Columns } from '../../work/row-query.ts'
import { classicRefusal } from '../../crm/crm-refusals.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { integerOf, recordOf } from '../../work/input.ts'
import { rowFilter, rowOrder } from '../../work/row-query.ts'
import { newCustomField, userFieldChange } from '../crm/user-field-input.ts'
import { customFieldView } from '../crm/user-field-view.ts'

const columns: Columns<CustomField> = {
  ID: { kind: 'number', read: field => field.id },
  FIELD_NAME: { kind: 'text', read: field => field.fieldName },
  USER_TYPE_ID: { kind: 'text', read: field => field.userTypeId },
  XML_ID: { kind: 'text', read: field => field.xmlId },
  SORT: { kind: 'number', read: field => field.sort },
  MULTIPLE: { kind: 'flag', read: field => field.multiple },
  MANDATORY: { kind: 'flag', read: field => field.mandatory },
  SHOW_FILTER: { kind: 'text', read: field => field.showFilter },
  SHOW_IN_LIST: { kind: 'flag', read: field => field.showInList },
  EDIT_IN_LIST: { kind: 'flag', read: field => field.editInList },
  IS_SEARCHABLE: { kind: 'flag', read: field => field.isSearchable },
}

function requireAdmin({ portal, caller }: Call): void {
  if (!portal.people.get(caller.userId)?.admin)
    throw classicRefusal('Access denied.', 403)
}

/** `DEALS` and `UF_DEALS` become `UF_USR_DEALS`. */
function fullName(code: string): string {
  const name = code.toUpperCase()
  return name.startsWith('UF_USR_') ? name : `UF_USR_${name.replace(/^UF_/, '')}`
}

function found({ params, portal }: Call): CustomField {
  const id = integerOf(params.id) ?? 0
  if (id <= 0)
    throw classicRefusal('ID is not defined or invalid')
  const field = portal.people.customFields.get(id)
  if (!field)
    throw classicRefusal('Access denied.')
  return field
}

function add(call: Call): { result: number } {
  requireAdmin(call)
  const { customFields } = call.portal.people
  const draft = newCustomField(call.portal, recordOf(call.params.fields) ?? {}, fullName)
  if (customFields.list().some(field => field.fieldName === draft.fieldName))
    throw new RestError(400, 'ERROR_CORE', `Field ${draft.fieldName} for USER object already exists`)
  return { result: customFields.add(draft).id }
}

/** Custom fields of people: `user.userfield.*`. */
export const ownFieldMethods: Method[] = [
  method({ name: 'user.userfield.add', run: add }),
  method({
    name: 'user.userfield.update',
    run(call) {
      requireAdmin(call)
      const field = found(call)
      call.portal.people.customFields.update(field.id, userFieldChange(call.portal, field, recordOf(call.params.fields) ?? {}))
      return { result: true }
    },
  }),
  method({
    name: 'user.userfield.delete',
    run(call) {
      requireAdmin(call)
      call.portal.people.customFields.remove(found(call).id)
      return { result: true }
    },
  }),
  method({
    name: 'user.userfield.list',
    run(call) {
      requireAdmin(call)
      const { portal, params } = call
      const rows = portal.people.customFields.list()
        .filter(rowFilter(params.filter, columns, portal.settings.timeZone))
        .sort(rowOrder(params.order, columns, { ID: 'ASC' }))
      return { result: rows.map(field => customFieldView(field, 'USER', 'none')), total: rows.length }
    },
  }),
]
