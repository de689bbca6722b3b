import type { EntityTypeId } from '../../crm/crm-item.ts'
import type { UserField } from '../../crm/user-field.ts'
import type { Call, Method } from '../../rest/method.ts'
import { classicRefusal } from '../../crm/crm-refusals.ts'
import { compareScalars } from '../../crm/filter-condition.ts'
import { isCrmAdmin, reachOf } from '../../crm/rights.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { actorOf, mapOf, requireEmployee } from './caller-actor.ts'
import { newUserField, userFieldChange } from './user-field-input.ts'
import { settingFields, userFieldTypes } from './user-field-types.ts'
import { userFieldView } from './user-field-view.ts'

const kinds: readonly (readonly [string, EntityTypeId])[] = [['lead', 1], ['deal', 2], ['contact', 3], ['company', 4]]

function requireAdmin(call: Call): void {
  requireEmployee(call)
  if (!isCrmAdmin(call.portal, actorOf(call)))
    throw classicRefusal('Access denied.', 403)
}

function requireReader(call: Call): void {
  requireEmployee(call)
  const reach = reachOf(call.portal, actorOf(call), 'crmRead')
  if (reach !== 'all' && reach.size === 0)
    throw classicRefusal('Access denied.', 403)
}

/** The named field of this kind of item; one of another kind is nobody's business here. */
function found(call: Call, entityTypeId: EntityTypeId): UserField {
  const id = Number(call.params.id)
  if (!Number.isInteger(id) || id <= 0)
    throw classicRefusal('ID is not defined or invalid.')
  const field = call.portal.crm.userFieldStore.byId(id)
  if (field === undefined)
    throw new RestError(400, 'ERROR_NOT_FOUND', `The entity with ID '${id}' is not found.`)
  if (field.entityTypeId !== entityTypeId)
    throw classicRefusal('Access denied.', 403)
  return field
}

function fieldsOf({ params }: Call): Record<string, unknown> {
  if (typeof params.fields !== 'object' || params.fields === null)
    throw classicRefusal('Parameter \'fields\' must be array.')
  return mapOf(params.fields)
}

function listOf(call: Call, entityTypeId: EntityTypeId): { result: unknown, total: number } {
  requireReader(call)
  for (const name of ['order', 'filter']) {
    if (call.params[name] !== undefined && (typeof call.params[name] !== 'object' || call.params[name] === null))
      throw classicRefusal(`Parameter '${name}' must be array.`)
  }
  const { LANG: language, ...filter } = mapOf(call.params.filter)
  const order = Object.entries(mapOf(call.params.order))
  const rows = call.portal.crm.userFields(entityTypeId)
    .map(field => userFieldView(field, typeof language === 'string' ? { language } : 'none'))
    .filter(row => Object.entries(filter).every(([key, wanted]) => (Array.isArray(wanted) ? wanted : [wanted]).map(String).includes(String(row[key.replace(/^[=@]/, '')]))))
  const keyOf = (row: Record<string, unknown>, key: string): string | number => key === 'ID' || key === 'SORT' ? Number(row[key]) : String(row[key] ?? '')
  rows.sort((a, b) => {
    for (const [key, direction] of order) {
      const difference = compareScalars(keyOf(a, key), keyOf(b, key))
      if (difference !== 0)
        return String(direction).toUpperCase() === 'DESC' ? -difference : difference
    }
    return 0
  })
  return { result: rows, total: rows.length }
}

function methodsOf([word, entityTypeId]: readonly [string, EntityTypeId]): Method[] {
  return [
    method({
      name: `crm.${word}.userfield.add`,
      run(call) {
        requireAdmin(call)
        const draft = newUserField(call.portal, entityTypeId, fieldsOf(call))
        return { result: call.portal.crm.userFieldStore.add(draft, actorOf(call)).id }
      },
    }),
    method({
      name: `crm.${word}.userfield.update`,
      run(call) {
        requireAdmin(call)
        const field = found(call, entityTypeId)
        call.portal.crm.userFieldStore.update(field.id, userFieldChange(call.portal, field, fieldsOf(call)), actorOf(call))
        return { result: true }
      },
    }),
    method({
      name: `crm.${word}.userfield.get`,
      run(call) {
        requireReader(call)
        return { result: userFieldView(found(call, entityTypeId), 'all') }
      },
    }),
    method({ name: `crm.${word}.userfield.list`, run: call => listOf(call, entityTypeId) }),
    method({
      name: `crm.${word}.userfield.delete`,
      run(call) {
        requireAdmin(call)
        call.portal.crm.userFieldStore.remove(found(call, entityTypeId).id, actorOf(call))
        return { result: true }
      },
    }),
  ]
}

const attributes: Record<string, { type: string, title: string, isReadOnly?: true, isImmutable?: true, isMultiple?: true }> = {
  ID: { type: 'int', title: 'ID', isReadOnly: true },
  ENTITY_ID: { type: 'string', title: 'Object', isImmutable: true },
  FIELD_NAME: { type: 'string', title: 'Code', isImmutable: true },
  USER_TYPE_ID: { type: 'string', title: 'Data Type', isImmutable: true },
  XML_ID: { type: 'string', title: 'XML_ID' },
  SORT: { type: 'int', title: 'Sorting' },
  MULTIPLE: { type: 'char', title: 'Multiple' },
  MANDATORY: { type: 'char', title: 'Mandatory' },
  SHOW_FILTER: { type: 'char', title: 'Show in filter' },
  SHOW_IN_LIST: { type: 'char', title: 'Show in list' },
  EDIT_IN_LIST: { type: 'char', title: 'Editable' },
  IS_SEARCHABLE: { type: 'char', title: 'Searchable' },
  EDIT_FORM_LABEL: { type: 'string', title: 'Form label' },
  LIST_COLUMN_LABEL: { type: 'string', title: 'Column label' },
  LIST_FILTER_LABEL: { type: 'string', title: 'Filter label' },
  ERROR_MESSAGE: { type: 'string', title: 'Error message' },
  HELP_MESSAGE: { type: 'string', title: 'Help' },
  LIST: { type: 'uf_enum_element', title: 'List items', isMultiple: true },
  SETTINGS: { type: 'object', title: 'Settings' },
}

const descriptions: Method[] = [
  method({ name: 'crm.userfield.types', run: ({ portal }) => ({ result: userFieldTypes(portal) }) }),
  method({ name: 'crm.userfield.fields', run: () => ({ result: attributes }) }),
  method({
    name: 'crm.userfield.enumeration.fields',
    run: () => ({
      result: {
        ID: { type: 'int', title: 'ID', isReadOnly: true },
        SORT: { type: 'int', title: 'Sorting' },
        VALUE: { type: 'string', title: 'Value' },
        DEF: { type: 'string', title: 'Default' },
        XML_ID: { type: 'string', title: 'XML_ID' },
        DEL: { type: 'string', title: 'Deleted' },
      },
    }),
  }),
  method({
    name: 'crm.userfield.settings.fields',
    run({ params }) {
      const type = String(params.type ?? '')
      if (type === '')
        throw classicRefusal('Parameter \'type\' is not specified or empty.')
      return { result: settingFields(type) }
    },
  }),
]

/** Custom fields of leads, deals, contacts and companies, and what custom fields can be. */
export const userFieldMethods: Method[] = [...kinds.flatMap(methodsOf), ...descriptions]
