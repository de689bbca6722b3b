import type { ItemRef } from '../domain/item-ref.ts'
import type { Language } from '../domain/words.ts'
import type { Intention } from '../store/intentions.ts'
import type { Portal } from '../store/portals.ts'
import type { StoreScope } from '../store/store.ts'
import type { MessagePayload } from './message.ts'
import { languageFor } from '../domain/words.ts'
import { readNames } from '../feedback/view-feedback.ts'
import { itemLink } from './item-link.ts'
import { withoutMarkup } from './message.ts'
import { say } from './notice-words.ts'

/** What a reminder carries: numbers and items; the words are found when it is sent. */
interface Reminder {
  readonly kind: 'soon' | 'overdue' | 'escalated'
  readonly userId: number
  /** Whose duties they are, in a message to his head. */
  readonly aboutId: number | null
  readonly counts: Readonly<Record<'review' | 'answer' | 'ruling', number>>
  readonly items: readonly ItemRef[]
}

/** The reminder of a day: to the person himself, or to his head about him. */
export async function reminderMessage(store: StoreScope, portal: Portal, intention: Intention): Promise<MessagePayload> {
  // The cast: this payload is written by the review room only.
  const { kind, userId, aboutId, counts, items } = intention.payload as unknown as Reminder
  const language = languageFor(portal.language)
  const name = aboutId === null ? '' : (await readNames(store, portal.portalId, [aboutId])).get(aboutId) ?? `№ ${aboutId}`
  const text = say(language, `review.remind.${kind}`, { name, what: sayCounts(language, counts), items: items.map(item => itemLink(language, item)).join(', ') })
  return { userId, tag: `PT|REMIND|${kind}|${aboutId ?? userId}`, text, plainText: withoutMarkup(text), after: null, refused: null, onlyWhenRefused: false }
}

/** «проверок: 3, решений по спорам: 1»; duties nobody owes are left out. */
export function sayCounts(language: Language, counts: Reminder['counts']): string {
  return (['review', 'answer', 'ruling'] as const).filter(duty => counts[duty] > 0).map(duty => say(language, `review.remind.${duty}`, { count: counts[duty] })).join(', ')
}
