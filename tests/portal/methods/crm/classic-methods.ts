import type { CrmItem, EntityTypeId } from '../../crm/crm-item.ts'
import type { Call, Method, MethodAnswer } from '../../rest/method.ts'
import { classicRefusal } from '../../crm/crm-refusals.ts'
import { reachOf } from '../../crm/rights.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { actorOf, mapOf, requireEmployee, startOf } from './caller-actor.ts'
import { fromClassic } from './classic-input.ts'
import { classicFields, classicView, communicationKeys } from './classic-view.ts'

const kinds: readonly (readonly [string, EntityTypeId])[] = [['lead', 1], ['deal', 2], ['contact', 3], ['company', 4]]
const pageSize = 50

/** Classic methods give no codes: every refusal of the CRM keeps its words and loses its code. */
function classically<Result>(work: () => Result): Result {
  try {
    return work()
  }
  catch (error) {
    if (!(error instanceof RestError) || error.status !== 400)
      throw error
    const words = error.code === 'NOT_FOUND' ? 'Not found' : error.code === 'ACCESS_DENIED' ? 'Access denied.' : error.message
    throw classicRefusal(words)
  }
}

function idOf({ params }: Call): number {
  const id = Number(params.id ?? params.ID)
  if (!Number.isInteger(id) || id <= 0)
    throw classicRefusal('ID is not defined or invalid.')
  return id
}

function readable(call: Call, entityTypeId: EntityTypeId): CrmItem {
  requireEmployee(call)
  const item = call.portal.crm.get(entityTypeId, idOf(call))
  if (item === undefined)
    throw classicRefusal('Not found')
  if (!call.portal.crm.canRead(actorOf(call), entityTypeId, item))
    throw classicRefusal('Access denied.')
  return item
}

function listOf(call: Call, entityTypeId: EntityTypeId): MethodAnswer {
  const { portal, params } = call
  requireEmployee(call)
  const reach = reachOf(portal, actorOf(call), 'crmRead')
  if (reach !== 'all' && reach.size === 0)
    throw classicRefusal('Access denied.')
  for (const name of ['order', 'filter']) {
    if (params[name] !== undefined && params[name] !== '' && (typeof params[name] !== 'object' || params[name] === null))
      throw classicRefusal(`Parameter '${name}' must be array.`)
  }
  const start = startOf(params.start)
  const page = classically(() => portal.crm.list(entityTypeId, {
    filter: mapOf(params.filter),
    order: mapOf(params.order) as Record<string, string>,
    naming: 'classic',
    start,
    limit: pageSize,
    counted: start !== -1,
  }, actorOf(call)))
  const keys = selectedKeys(call, entityTypeId)
  const result = page.items.map(item => classicView(portal, entityTypeId, item, keys))
  return page.total === null ? { result } : { result, total: page.total, ...page.hasMore ? { next: Math.max(0, start) + pageSize } : {} }
}

/** Masks `*` and `UF_*`, named fields, and always the id. */
function selectedKeys({ portal, params }: Call, entityTypeId: EntityTypeId): Set<string> {
  const select = Object.values(mapOf(params.select)).map(String)
  const specs = portal.crm.fields(entityTypeId)
  const keys = new Set(['ID', ...select])
  const hasSystem = select.length === 0 || select.includes('*')
  for (const spec of specs) {
    const isWanted = spec.isDynamic ? select.includes('UF_*') : hasSystem && !spec.isMultiple
    if (spec.classicName !== null && isWanted)
      keys.add(spec.classicName)
  }
  communicationKeys.filter(key => !select.includes(key)).forEach(key => keys.delete(key))
  return keys
}

function methodsOf([word, entityTypeId]: readonly [string, EntityTypeId]): Method[] {
  return [
    method({ name: `crm.${word}.get`, run: call => ({ result: classicView(call.portal, entityTypeId, readable(call, entityTypeId), null) }) }),
    method({ name: `crm.${word}.list`, run: call => listOf(call, entityTypeId) }),
    method({ name: `crm.${word}.fields`, run: ({ portal }) => ({ result: classicFields(portal, entityTypeId) }) }),
    method({
      name: `crm.${word}.add`,
      run(call) {
        requireEmployee(call)
        const fields = fromClassic(call, entityTypeId, null)
        return { result: classically(() => call.portal.crm.add(entityTypeId, fields, actorOf(call), 'classic')).id }
      },
    }),
    method({
      name: `crm.${word}.update`,
      run(call) {
        requireEmployee(call)
        const id = idOf(call)
        const before = call.portal.crm.get(entityTypeId, id)
        if (before === undefined)
          throw classicRefusal(word === 'contact' || word === 'company' ? `${word === 'contact' ? 'Contact' : 'Company'} is not found` : 'Not found')
        classically(() => call.portal.crm.update(entityTypeId, id, fromClassic(call, entityTypeId, before), actorOf(call), 'classic'))
        return { result: true }
      },
    }),
    method({
      name: `crm.${word}.delete`,
      run(call) {
        requireEmployee(call)
        const id = idOf(call)
        classically(() => call.portal.crm.remove(entityTypeId, id, actorOf(call)))
        return { result: true }
      },
    }),
  ]
}

/** `crm.lead.*`, `crm.deal.*`, `crm.contact.*`, `crm.company.*`: get, list, fields, add, update, delete. */
export const classicMethods: Method[] = kinds.flatMap(methodsOf)
