import type { HoldReason } from './gate-decision.ts'
import type { GateItem, GateVerdict } from './gate-facts.ts'
import type { Exemption, GatePolicy } from './gate-policy.ts'
import type { VerdictLabel } from './verdict.ts'
import { DEAL } from './item-ref.ts'

/** The complete verdict in force at an instant; null while there is none. */
export function labelAt(verdicts: readonly GateVerdict[], at: number): VerdictLabel | null {
  return verdicts.findLast(verdict => verdict.from <= at)?.label ?? null
}

/** Says whether the item may be beyond the handoff: qualified now, or qualified when it crossed. */
export function isQualified(item: GateItem, crossedAt: number): boolean {
  return item.verdicts.at(-1)?.label === 'qualified' || labelAt(item.verdicts, crossedAt) === 'qualified'
}

/** Says whether the treaty lets the item pass without a verdict. */
export function isExempt(policy: GatePolicy, item: GateItem): boolean {
  return policy.exemptions.some(exemption => covers(exemption, item))
}

/** Why an item without the right to pass has none. */
export function holdReasons(item: GateItem): readonly HoldReason[] {
  if (item.verdicts.length > 0)
    return ['not_qualified']
  return [item.hasIncompleteFeedback ? 'incomplete_feedback' : 'no_feedback']
}

function covers(exemption: Exemption, item: GateItem): boolean {
  switch (exemption.kind) {
    case 'repeat_client': return item.isReturnCustomer
    case 'source': return item.sourceId !== null && exemption.values.includes(item.sourceId)
    case 'creator': return item.createdBy !== null && exemption.values.includes(String(item.createdBy))
    case 'pipeline': return item.ref.entityTypeId === DEAL && exemption.values.includes(String(item.pipelineId))
  }
}
