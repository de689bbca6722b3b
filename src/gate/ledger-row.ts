import type { LedgerRow } from '../contracts/api/ledger.schema.ts'
import type { BreachKind } from '../domain/breach.ts'
import type { MissingPart } from '../domain/missing-part.ts'
import type { BreachWithOutcomes } from '../store/breaches.ts'
import type { Item } from '../store/items.ts'
import type { GateActor } from './gate-actor.ts'
import { isSettled } from '../domain/breach.ts'
import { itemKey } from '../domain/item-ref.ts'
import { hasGrant, mayWithItem } from '../domain/rights.ts'

/** What rows of the ledger are drawn with. */
export interface LedgerBook {
  readonly now: number
  /** By `itemKey`. */
  readonly items: ReadonlyMap<string, Item>
  readonly personOf: (userId: number) => NonNullable<LedgerRow['actor']>
  readonly stageName: (item: Item) => string | null
}

/** A row as this person may see it; what lies outside his grant keeps its place and loses its content. */
export function ledgerRow(breach: BreachWithOutcomes, actor: GateActor, book: LedgerBook): LedgerRow {
  const item = book.items.get(itemKey(breach))
  const accessible = mayWithItem(actor, 'item_facts', { assignedBy: item?.assignedBy ?? null })
  const end = breach.outcomes.find(one => isSettled([one.outcome]))
  const stillBeyond = end === undefined
  const person = (userId: number | null | undefined) => userId === null || userId === undefined ? null : book.personOf(userId)
  const shown = {
    route: breach.route as LedgerRow['route'],
    actor: person(breach.actorId),
    evidence: breach.evidence,
    rep: person(item?.assignedBy),
    stageName: item ? book.stageName(item) : null,
    // The cast: written by the gate itself, in this shape.
    missing: [...breach.missing as MissingPart[] ?? []],
    outcomes: breach.outcomes.map(one => ({ outcome: one.outcome, at: one.at, actor: person(one.actorId), reason: one.reason })),
  }
  const hidden = { route: 'unknown' as const, actor: null, evidence: {}, rep: null, stageName: null, missing: [], outcomes: [] }
  return {
    breachId: breach.breachId,
    item: { entityTypeId: breach.entityTypeId, itemId: breach.itemId },
    accessible,
    kind: breach.kind as BreachKind,
    movedAt: breach.movedAt,
    detectedAt: breach.detectedAt,
    beyondMs: Math.max((end?.at ?? book.now) - breach.movedAt, 0),
    stillBeyond,
    mode: breach.mode,
    versionNo: breach.versionNo,
    ...(accessible ? shown : hidden),
    // What is held or sent back may be let through as well: that is when the head of sales is asked.
    canPass: accessible && !isOver(breach) && hasGrant(actor.roles, 'grant_pass'),
  }
}

/** Nothing is left to let through: it has a pass, its deal is at work again, or its verdict came. */
function isOver({ outcomes }: BreachWithOutcomes): boolean {
  return outcomes.some(one => ['granted', 'released', 'completed'].includes(one.outcome))
}
