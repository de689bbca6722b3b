import type { RowAnswer } from '../bitrix/portal-client.ts'
import type { BreachOutcome } from '../domain/breach.ts'
import type { Intention } from '../store/intentions.ts'
import type { Portal } from '../store/portals.ts'
import type { StoreScope } from '../store/store.ts'
import type { CorrectionPayload } from './correction-intention.ts'
import { readItem, updateItemRow } from '../bitrix/read-items.ts'
import { addOutcomeOnce } from './record-breach.ts'
import { isStillWanted } from './still-wanted.ts'

/** What carrying out a correction needs to know. */
export interface CorrectionContext {
  readonly portal: Portal
  readonly store: StoreScope
  readonly now: number
  readonly stageNow: (ref: Pick<Intention, 'entityTypeId' | 'itemId'>) => string | null | undefined
}

/** How an attempt ended. */
interface End { state: 'done' | 'failed' | 'refused' | 'pending', result?: unknown, error?: string | null, notBeforeAt?: number | null }

const OUTCOMES: Readonly<Record<string, BreachOutcome>> = {
  'correct.return_lead': 'returned',
  'correct.hold_deal': 'held',
  'correct.release_deal': 'released',
}

/** A stage not read yet is asked for again in a moment. */
const ASK_AGAIN_MS = 2_000

/**
 * Prepares the change of a stage, unless it is done already or no longer right: somebody moved the item meanwhile, the
 * verdict came, the ROP let it pass, or the gate was stopped. A release is carried out whatever the gate does.
 */
export async function correctItem(intention: Intention, context: CorrectionContext, key: string): Promise<{ row: ReturnType<typeof updateItemRow>, settle: (answer: RowAnswer) => Promise<End> } | End> {
  // The cast: payloads of corrections are written by `correctionIntention` only.
  const payload = intention.payload as unknown as CorrectionPayload
  const stage = context.stageNow(intention)
  if (stage === undefined)
    return { state: 'pending', error: 'not_read', notBeforeAt: context.now + ASK_AGAIN_MS }
  if (stage === payload.toStageId) {
    await told(intention, context, payload)
    return { state: 'done', result: { alreadyThere: true } }
  }
  if (stage !== payload.fromStageId)
    return { state: 'failed', error: stage === null ? 'item_gone' : 'moved_meanwhile' }
  const stopped = await isStillWanted(intention, context)
  if (stopped)
    return { state: 'failed', error: stopped }
  return {
    row: updateItemRow(key, intention, { stageId: payload.toStageId }),
    settle: answer => settle(answer, intention, context, payload),
  }
}

async function settle(answer: RowAnswer, intention: Intention, context: CorrectionContext, payload: CorrectionPayload): Promise<End> {
  const stage = answer.state === 'done' ? readItem(intention.entityTypeId, answer.result)?.stageId : undefined
  if (answer.state === 'done' && stage !== payload.fromStageId) {
    await told(intention, context, payload)
    return { state: 'done', result: { stageId: stage ?? payload.toStageId } }
  }
  const reason = answer.state === 'refused' ? answer.error.message : 'the portal answered without moving the item'
  await refused(intention, context, payload, reason)
  return { state: 'refused', error: reason.slice(0, 500) }
}

async function told(intention: Intention, context: CorrectionContext, payload: CorrectionPayload): Promise<void> {
  const outcome = OUTCOMES[intention.kind]
  if (outcome)
    await tell(context, payload, { outcome, intentionId: intention.intentionId })
}

/** What the portal refuses falls to the next milder answer, and the ledger says so. */
async function refused(intention: Intention, context: CorrectionContext, payload: CorrectionPayload, reason: string): Promise<void> {
  await tell(context, payload, { outcome: 'refused_by_portal', intentionId: intention.intentionId, reason: reason.slice(0, 500) })
  if (payload.milder[0] === 'notice')
    await tell(context, payload, { outcome: 'notice', intentionId: intention.intentionId })
}

async function tell({ store, portal, now }: CorrectionContext, { breachId }: CorrectionPayload, one: { outcome: BreachOutcome, intentionId: number, reason?: string }): Promise<void> {
  if (breachId === null)
    return
  const breach = await store.breaches.get(portal.portalId, breachId)
  await addOutcomeOnce(store, portal.portalId, { breach, at: now, ...one })
}
