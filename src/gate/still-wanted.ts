import type { Intention } from '../store/intentions.ts'
import type { CorrectionContext } from './correct-item.ts'
import { verdictTimeline } from '../domain/final-verdict.ts'
import { LEAD } from '../domain/item-ref.ts'
import { readDecisions } from '../feedback/read-decisions.ts'
import { toFeedback } from '../feedback/stored-feedback.ts'
import { observing } from './gather-matters.ts'

/** Why a stored correction is no longer right; null = it is. A release or a closing stays right as long as the item waits. */
export async function isStillWanted(intention: Intention, { portal, store, now }: CorrectionContext): Promise<'gate_stopped' | 'verdict_came' | 'granted' | null> {
  if (intention.kind === 'correct.release_deal' || intention.kind === 'correct.close_lead')
    return null
  if (observing(portal) !== null)
    return 'gate_stopped'
  const item = await store.items.get(portal.portalId, intention)
  const judged = item?.leadId ? { entityTypeId: LEAD, itemId: item.leadId } as const : intention
  const [feedback, passes, decisions] = await Promise.all([
    store.feedback.ofItem(portal.portalId, judged),
    store.passes.ofItems(portal.portalId, [judged, intention]),
    readDecisions(store, portal.portalId, judged, now),
  ])
  if (passes.length > 0)
    return 'granted'
  return verdictTimeline({ feedback: feedback.map(toFeedback), ...decisions }, now).at(-1)?.label === 'qualified' ? 'verdict_came' : null
}
