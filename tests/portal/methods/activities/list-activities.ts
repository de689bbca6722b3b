import type { Call, MethodAnswer } from '../../rest/method.ts'
import type { Activity } from '../../work/activities.ts'
import type { OwnerRef } from '../../work/owner-ref.ts'
import { canReadOwner } from '../../work/crm-owner.ts'
import { integerOf, listOf, recordOf, textOf } from '../../work/input.ts'
import { isSameOwner } from '../../work/owner-ref.ts'
import { pageOf, pageSize, pick, rowFilter, rowOrder } from '../../work/row-query.ts'
import { activityColumns, activityRow, communicationRows, fileRows } from './activity-row.ts'

/** True when the caller may read one of the items the record shows on. */
export function isVisible(call: Call, activity: Activity): boolean {
  return activity.bindings.some(owner => canReadOwner(call, owner))
}

/** `crm.activity.list`: records of items the caller may read, sorted by their beginning unless told otherwise. */
export function listActivities(call: Call): MethodAnswer {
  const { portal, params } = call
  const filter = recordOf(params.filter) ?? {}
  const owners = bindingsOf(filter.BINDINGS)
  const fits = rowFilter(withoutBindings(filter), activityColumns, portal.settings.timeZone)
  const matches = (one: Activity): boolean => fits(one)
    && (owners.length === 0 || owners.some(owner => one.bindings.some(binding => isSameOwner(binding, owner))))
    && isVisible(call, one)
  const toRow = (one: Activity): Record<string, unknown> => selected(call, one)
  if (integerOf(params.start) === -1 && isByAscendingId(params.order))
    return { result: firstMatches(candidates(call, filter, owners), matches).map(toRow) }
  const found = [...candidates(call, filter, owners)].filter(matches)
  found.sort(rowOrder(params.order, activityColumns, { START_TIME: 'ASC', ID: 'ASC' }))
  return pageOf(found, params.start, toRow)
}

/** The chosen columns; `*` alone brings neither communications nor files. */
function selected(call: Call, activity: Activity): Record<string, unknown> {
  const names = listOf(call.params.select).map(name => textOf(name).toUpperCase())
  const extra = {
    ...(names.includes('COMMUNICATIONS') ? { COMMUNICATIONS: communicationRows(activity) } : {}),
    ...(names.includes('FILES') ? { FILES: fileRows(call.portal, activity) } : {}),
  }
  const own = names.filter(name => name !== 'COMMUNICATIONS' && name !== 'FILES')
  const row = activityRow(call.portal, activity)
  const chosen = own.length === 0 && names.length > 0 ? { ID: row.ID } : pick(row, own)
  return { ...chosen, ...extra }
}

function bindingsOf(value: unknown): OwnerRef[] {
  return listOf(value).flatMap((one) => {
    const binding = recordOf(one)
    const entityTypeId = integerOf(binding?.OWNER_TYPE_ID)
    const entityId = integerOf(binding?.OWNER_ID)
    return entityTypeId === undefined || entityId === undefined ? [] : [{ entityTypeId, entityId }]
  })
}

function withoutBindings(filter: Record<string, unknown>): Record<string, unknown> {
  const { BINDINGS: _, ...rest } = filter
  return rest
}

/** The smallest set that surely holds every match: of one item when the filter names it, else all. */
function candidates(call: Call, filter: Record<string, unknown>, owners: OwnerRef[]): Iterable<Activity> {
  const { activities } = call.portal.work
  const entityTypeId = integerOf(filter.OWNER_TYPE_ID)
  const entityId = integerOf(filter.OWNER_ID)
  if (entityTypeId !== undefined && entityId !== undefined)
    return activities.ofOwner({ entityTypeId, entityId })
  if (owners.length > 0)
    return new Map(owners.flatMap(owner => activities.ofOwner(owner)).map(one => [one.id, one])).values()
  const single = integerOf(filter.ID)
  if (single !== undefined)
    return [activities.get(single)].filter(one => one !== undefined)
  return activities.all()
}

/** Records are kept in order of id, so such a list may stop early. */
function isByAscendingId(order: unknown): boolean {
  const entries = Object.entries(recordOf(order) ?? {})
  const [first] = entries
  return entries.length === 1 && first !== undefined && first[0].toUpperCase() === 'ID' && !/^desc/i.test(textOf(first[1]))
}

function firstMatches(all: Iterable<Activity>, matches: (one: Activity) => boolean): Activity[] {
  const found: Activity[] = []
  for (const one of all) {
    if (found.length === pageSize)
      break
    if (matches(one))
      found.push(one)
  }
  return found.sort((a, b) => a.id - b.id)
}
