import type { Actor } from './actor.ts'
import type { CrmCore } from './crm-core.ts'
import type { CrmItem, EntityTypeId, FieldInput } from './crm-item.ts'
import type { Conversion, ConvertOptions, Crm, MassReport, Route } from './crm.ts'
import { RestError } from '../rest/rest-error.ts'
import { addItem } from './add-item.ts'
import { convertLead } from './convert-lead.ts'
import { DEAL, LEAD } from './crm-item.ts'
import { accessDenied, itemNotFound } from './crm-refusals.ts'
import { planMerge } from './merge-items.ts'
import { isWithin, reachOf, requireSomeAccess } from './rights.ts'
import { createRobots } from './robot-store.ts'
import { updateItem } from './update-item.ts'

const system: Actor = { kind: 'system' }

/** Verbs that change items. */
export type Writers = Pick<Crm, 'add' | 'update' | 'remove' | 'convertLead' | 'massEdit' | 'merge' | 'robots'>

/** The verbs that change items and then tell everybody: events first, robots after. */
export function createWriters(core: CrmCore): Writers {
  const robots = createRobots(
    (entityTypeId, id, fields) => update(entityTypeId, id, fields, system, 'robot'),
    () => core.portal.knobs.get('clientMessageStages'),
  )
  const runsRobots = (route: Route): boolean => (route !== 'rest' && route !== 'classic') || core.portal.knobs.get('robotsRunOnRestMoves')

  function add(entityTypeId: EntityTypeId, fields: FieldInput, actor: Actor, route: Route = 'rest'): CrmItem {
    const item = addItem(core, entityTypeId, fields, actor, route)
    core.raise(entityTypeId, 'ADD', item.id, actor)
    robots.run(entityTypeId, item)
    const isSimple = entityTypeId === LEAD && core.portal.knobs.get('crmMode') === 'simple'
    return isSimple ? becomeDeal(item, actor) : item
  }

  function becomeDeal(lead: CrmItem, actor: Actor): CrmItem {
    const { lead: converted } = convert(lead.id, { contact: true, company: false, deal: true, pipelineId: core.settings.simpleModePipelineId }, actor)
    if (core.portal.knobs.get('simpleModeLead') === 'gone')
      core.tables[LEAD].remove(lead.id)
    return converted
  }

  function update(entityTypeId: EntityTypeId, id: number, fields: FieldInput, actor: Actor, route: Route = 'rest'): CrmItem {
    const change = updateItem(core, entityTypeId, id, fields, actor, route)
    if (!change.isSaved)
      return change.item
    core.raise(entityTypeId, 'UPDATE', id, actor)
    if (entityTypeId === DEAL && change.pipelineChanged)
      raiseMoved(core, change.item, actor)
    if (change.stageChanged && runsRobots(route))
      robots.run(entityTypeId, change.item)
    return change.item
  }

  function convert(leadId: number, options: ConvertOptions, actor: Actor): Conversion {
    const { conversion, pending } = convertLead(core, leadId, options, actor)
    const made = pending.filter(({ verb }) => verb === 'ADD').map(({ entityTypeId, item }) => ({ entityTypeId, id: item.id }))
    core.related.share(LEAD, leadId, made, actor)
    if (conversion.deal)
      copyRows(core, leadId, conversion.deal.id)
    if (actor.kind === 'user' || core.portal.knobs.get('robotConversionRaisesEvents'))
      pending.forEach(({ entityTypeId, verb, item }) => core.raise(entityTypeId, verb, item.id, actor))
    pending.forEach(({ entityTypeId, item }) => robots.run(entityTypeId, item))
    return conversion
  }

  function remove(entityTypeId: EntityTypeId, id: number, actor: Actor): void {
    requireSomeAccess(core.portal, actor, 'crmWrite')
    const item = core.tables[entityTypeId].get(id)
    if (item === undefined)
      throw itemNotFound()
    if (!isWithin(reachOf(core.portal, actor, 'crmWrite'), item))
      throw accessDenied()
    core.tables[entityTypeId].remove(id)
    core.raise(entityTypeId, 'DELETE', id, actor)
    core.related.forget(entityTypeId, id, actor)
  }

  return {
    robots,
    add,
    update,
    remove,
    convertLead: convert,
    massEdit: (entityTypeId, ids, fields, actor) => massEdit(ids, id => update(entityTypeId, id, fields, actor, 'mass')),
    merge(entityTypeId, ids, actor) {
      const plan = planMerge(core, entityTypeId, ids, actor)
      plan.relinks.forEach(({ entityTypeId: other, id, fields }) => update(other, id, fields, system, 'merge'))
      const survivor = update(entityTypeId, plan.survivor.id, plan.fields, actor, 'merge')
      plan.doomed.forEach(({ id }) => core.related.move(entityTypeId, id, survivor.id, actor))
      plan.doomed.forEach(({ id }) => remove(entityTypeId, id, actor))
      return survivor
    },
  }
}

/** The goods of a lead become the goods of its deal. */
function copyRows(core: CrmCore, leadId: number, dealId: number): void {
  for (const { id: _, ...row } of core.productRows.of('L', leadId))
    core.productRows.put({ ...row, ownerType: 'D', ownerId: dealId })
}

function raiseMoved(core: CrmCore, deal: CrmItem, actor: Actor): void {
  core.portal.events.raise({
    name: 'ONCRMDEALMOVETOCATEGORY',
    data: { FIELDS: { ID: String(deal.id), CATEGORY_ID: String(deal.categoryId ?? 0), STAGE_ID: deal.stageId ?? '' } },
    actor,
  })
}

function massEdit(ids: readonly number[], change: (id: number) => CrmItem): MassReport {
  const report: MassReport = { changed: [], refused: [] }
  for (const id of ids) {
    try {
      change(id)
      report.changed.push(id)
    }
    catch (error) {
      if (!(error instanceof RestError))
        throw error
      report.refused.push({ id, code: error.code, message: error.message })
    }
  }
  return report
}
