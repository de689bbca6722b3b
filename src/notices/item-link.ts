import type { ItemRef } from '../domain/item-ref.ts'
import type { Language } from '../domain/words.ts'
import { LEAD } from '../domain/item-ref.ts'
import { say } from './notice-words.ts'

/** Address of an item's card inside its portal. */
export function cardPath({ entityTypeId, itemId }: ItemRef): string {
  return `/crm/${entityTypeId === LEAD ? 'lead' : 'deal'}/details/${itemId}/`
}

/** «Лид 1042» or "Deal 7": an item without any of the client's data. */
export function itemName(language: Language, { entityTypeId, itemId }: ItemRef): string {
  return say(language, entityTypeId === LEAD ? 'item.lead' : 'item.deal', { id: itemId })
}

/** The same as a link for messages (BB code). */
export function itemLink(language: Language, ref: ItemRef): string {
  return `[URL=${cardPath(ref)}]${itemName(language, ref)}[/URL]`
}
