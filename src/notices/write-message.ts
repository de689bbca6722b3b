import type { BatchRow, RowAnswer } from '../bitrix/portal-client.ts'
import type { NativeRefusedPayload } from '../feedback/adopt-native.ts'
import type { Intention } from '../store/intentions.ts'
import type { Portal } from '../store/portals.ts'
import type { StoreScope } from '../store/store.ts'
import type { MessagePayload } from './message.ts'
import { noticeRow } from '../bitrix/notify.ts'
import { itemKey } from '../domain/item-ref.ts'
import { languageFor } from '../domain/words.ts'
import { itemLink } from './item-link.ts'
import { withoutMarkup } from './message.ts'
import { say } from './notice-words.ts'
import { reviewMessage } from './review-message.ts'
import { reminderMessage } from './review-reminder.ts'

/** How an attempt ended. */
interface End { state: 'done' | 'failed' | 'pending', error?: string | null, result?: unknown, notBeforeAt?: number | null }

/** A message waits this long for the correction it speaks of. */
const WAIT_MS = 5_000

/** Prepares a message. It speaks of a correction only after that was tried; its tag makes a repeat replace the first one. */
export async function writeMessage(intention: Intention, context: { now: number, portal: Portal, store: StoreScope, outcomeOf: (key: string) => Promise<'done' | 'not_done' | null> }, key: string): Promise<{ row: BatchRow, settle: (answer: RowAnswer) => Promise<End> } | End> {
  const payload = await messageOf(intention, context)
  const outcome = payload.after === null ? 'done' : await context.outcomeOf(payload.after)
  if (outcome === null)
    return { state: 'pending', notBeforeAt: context.now + WAIT_MS }
  if (outcome === 'done' && payload.onlyWhenRefused)
    return { state: 'done', result: { unneeded: true } }
  const { text, plainText } = outcome === 'not_done' && payload.refused ? payload.refused : payload
  return {
    row: noticeRow(key, { userId: payload.userId, message: text, plainMessage: plainText, tag: payload.tag }),
    settle: async answer => answer.state === 'done'
      ? { state: 'done', result: { messageId: answer.result } }
      : { state: 'failed', error: answer.state === 'refused' ? answer.error.message.slice(0, 500) : 'skipped' },
  }
}

/** The stored message, or the one behind a notice that only names its facts. */
async function messageOf(intention: Intention, { portal, store }: { portal: Portal, store: StoreScope }): Promise<MessagePayload> {
  if (intention.payload.notice === 'review')
    return reviewMessage(store, portal, intention)
  if (intention.payload.notice === 'review_reminder')
    return reminderMessage(store, portal, intention)
  if (intention.payload.notice !== 'native_refused')
    // The cast: payloads of messages are written by `plan-notices` only.
    return intention.payload as unknown as MessagePayload
  // The cast: this payload is written by the feedback room only.
  const { userId, reasons } = intention.payload as unknown as NativeRefusedPayload
  const language = languageFor(portal.language)
  const text = reasons.map(reason => say(language, `native.${reason}`, { item: itemLink(language, intention) })).join(' ')
  return { userId, tag: `PT|NATIVE|${itemKey(intention)}`, text, plainText: withoutMarkup(text), after: null, refused: null, onlyWhenRefused: false }
}
