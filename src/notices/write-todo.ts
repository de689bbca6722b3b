import type { BatchRow, RowAnswer } from '../bitrix/portal-client.ts'
import type { ItemRef } from '../domain/item-ref.ts'
import type { Intention } from '../store/intentions.ts'
import type { Portal } from '../store/portals.ts'
import { todoRow } from '../bitrix/todo.ts'
import { languageFor } from '../domain/words.ts'
import { itemName } from './item-link.ts'
import { say } from './notice-words.ts'
import { sayCounts } from './review-reminder.ts'

/** What a `todo` intention carries. */
interface TodoPayload {
  readonly userId: number
  readonly counts: Parameters<typeof sayCounts>[1]
  readonly items: readonly ItemRef[]
  readonly deadlineAt: number
}

interface End { state: 'done' | 'refused' | 'failed', result?: unknown, error?: string | null }

/** A to-do about what is overdue, on the oldest item. It has no id of ours to look for: an interrupted attempt is not repeated, so that nobody gets it twice. */
export async function writeTodo(intention: Intention, { portal }: { portal: Portal }, key: string): Promise<{ row: BatchRow, settle: (answer: RowAnswer) => Promise<End> } | End> {
  if (intention.attempts > 1)
    return { state: 'failed', error: 'todo_unsure' }
  // The cast: this payload is written by the review room only.
  const { userId, counts, items, deadlineAt } = intention.payload as unknown as TodoPayload
  const language = languageFor(portal.language)
  return {
    row: todoRow(key, {
      item: intention,
      title: say(language, 'review.todo', { what: sayCounts(language, counts) }),
      description: items.map(item => itemName(language, item)).join(', '),
      responsibleId: userId,
      deadlineAt,
    }),
    settle: async answer => answer.state === 'done'
      ? { state: 'done', result: answer.result }
      : { state: 'refused', error: answer.state === 'refused' ? answer.error.message.slice(0, 500) : 'skipped' },
  }
}
