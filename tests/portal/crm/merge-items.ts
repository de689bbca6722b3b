import type { Actor } from './actor.ts'
import type { CrmCore } from './crm-core.ts'
import type { CrmItem, EntityTypeId, FieldInput } from './crm-item.ts'
import { COMPANY, CONTACT, DEAL, entityTypeIds, LEAD } from './crm-item.ts'
import { accessDenied, classicRefusal, itemNotFound } from './crm-refusals.ts'
import { isEmptyStored } from './required-fields.ts'
import { isWithin, reachOf, requireSomeAccess } from './rights.ts'

/** Fields the surviving item never takes from another. */
const ownFields = new Set(['id', 'createdTime', 'updatedTime', 'createdBy', 'updatedBy', 'assignedById', 'opened', 'stageId', 'categoryId', 'movedTime', 'movedBy', 'dateClosed', 'lastActivityBy', 'lastActivityTime', 'closed', 'title', 'fm'])

/** What a merge changes: fields for the survivor, items that go, links that follow. */
export interface MergePlan {
  survivor: CrmItem
  fields: FieldInput
  doomed: CrmItem[]
  /** Updates of items that pointed at the doomed ones. */
  relinks: { entityTypeId: EntityTypeId, id: number, fields: FieldInput }[]
}

/**
 * Works out how items become one: the first survives, its empty fields are filled, phones are joined, links move.
 * @throws RestError NOT_FOUND, ACCESS_DENIED, without code for fewer than two items
 */
export function planMerge(core: CrmCore, entityTypeId: EntityTypeId, ids: readonly number[], actor: Actor): MergePlan {
  requireSomeAccess(core.portal, actor, 'crmWrite')
  const items = [...new Set(ids)].map(id => core.tables[entityTypeId].get(id))
  const [survivor, ...doomed] = items.filter(item => item !== undefined)
  if (survivor === undefined || items.includes(undefined))
    throw itemNotFound()
  if (doomed.length === 0)
    throw classicRefusal('The parameter entityIds must contains at least two elements.')
  const reach = reachOf(core.portal, actor, 'crmWrite')
  if (![survivor, ...doomed].every(item => isWithin(reach, item)))
    throw accessDenied()
  return { survivor, fields: joined(survivor, doomed), doomed, relinks: relinks(core, entityTypeId, survivor, doomed) }
}

function joined(survivor: CrmItem, doomed: CrmItem[]): FieldInput {
  const fields: FieldInput = {}
  for (const other of doomed) {
    for (const [name, value] of Object.entries(other)) {
      if (!ownFields.has(name) && !isEmptyStored(value) && isEmptyStored(survivor[name]) && fields[name] === undefined)
        fields[name] = value
    }
  }
  const known = new Set(survivor.fm?.map(entry => `${entry.typeId}:${entry.value}`))
  const fresh = doomed.flatMap(other => other.fm ?? []).filter(entry => !known.has(`${entry.typeId}:${entry.value}`))
  if (fresh.length > 0)
    fields.fm = fresh.map(({ typeId, valueType, value }) => ({ typeId, valueType, value }))
  return fields
}

function relinks(core: CrmCore, entityTypeId: EntityTypeId, survivor: CrmItem, doomed: CrmItem[]): MergePlan['relinks'] {
  const gone = new Set(doomed.map(({ id }) => id))
  const replaced = (ids: readonly number[]): number[] => [...new Set(ids.map(id => gone.has(id) ? survivor.id : id))]
  const found: MergePlan['relinks'] = []
  for (const other of entityTypeIds) {
    const table = core.tables[other]
    for (const id of gone) {
      if (entityTypeId === LEAD)
        table.having('leadId', id).forEach(linkedId => found.push({ entityTypeId: other, id: linkedId, fields: { leadId: survivor.id } }))
      if (entityTypeId === COMPANY && (other === LEAD || other === DEAL))
        table.having('companyId', id).forEach(linkedId => found.push({ entityTypeId: other, id: linkedId, fields: { companyId: survivor.id } }))
      if (entityTypeId === CONTACT && (other === LEAD || other === DEAL))
        table.having('contactIds', id).forEach(linkedId => found.push({ entityTypeId: other, id: linkedId, fields: { contactIds: replaced(table.get(linkedId)?.contactIds ?? []) } }))
    }
  }
  return found
}
