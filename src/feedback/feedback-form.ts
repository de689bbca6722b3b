import type { FeedbackForm } from '../contracts/api/feedback-form.schema.ts'
import type { ItemRef } from '../domain/item-ref.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { CriterionAnswer } from '../domain/verdict.ts'
import type { Language } from '../domain/words.ts'
import type { AskedText } from '../treaty/treaty-lookup.ts'
import type { FeedbackDeps } from './feedback-ports.ts'
import { prefillAnswers } from '../domain/criterion-answer.ts'
import { refusal } from '../treaty/refusal.ts'

/**
 * The form without an item: a new card, or the card's edit mode before the item is known.
 * @throws HttpError `no_treaty` 409
 */
export async function readFeedbackForm(deps: Pick<FeedbackDeps, 'treaties' | 'now'>, portalId: number, language: Language): Promise<FeedbackForm> {
  const asked = await deps.treaties.asked(portalId, deps.now())
  if (!asked)
    throw refusal('no_treaty', language)
  return formOf(asked, {})
}

/** The questions of a text, with the answers the CRM fields already give. */
export function formOf({ versionNo, document }: AskedText, prefilled: Readonly<Record<string, CriterionAnswer>>): FeedbackForm {
  return {
    versionNo,
    criteria: document.criteria.map(({ code, words, hint, kind, mandatory, field }) => {
      const answer = prefilled[code]
      return { code, words, hint, kind, mandatory, prefill: field !== null && answer !== undefined ? { answer, field } : null }
    }),
    warmth: document.warmth.map(level => ({ ...level })),
    reasons: { off_target: document.reasons.offTarget.map(reason => ({ ...reason })), spam: document.reasons.spam.map(reason => ({ ...reason })) },
    unknownAllowed: document.rules.unknownAllowed,
    attempts: document.rules.attempts,
  }
}

/** Answers of bound CRM fields of one item, read live; none when nothing is bound or the portal does not answer in time. */
export async function readPrefill(deps: Pick<FeedbackDeps, 'readBoundFields' | 'now'>, portalId: number, item: ItemRef, document: TreatyDocument): Promise<Record<string, CriterionAnswer>> {
  const fields = document.criteria.flatMap(({ field }) => field ?? [])
  if (fields.length === 0)
    return {}
  const values = await deps.readBoundFields(portalId, item, fields)
  return prefillAnswers(document.criteria, values ?? {}, { now: deps.now(), timeZone: document.calendar.timeZone })
}

/** Asks for the bound fields of an item whose card is being opened, so that they travel with what else the card asks; the form finds them kept. */
export async function warmPrefill(deps: Pick<FeedbackDeps, 'readBoundFields' | 'treaties' | 'now'>, portalId: number, item: ItemRef): Promise<void> {
  const asked = await deps.treaties.asked(portalId, deps.now())
  if (asked?.document.handoff.intake.entityTypeId === item.entityTypeId)
    await readPrefill(deps, portalId, item, asked.document)
}
