import type { LedgerAnswer, LedgerQuery, LedgerRow } from '../contracts/api/ledger.schema.ts'
import type { BreachFilter, BreachWithOutcomes } from '../store/breaches.ts'
import type { StoreScope } from '../store/store.ts'
import type { GateActor } from './gate-actor.ts'
import type { LedgerBook } from './ledger-row.ts'
import { LEDGER_PAGE_SIZE } from '../contracts/api/ledger.schema.ts'
import { itemKey } from '../domain/item-ref.ts'
import { requireGrant } from './gate-actor.ts'
import { ledgerRow } from './ledger-row.ts'

/** What the gate's use cases stand on. */
export interface GateDeps {
  readonly store: StoreScope
  readonly now: () => number
}

/** One page of the bypass ledger, newest first; `total` counts every row of the filter. @throws HttpError 403 `no_right` */
export async function listLedger(deps: GateDeps, portalId: number, actor: GateActor, query: LedgerQuery): Promise<LedgerAnswer> {
  requireGrant(actor, 'item_facts')
  const filter = filterOf(query)
  const total = await deps.store.breaches.count(portalId, filter)
  const { rows } = await deps.store.breaches.list(portalId, filter, { limit: LEDGER_PAGE_SIZE, offset: (query.page - 1) * LEDGER_PAGE_SIZE })
  const book = await openLedgerBook(deps, portalId, rows)
  return { rows: rows.map(row => ledgerRow(row, actor, book)), total, page: query.page, pageSize: LEDGER_PAGE_SIZE }
}

/** One row as the person may see it. */
export async function readLedgerRow(deps: GateDeps, portalId: number, actor: GateActor, breach: BreachWithOutcomes): Promise<LedgerRow> {
  return ledgerRow(breach, actor, await openLedgerBook(deps, portalId, [breach]))
}

function filterOf({ from, to, outcome, route, rep }: LedgerQuery): BreachFilter {
  return {
    ...(from === undefined ? {} : { movedFromAt: from }),
    ...(to === undefined ? {} : { movedToAt: to }),
    ...(rep === undefined ? {} : { assignedTo: rep }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(route === undefined ? {} : { route }),
  }
}

async function openLedgerBook({ store, now }: GateDeps, portalId: number, rows: readonly BreachWithOutcomes[]): Promise<LedgerBook> {
  const items = await store.items.getMany(portalId, rows.map(({ entityTypeId, itemId }) => ({ entityTypeId, itemId })))
  const userIds = [...new Set([...items.map(item => item.assignedBy), ...rows.flatMap(row => [row.actorId, ...row.outcomes.map(one => one.actorId)])].filter(id => id !== null))]
  const [people, stages] = await Promise.all([store.people.getMany(portalId, userIds), store.stages.list(portalId)])
  const names = new Map(people.map(person => [person.userId, person.name]))
  return {
    now: now(),
    items: new Map(items.map(item => [itemKey(item), item])),
    personOf: userId => ({ id: userId, name: names.get(userId) ?? '' }),
    stageName: item => stages.find(stage => stage.entityTypeId === item.entityTypeId && stage.pipelineId === item.pipelineId && stage.stageId === item.stageId)?.name ?? null,
  }
}
