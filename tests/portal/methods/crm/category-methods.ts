import type { EntityTypeId } from '../../crm/crm-item.ts'
import type { Pipeline } from '../../crm/stage.ts'
import type { Call, Method } from '../../rest/method.ts'
import { DEAL } from '../../crm/crm-item.ts'
import { accessDenied, itemNotFound } from '../../crm/crm-refusals.ts'
import { isCrmAdmin, reachOf } from '../../crm/rights.ts'
import { entityWords } from '../../crm/user-field-store.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { actorOf, entityTypeOf, mapOf } from './caller-actor.ts'
import { trait } from './field-trait.ts'

function view({ id, name, sort, isDefault }: Pipeline): Record<string, unknown> {
  const outer = id === 0 ? {} : { originId: '', originatorId: '' }
  return { id, name, sort, entityTypeId: DEAL, isDefault: isDefault ? 'Y' : 'N', ...outer }
}

/** Only deals have pipelines here. @throws RestError NOT_FOUND, ENTITY_TYPE_NOT_SUPPORTED */
function requireDeals(call: Call): void {
  const entityTypeId: EntityTypeId = entityTypeOf(call.params.entityTypeId)
  if (entityTypeId !== DEAL)
    throw new RestError(400, 'ENTITY_TYPE_NOT_SUPPORTED', `Entity type ${entityWords[entityTypeId]} is not supported`)
}

function requireAdmin(call: Call): void {
  if (!isCrmAdmin(call.portal, actorOf(call)))
    throw accessDenied()
}

function mayRead(call: Call): boolean {
  const reach = reachOf(call.portal, actorOf(call), 'crmRead')
  return reach === 'all' || reach.size > 0
}

function found(call: Call): Pipeline {
  const pipeline = call.portal.crm.pipelines().find(one => one.id === Number(call.params.id))
  if (pipeline === undefined)
    throw itemNotFound()
  return pipeline
}

/** Pipelines (`crm.category.*`). */
export const categoryMethods: Method[] = [
  method({
    name: 'crm.category.list',
    run(call) {
      requireDeals(call)
      const categories = mayRead(call) ? call.portal.crm.pipelines().map(view) : []
      return { result: { categories }, total: categories.length }
    },
  }),
  method({
    name: 'crm.category.get',
    run(call) {
      requireDeals(call)
      const pipeline = found(call)
      if (!mayRead(call))
        throw accessDenied()
      return { result: { category: view(pipeline) } }
    },
  }),
  method({
    name: 'crm.category.fields',
    run(call) {
      requireDeals(call)
      const fields = {
        id: trait('integer', 'ID', 'read-only'),
        name: trait('string', 'NAME'),
        sort: trait('integer', 'SORT'),
        entityTypeId: trait('integer', 'ENTITY_TYPE_ID', 'required', 'read-only'),
        isDefault: trait('boolean', 'IS_DEFAULT', 'read-only'),
        originId: trait('string', 'ORIGIN_ID'),
        originatorId: trait('string', 'ORIGINATOR_ID'),
      }
      return { result: { fields: Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, { ...one, upperName: one.title }])) } }
    },
  }),
  method({
    name: 'crm.category.add',
    run(call) {
      requireDeals(call)
      requireAdmin(call)
      const fields = mapOf(call.params.fields)
      if (!fields.name)
        throw new RestError(400, '0', 'Field \'NAME\' is required')
      const pipeline = call.portal.crm.directories.addPipeline({ name: String(fields.name), sort: Number(fields.sort ?? 500), isDefault: fields.isDefault === 'Y' })
      return { result: { category: view(pipeline) } }
    },
  }),
  method({
    name: 'crm.category.update',
    run(call) {
      requireDeals(call)
      const { id } = found(call)
      requireAdmin(call)
      const fields = mapOf(call.params.fields)
      const changed = call.portal.crm.directories.updatePipeline(id, {
        ...fields.name === undefined ? {} : { name: String(fields.name) },
        ...fields.sort === undefined ? {} : { sort: Number(fields.sort) },
        ...fields.isDefault === 'Y' ? { isDefault: true } : {},
      })
      return { result: { category: changed && view(changed) } }
    },
  }),
  method({
    name: 'crm.category.delete',
    run(call) {
      requireDeals(call)
      const pipeline = found(call)
      requireAdmin(call)
      if (pipeline.isDefault)
        throw new RestError(400, '0', 'Default deal category cannot be deleted')
      const deals = call.portal.crm.list(DEAL, { filter: { '=categoryId': pipeline.id }, limit: 1, counted: false }, { kind: 'system' })
      if (deals.items.length > 0)
        throw new RestError(400, '0', `Deals related to the funnel ${pipeline.name} found`)
      call.portal.crm.directories.removePipeline(pipeline.id)
      return { result: null }
    },
  }),
]
