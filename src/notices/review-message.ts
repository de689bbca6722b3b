import type { ReviewAct } from '../domain/review.ts'
import type { Language } from '../domain/words.ts'
import type { Intention } from '../store/intentions.ts'
import type { Portal } from '../store/portals.ts'
import type { StandingFilter } from '../store/reviews.ts'
import type { StoreScope } from '../store/store.ts'
import type { MessagePayload } from './message.ts'
import { languageFor } from '../domain/words.ts'
import { joinActs } from '../feedback/read-decisions.ts'
import { tellAct, verdictWords } from './dispute-content.ts'
import { itemLink } from './item-link.ts'
import { withoutMarkup } from './message.ts'
import { say } from './notice-words.ts'

/** What a `notify` intention of a review carries; the words are found when it is sent. */
interface ReviewNotice {
  readonly about: 'disputed' | 'answered' | 'ended' | 'appealed'
  readonly userId: number
  readonly reviewId: number
  readonly seq: number
}

/** Links in one message. */
const MOST_LINKS = 10

/** The message about an act of a review. Many disputes at once are one message: the newer replaces the older and counts them all. */
export async function reviewMessage(store: StoreScope, portal: Portal, intention: Intention): Promise<MessagePayload> {
  // The cast: this payload is written by the review room only.
  const { about, userId, reviewId, seq } = intention.payload as unknown as ReviewNotice
  const language = languageFor(portal.language)
  const review = await store.reviews.get(portal.portalId, reviewId)
  const act = review ? joinActs([review], await store.reviews.actsOf(portal.portalId, [reviewId])).flatMap(one => one.acts).find(one => one.seq === seq) : undefined
  const many = about === 'disputed' || about === 'answered' ? await waitingFor(store, portal.portalId, about, userId) : []
  const text = many.length > 1
    ? say(language, `review.tell.${about as 'disputed' | 'answered'}_many`, { count: many.length, items: many.slice(0, MOST_LINKS).map(one => itemLink(language, one)).join(', ') })
    : one(language, intention, about, act)
  const tag = about === 'disputed' || about === 'answered' ? `PT|${about.toUpperCase()}|${userId}` : `PT|RULING|${reviewId}`
  return { userId, tag, text, plainText: withoutMarkup(text), after: null, refused: null, onlyWhenRefused: false }
}

function one(language: Language, ref: Intention, about: ReviewNotice['about'], act: ReviewAct | undefined): string {
  const gaps = { item: itemLink(language, ref), to: verdictWords(act?.label ?? null, language), words: act?.words ?? '' }
  return about === 'ended'
    ? say(language, 'review.tell.ended', { ...gaps, sentence: act ? tellAct(act, language) ?? '' : '' })
    : say(language, `review.tell.${about}`, gaps)
}

async function waitingFor(store: StoreScope, portalId: number, about: 'disputed' | 'answered', userId: number) {
  const filter: StandingFilter = about === 'disputed'
    ? { parts: [{ side: 'marketing', states: ['disputed'] }], authorIds: [userId] }
    : { parts: [{ side: 'marketing', states: ['answered'], insisted: false }], reviewerId: userId }
  return (await store.reviews.queue(portalId, filter, 'due', { limit: 100 })).rows
}
