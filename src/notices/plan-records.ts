import type { ItemRef } from '../domain/item-ref.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { Language } from '../domain/words.ts'
import type { NewIntention } from '../store/intentions.ts'
import type { TimelineRecord } from '../store/records.ts'
import type { HeldItem } from './held-item.ts'
import type { QuickVerdict, RecordBadge, RecordPayload } from './record-payload.ts'
import { DEAL, itemKey } from '../domain/item-ref.ts'
import { isSpokenOf, wishedCorrectionKey } from './held-item.ts'
import { missingBeyondReason, say, sayMissing, sayReason } from './notice-words.ts'

/** Links per verdict in one record. */
const LINKS_PER_LABEL = 2

/** Records «Нужен вердикт» about decided items: opened or renewed where one is held, closed where the feedback is complete. */
export function planRecords(held: readonly HeldItem[], known: readonly TimelineRecord[], language: Language): NewIntention[] {
  const open = new Map(known.filter(record => record.kind === 'need_verdict' && record.state === 'open').map(record => [itemKey(record), record]))
  return held.flatMap((one) => {
    const record = open.get(itemKey(one.item))
    if (one.hasCompleteFeedback && record)
      return [closeRecord(one.item, record, language)]
    if (!one.isNewBreach || !isSpokenOf(one) || !canBeJudged(one) || one.hasCompleteFeedback)
      return []
    const badge: RecordBadge = wishedCorrectionKey(one) ? 'pt_returned' : 'pt_no_verdict'
    const reason = say(language, 'record.held', { reason: sayReason(language, one.decision.reasons) })
    return [openRecord(one.item, { language, badge, lines: [reason, ...missingLine(one, language)], treaty: one.treaty, because: one.decision.breachKey ?? '' })]
  })
}

/** A record, wished for `because`: the same reason never opens it twice; a record that is open already is renewed. */
export function openRecord(item: ItemRef & { assignedBy: number | null }, wish: { language: Language, badge: RecordBadge, lines: string[], treaty: TreatyDocument | null, because: string }): NewIntention {
  const payload: RecordPayload = {
    language: wish.language,
    responsibleId: item.assignedBy ?? 0,
    badge: wish.badge,
    lines: wish.lines,
    quick: wish.treaty ? quickVerdicts(wish.treaty, wish.language) : [],
  }
  const { entityTypeId, itemId } = item
  return { kind: 'record.open', entityTypeId, itemId, dedupeKey: `record:${itemKey(item)}:${wish.because}`, payload: { ...payload } }
}

function closeRecord(item: ItemRef & { assignedBy: number | null }, record: TimelineRecord, language: Language): NewIntention {
  const { entityTypeId, itemId } = item
  const payload: RecordPayload = { language, responsibleId: item.assignedBy ?? 0, badge: null, lines: [], quick: [] }
  return { kind: 'record.close', entityTypeId, itemId, dedupeKey: `record.close:${itemKey(item)}:${record.activityId ?? 0}:${record.openedAt}`, payload: { ...payload } }
}

/** A deal is asked for a verdict of its own only where the treaty judges deals without a lead. */
function canBeJudged({ item, treaty, lead }: HeldItem): boolean {
  if (item.entityTypeId !== DEAL)
    return true
  return lead === null && treaty?.gate.pipelines.some(pipeline => pipeline.pipelineId === item.pipelineId && pipeline.dealWithoutLead === 'own_verdict') === true
}

function missingLine(one: HeldItem, language: Language): string[] {
  const missing = missingBeyondReason(one.missing)
  if (missing.length === 0)
    return []
  const nameOf = (code: string): string => one.treaty?.criteria.find(criterion => criterion.code === code)?.words[language] ?? code
  return [say(language, 'gate.missing', { missing: sayMissing(language, missing, nameOf) })]
}

/** Links for ⚠️ and ❌ with the reasons the treaty names first; reasons that need words or calls are left to the form. */
export function quickVerdicts(treaty: TreatyDocument, language: Language): QuickVerdict[] {
  const from = (label: QuickVerdict['label'], reasons: TreatyDocument['reasons']['spam']): QuickVerdict[] =>
    reasons.filter(reason => reason.kind === 'plain').slice(0, LINKS_PER_LABEL).map(reason => ({ label, reason: reason.code, words: reason.words[language] }))
  return [...from('off_target', treaty.reasons.offTarget), ...from('spam', treaty.reasons.spam)]
}
