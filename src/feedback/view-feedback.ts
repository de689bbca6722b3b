import type { FeedbackView } from '../contracts/api/feedback-view.schema.ts'
import type { Person } from '../contracts/api/session.schema.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { FeedbackEntry } from '../domain/verdict.ts'
import type { Words } from '../domain/words.ts'
import type { StoreScope } from '../store/store.ts'
import { completenessOf, criteriaMet, reasonsFor } from '../domain/completeness.ts'

/** Display names by user id. */
export type Names = ReadonlyMap<number, string>

/** Reads the display names of people; nobody twice, unknown ones by number. */
export async function readNames(store: Pick<StoreScope, 'people'>, portalId: number, userIds: readonly (number | null)[]): Promise<Names> {
  const ids = [...new Set(userIds.filter(id => id !== null))]
  const people = ids.length === 0 ? [] : await store.people.getMany(portalId, ids)
  return new Map(people.map(({ userId, name }) => [userId, name]))
}

/** A person for showing; null when nobody is known. */
export function personOf(userId: number | null, names: Names): Person | null {
  return userId === null ? null : { id: userId, name: names.get(userId) ?? `№ ${userId}` }
}

/** A verdict for showing, in the words of the text it was given under. Null for a row without a verdict. */
export function viewFeedback(entry: FeedbackEntry, document: TreatyDocument, names: Names): FeedbackView | null {
  if (entry.content === null)
    return null
  const { label, answers, prefilled, warmth, reason, comment } = entry.content
  const level = document.warmth.find(({ code }) => code === warmth)
  return {
    feedbackId: entry.feedbackId,
    label,
    answers: { ...answers },
    prefilled: [...prefilled],
    criteriaMet: criteriaMet(answers, document),
    warmth: warmth === null ? null : { code: warmth, words: level?.words ?? plain(warmth), sign: level?.sign ?? '' },
    reason: reason === null ? null : { code: reason, words: reasonsFor(label, document).find(({ code }) => code === reason)?.words ?? plain(reason) },
    comment,
    complete: entry.complete,
    missing: entry.complete ? [] : completenessOf(entry.content, document).missing.map(part => ({ ...part })),
    unproven: entry.unproven,
    author: personOf(entry.authorId, names),
    route: entry.route,
    givenAt: entry.givenAt,
    versionNo: entry.versionNo,
  }
}

/** A code whose words are gone (a text older than what we keep) stands for itself. */
function plain(code: string): Words {
  return { ru: code, en: code }
}
