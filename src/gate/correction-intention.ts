import type { MoveKind, StageCorrection } from '../domain/gate-decision.ts'
import type { IntentionKind, NewIntention } from '../store/intentions.ts'
import type { JudgedItem } from './judged-item.ts'
import { itemKey } from '../domain/item-ref.ts'

/** What a stored correction carries, so that it can be carried out after a crash without judging again. */
export interface CorrectionPayload {
  fromStageId: string
  toStageId: string
  /** The crossing it answers; one correction per crossing. */
  crossing: string
  /** Ledger row that hears how it went; null for a release without a row. */
  breachId: number | null
  /** Milder answers in order, for the case that the portal refuses. */
  milder: readonly ('notice' | 'hand_to_rop')[]
}

/** The wished move as an intention; null when the wish is no move. */
export function correctionIntention(judged: JudgedItem): NewIntention | null {
  const [wish, ...milder] = judged.decision.corrections
  if (!wish || !isMove(wish))
    return null
  const payload: CorrectionPayload = {
    fromStageId: wish.fromStageId,
    toStageId: wish.toStageId,
    crossing: judged.decision.crossing ?? '',
    breachId: judged.breachId,
    milder: milder.flatMap(one => isMove(one) ? [] : [one.kind]),
  }
  const { entityTypeId, itemId } = judged.item
  return {
    kind: `correct.${wish.kind}` satisfies IntentionKind,
    entityTypeId,
    itemId,
    dedupeKey: `correct:${wish.kind}:${itemKey(judged.item)}:${payload.crossing}`,
    payload: { ...payload },
  }
}

function isMove(correction: JudgedItem['decision']['corrections'][number]): correction is StageCorrection {
  return 'toStageId' in correction && (correction.kind satisfies MoveKind) !== undefined
}
