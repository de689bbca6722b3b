import type { JoinedReads } from '../bitrix/joined-reads.ts'
import type { CallStatistic } from '../contracts/rest/calls.schema.ts'
import type { ItemRef } from '../domain/item-ref.ts'
import type { FoundCall } from './found-call.ts'
import { parseAnswer } from '../bitrix/parse-answer.ts'
import { PortalRefusedError } from '../bitrix/portal-errors.ts'
import { callActivitiesSchema, callStatisticsSchema } from '../contracts/rest/calls.schema.ts'
import { LEAD } from '../domain/item-ref.ts'
import { mergeCalls } from './found-call.ts'

/** Calls with the client of an item. */
export interface FoundCalls {
  /** False when the portal refuses its telephony statistics. */
  readonly hasTelephony: boolean
  /** Newest first. */
  readonly calls: readonly FoundCall[]
}

/**
 * Reads the calls of items live, all in one request: activities bound to any of them, and the statistics of leads, which know deals not.
 * @throws PortalCallError when the portal does not answer, or refuses the activities
 * @see bitrix24 docs, crm.activity.list and voximplant.statistic.get
 */
export async function readCalls(reads: JoinedReads, portalId: number, refs: readonly ItemRef[]): Promise<FoundCalls> {
  const leads = refs.filter(({ entityTypeId }) => entityTypeId === LEAD)
  const [activities, statistics] = await Promise.all([
    Promise.all(refs.map(ref => readActivities(reads, portalId, ref))),
    leads.length > 0 ? Promise.all(leads.map(ref => readStatistics(reads, portalId, ref.itemId))) : [await probe(reads, portalId)],
  ])
  return {
    hasTelephony: statistics.every(rows => rows !== null),
    calls: mergeCalls(activities.flat(), statistics.flatMap(rows => rows ?? [])),
  }
}

async function readActivities(reads: JoinedReads, portalId: number, ref: ItemRef) {
  const params = {
    filter: { BINDINGS: [{ OWNER_TYPE_ID: ref.entityTypeId, OWNER_ID: ref.itemId }], TYPE_ID: 2 },
    select: ['ID', 'DIRECTION', 'RESPONSIBLE_ID', 'CREATED', 'START_TIME', 'END_TIME', 'FILES'],
    order: { ID: 'DESC' },
    start: 0,
  }
  return parseAnswer(callActivitiesSchema, (await reads.read(portalId, { method: 'crm.activity.list', params })).result, 'crm.activity.list')
}

/** Null when the plan has no telephony, or our service token may not see its statistics. */
async function readStatistics(reads: JoinedReads, portalId: number, leadId: number): Promise<CallStatistic[] | null> {
  return ask(reads, portalId, { CRM_ENTITY_TYPE: 'LEAD', CRM_ENTITY_ID: leadId })
}

/** For a deal without a lead: whether there is telephony at all. */
function probe(reads: JoinedReads, portalId: number): Promise<CallStatistic[] | null> {
  return ask(reads, portalId, { ID: 0 })
}

async function ask(reads: JoinedReads, portalId: number, filter: Record<string, unknown>): Promise<CallStatistic[] | null> {
  try {
    const { result } = await reads.read(portalId, { method: 'voximplant.statistic.get', params: { FILTER: filter, SORT: 'ID', ORDER: 'DESC', start: 0 } })
    return parseAnswer(callStatisticsSchema, result, 'voximplant.statistic.get')
  }
  catch (error) {
    if (error instanceof PortalRefusedError)
      return null
    throw error
  }
}
