import type { CrmItem, EntityTypeId } from '../../crm/crm-item.ts'
import type { Call, Method } from '../../rest/method.ts'
import { accessDenied, itemNotFound, readDenied } from '../../crm/crm-refusals.ts'
import { reachOf } from '../../crm/rights.ts'
import { method } from '../../rest/method.ts'
import { actorOf, entityTypeOf, mapOf, requireEmployee, startOf } from './caller-actor.ts'
import { namingOf, toStoreNames } from './item-input.ts'
import { itemView } from './item-view.ts'

const pageSize = 50

/**
 * An item the caller may see.
 * @throws RestError NOT_FOUND, ACCESS_DENIED, allowed_only_intranet_user
 */
export function readableItem(call: Call, entityTypeId: EntityTypeId, id: unknown): CrmItem {
  requireEmployee(call)
  const item = call.portal.crm.get(entityTypeId, Number(id))
  if (item === undefined)
    throw itemNotFound()
  if (!call.portal.crm.canRead(actorOf(call), entityTypeId, item))
    throw readDenied()
  return item
}

function answer(call: Call, entityTypeId: EntityTypeId, item: CrmItem): { result: unknown } {
  return { result: { item: itemView(call.portal, entityTypeId, namingOf(call)).all(item) } }
}

const itemGet = method({
  name: 'crm.item.get',
  run(call) {
    const entityTypeId = entityTypeOf(call.params.entityTypeId)
    return answer(call, entityTypeId, readableItem(call, entityTypeId, call.params.id))
  },
})

const itemList = method({
  name: 'crm.item.list',
  run(call) {
    const { portal, params } = call
    requireEmployee(call)
    const entityTypeId = entityTypeOf(params.entityTypeId)
    const naming = namingOf(call)
    const start = startOf(params.start)
    const page = portal.crm.list(entityTypeId, {
      filter: mapOf(params.filter),
      order: mapOf(params.order) as Record<string, string>,
      naming,
      start,
      limit: pageSize,
      counted: start !== -1,
    }, actorOf(call))
    const select = Object.values(mapOf(params.select)).map(String)
    const items = page.items.map(itemView(portal, entityTypeId, naming).selected(select))
    if (page.total === null)
      return { result: { items } }
    return { result: { items }, total: page.total, ...page.hasMore ? { next: Math.max(0, start) + pageSize } : {} }
  },
})

const itemAdd = method({
  name: 'crm.item.add',
  run(call) {
    requireEmployee(call)
    const entityTypeId = entityTypeOf(call.params.entityTypeId)
    const fields = toStoreNames(call, entityTypeId, call.params.fields, namingOf(call))
    return answer(call, entityTypeId, call.portal.crm.add(entityTypeId, fields, actorOf(call)))
  },
})

const itemUpdate = method({
  name: 'crm.item.update',
  run(call) {
    requireEmployee(call)
    const entityTypeId = entityTypeOf(call.params.entityTypeId)
    const fields = toStoreNames(call, entityTypeId, call.params.fields, namingOf(call))
    return answer(call, entityTypeId, call.portal.crm.update(entityTypeId, Number(call.params.id), fields, actorOf(call)))
  },
})

const itemDelete = method({
  name: 'crm.item.delete',
  run(call) {
    requireEmployee(call)
    call.portal.crm.remove(entityTypeOf(call.params.entityTypeId), Number(call.params.id), actorOf(call))
    return { result: [] }
  },
})

const itemFields = method({
  name: 'crm.item.fields',
  run(call) {
    requireEmployee(call)
    const entityTypeId = entityTypeOf(call.params.entityTypeId)
    const reach = reachOf(call.portal, actorOf(call), 'crmRead')
    if (reach !== 'all' && reach.size === 0)
      throw accessDenied()
    const catalogue = call.portal.crm.catalogue(entityTypeId)
    const fields = Object.fromEntries(catalogue.specs.flatMap((spec) => {
      const name = catalogue.nameOf(spec, namingOf(call))
      return name === null
        ? []
        : [[name, {
            type: spec.type,
            isRequired: spec.isRequired ?? false,
            isReadOnly: spec.isReadOnly ?? false,
            isImmutable: spec.isImmutable ?? false,
            isMultiple: spec.isMultiple ?? false,
            isDynamic: spec.isDynamic ?? false,
            ...spec.isDeprecated ? { isDeprecated: true } : {},
            ...spec.statusType === undefined ? {} : { statusType: spec.statusType },
            ...spec.items === undefined ? {} : { items: spec.items },
            title: spec.title,
            ...spec.settings === undefined ? {} : { settings: spec.settings },
            upperName: spec.upperName,
          }]]
    }))
    return { result: { fields } }
  },
})

/** Items: read, list, add, change, delete, fields. */
export const itemMethods: Method[] = [itemGet, itemList, itemAdd, itemUpdate, itemDelete, itemFields]
