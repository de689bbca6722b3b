import type { BreachKind, BreachOutcome } from './breach.ts'
import type { Crossing } from './gate-crossing.ts'
import type { BreachFound } from './gate-decision.ts'
import type { GateFacts, GateItem, GateRules, KnownBreach } from './gate-facts.ts'
import { isSettled } from './breach.ts'
import { itemKey } from './item-ref.ts'

/** Breaches of one family are one trespass, whichever of its kinds was seen first. */
export type BreachFamily = 'over' | 'junk' | 'second' | 'lone'

const FAMILY: Readonly<Record<BreachKind, BreachFamily>> = {
  past_handoff: 'over',
  converted: 'over',
  junk: 'junk',
  second_deal: 'second',
  deal_without_lead: 'lone',
}

/** What makes a trespass. */
export interface Trespass {
  readonly kind: BreachKind
  readonly item: GateItem
  readonly crossing: Crossing
  readonly rules: GateRules
  readonly fromPipelineId?: number | null
}

/** The row a trespass belongs to: the open one of its family, or the next new one. */
export function breachOf(facts: GateFacts, trespass: Trespass): BreachFound {
  const { kind, item, crossing, rules } = trespass
  const family = FAMILY[kind]
  const open = openBreach(item, family)
  const mode = open?.mode ?? (rules.signed && facts.observing === null ? 'enforce' : 'observe')
  return {
    key: open?.key ?? `${family}:${itemKey(item.ref)}:${ofFamily(item, family).length}`,
    kind,
    item: item.ref,
    crossing: crossing.key,
    historyId: crossing.move.historyId,
    movedAt: crossing.move.movedAt,
    fromPipelineId: trespass.fromPipelineId ?? null,
    versionNo: rules.versionNo,
    mode,
    observing: rules.signed ? facts.observing : null,
  }
}

/** Ends the open rows of an item that are no longer true. `how` names the end of a family, null leaves its row open. */
export function settle(item: GateItem, families: readonly BreachFamily[], how: BreachOutcome | null): { key: string, outcome: BreachOutcome }[] {
  if (how === null)
    return []
  return families.flatMap((family) => {
    const open = openBreach(item, family)
    return open ? [{ key: open.key, outcome: how }] : []
  })
}

/** The row of a family that has not ended; null when there is none. */
export function openBreach(item: GateItem, family: BreachFamily): KnownBreach | null {
  return ofFamily(item, family).find(breach => !isSettled(breach.outcomes)) ?? null
}

function ofFamily(item: GateItem, family: BreachFamily): readonly KnownBreach[] {
  return item.breaches.filter(breach => breach.key.startsWith(`${family}:`))
}
