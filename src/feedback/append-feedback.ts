import type { TreatyDocument } from '../domain/treaty.ts'
import type { FeedbackContent, FeedbackEntry, FeedbackEvidence, FeedbackRoute } from '../domain/verdict.ts'
import type { Item } from '../store/items.ts'
import type { StoreScope } from '../store/store.ts'
import { completenessOf, isUnprovenNoAnswer } from '../domain/completeness.ts'
import { maskContacts } from '../domain/mask-contacts.ts'
import { toFeedback, toStored } from './stored-feedback.ts'

/** A verdict on its way into the history. */
export interface NewVerdict {
  readonly content: FeedbackContent
  readonly authorId: number | null
  readonly route: FeedbackRoute
  readonly evidence: FeedbackEvidence
  readonly durationMs: number | null
  readonly dedupeKey: string
}

/** Appends a verdict, judged by the text that is asked now. The same `dedupeKey` again changes nothing (`added` false). */
export async function appendVerdict(store: Pick<StoreScope, 'feedback'>, portalId: number, item: Item, verdict: NewVerdict, by: { document: TreatyDocument, versionNo: number | null, now: number }): Promise<{ entry: FeedbackEntry, added: boolean }> {
  const content = { ...verdict.content, comment: wordsOf(verdict.content) }
  const row = toStored({
    item: { entityTypeId: item.entityTypeId, itemId: item.itemId },
    kind: 'verdict',
    content,
    complete: completenessOf(content, by.document).complete,
    unproven: verdict.authorId === null || isUnprovenNoAnswer(content, by.document, item.callsMade),
    authorId: verdict.authorId,
    route: verdict.route,
    evidence: { ...verdict.evidence, callsMade: item.callsMade },
    versionNo: by.versionNo,
    givenAt: by.now,
    durationMs: verdict.durationMs,
  }, verdict.dedupeKey)
  const { entry, added } = await store.feedback.append(portalId, row)
  return { entry: toFeedback(entry), added }
}

/** The rep's words without phones and e-mails; empty words are none. */
function wordsOf({ comment }: FeedbackContent): string | null {
  const words = maskContacts(comment ?? '').trim()
  return words === '' ? null : words
}
