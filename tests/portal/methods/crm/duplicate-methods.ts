import type { EntityTypeId } from '../../crm/crm-item.ts'
import type { Call, Method } from '../../rest/method.ts'
import { entityTypeIds } from '../../crm/crm-item.ts'
import { accessDenied, classicRefusal } from '../../crm/crm-refusals.ts'
import { isCrmAdmin, reachOf } from '../../crm/rights.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { actorOf, mapOf } from './caller-actor.ts'

const searched: readonly (readonly [string, EntityTypeId])[] = [['LEAD', 1], ['CONTACT', 3], ['COMPANY', 4]]
const mostValues = 20
/** Slots an administrator can give to further fields. */
const mostTypes = 7

const findByComm = method({
  name: 'crm.duplicate.findbycomm',
  run(call) {
    const { portal, params } = call
    const reach = reachOf(portal, actorOf(call), 'crmRead')
    if (reach !== 'all' && reach.size === 0)
      throw classicRefusal('Access denied', 403)
    const type = String(params.type ?? '')
    if (type === '')
      throw classicRefusal('Communication type is not defined')
    if (type !== 'PHONE' && type !== 'EMAIL')
      throw classicRefusal(`Communication type '${type}' is not supported in current context`)
    const values = Object.values(mapOf(params.values)).map(String).filter(value => value !== '').slice(0, mostValues)
    if (values.length === 0)
      throw classicRefusal('Communication values is not defined')
    const kinds = searched.filter(([word]) => params.entity_type === undefined || params.entity_type === '' || params.entity_type === word)
    const found = kinds.map(([word, entityTypeId]) => [word, portal.crm.findDuplicates(entityTypeId, type, values, actorOf(call))] as const).filter(([, ids]) => ids.length > 0)
    return { result: found.length > 0 ? Object.fromEntries(found) : [] }
  },
})

function requireAdmin(call: Call): void {
  if (!isCrmAdmin(call.portal, actorOf(call)))
    throw accessDenied()
}

interface VolatileField {
  entityTypeId: EntityTypeId
  fieldCode: string
  fieldTitle: string
}

/** Texts an administrator may add to the duplicate control. */
function volatileFields(call: Call, entityTypeId?: number): VolatileField[] {
  return searched
    .filter(([, id]) => entityTypeId === undefined || id === entityTypeId)
    .flatMap(([, id]) => call.portal.crm.fields(id)
      .filter(spec => (spec.isDynamic ? spec.type === 'string' : ['TITLE', 'COMPANY_TITLE', 'ADDRESS'].includes(spec.upperName)) && !spec.isMultiple)
      .map(spec => ({ entityTypeId: id, fieldCode: spec.upperName, fieldTitle: spec.title })))
}

const volatileMethods: Method[] = [
  method({
    name: 'crm.duplicate.volatileType.fields',
    run(call) {
      requireAdmin(call)
      return { result: volatileFields(call, call.params.entityTypeId === undefined ? undefined : Number(call.params.entityTypeId)) }
    },
  }),
  method({
    name: 'crm.duplicate.volatileType.list',
    run(call) {
      requireAdmin(call)
      return { result: [...call.portal.crm.volatileTypes].map(([id, type]) => ({ id, ...type })) }
    },
  }),
  method({
    name: 'crm.duplicate.volatileType.register',
    run(call) {
      requireAdmin(call)
      const { volatileTypes } = call.portal.crm
      const field = volatileFields(call, Number(call.params.entityTypeId)).find(one => one.fieldCode === call.params.fieldCode)
      if (field === undefined)
        throw new RestError(400, 'FIELD_NOT_FOUND', 'Field not found')
      const known = [...volatileTypes].find(([, type]) => type.entityTypeId === field.entityTypeId && type.fieldCode === field.fieldCode)
      if (known)
        return { result: { id: known[0] } }
      if (volatileTypes.size >= mostTypes)
        throw new RestError(400, 'MAX_TYPES_COUNT_EXCEEDED', 'There is already a maximum number of volatile types')
      const id = Math.max(3000, ...volatileTypes.keys()) + 1
      volatileTypes.set(id, { entityTypeId: field.entityTypeId, fieldCode: field.fieldCode })
      return { result: { id } }
    },
  }),
  method({
    name: 'crm.duplicate.volatileType.unregister',
    run(call) {
      requireAdmin(call)
      if (!call.portal.crm.volatileTypes.delete(Number(call.params.id)))
        throw new RestError(400, 'TYPE_IS_NOT_ASSIGNED', 'This type is not assigned')
      return { result: true }
    },
  }),
]

const mergeBatch = method({
  name: 'crm.entity.mergeBatch',
  run(call) {
    const { entityTypeId, entityIds } = mapOf(call.params.params)
    if (entityTypeId === undefined)
      throw new RestError(400, '0', 'The parameter entityTypeId is required.')
    const kind = entityTypeIds.find(id => id === Number(entityTypeId))
    if (kind === undefined)
      throw new RestError(400, '0', `Entity type ${String(entityTypeId)} is not supported`)
    const ids = Object.values(mapOf(entityIds)).map(Number).filter(id => Number.isInteger(id) && id > 0)
    if (ids.length === 0)
      throw new RestError(400, '0', 'The parameter entityIds does not contains valid elements.')
    if (ids.length < 2)
      throw new RestError(400, '0', 'The parameter entityIds must contains at least two elements.')
    if (ids.some(id => call.portal.crm.get(kind, id) === undefined))
      throw new RestError(400, '0', 'Owner was not found')
    call.portal.crm.merge(kind, ids, actorOf(call))
    return { result: { STATUS: 'SUCCESS', ENTITY_IDS: ids.slice(1) } }
  },
})

/** Search for duplicates and their merge. */
export const duplicateMethods: Method[] = [findByComm, ...volatileMethods, mergeBatch]
