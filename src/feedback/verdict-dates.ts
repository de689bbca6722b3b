import type { SignedVersion } from '../domain/treaty-version.ts'
import type { VerdictDeadline } from '../domain/verdict-deadline.ts'
import type { FeedbackEntry } from '../domain/verdict.ts'
import type { Item } from '../store/items.ts'
import { stillTryingMarks, verdictDeadline } from '../domain/verdict-deadline.ts'

/** When an item's verdict is due, by the version in force at its creation; null when there was none. */
export function deadlineOf(item: Pick<Item, 'createdAt'>, entries: readonly FeedbackEntry[], atCreation: SignedVersion | null): VerdictDeadline | null {
  return verdictDeadline(item.createdAt, stillTryingMarks(entries), atCreation?.document ?? null)
}
