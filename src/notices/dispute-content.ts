import type { ReviewAct } from '../domain/review.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { Language } from '../domain/words.ts'
import type { Intention } from '../store/intentions.ts'
import type { Portal } from '../store/portals.ts'
import type { StoreScope } from '../store/store.ts'
import type { RecordPayload } from './record-payload.ts'
import { undoneActs } from '../domain/review-machine.ts'
import { VERDICT_FACES } from '../domain/verdict-words.ts'
import { languageFor } from '../domain/words.ts'
import { joinActs } from '../feedback/read-decisions.ts'
import { say } from './notice-words.ts'

/** Acts of a dispute that are told, each in one line. */
const TOLD = ['answered', 'corrected', 'withdrawn', 'insisted', 'ruled', 'silenced', 'appealed', 'owner_ruled', 'appeal_lapsed'] as const

/** What the record «спор» shows: the dispute, and what became of it so far. */
export async function disputeContent(store: StoreScope, intention: Intention, { portal, treaty }: { portal: Portal, treaty: TreatyDocument | null }): Promise<RecordPayload> {
  const language = languageFor(portal.language)
  const review = await store.reviews.get(portal.portalId, Number(intention.payload.reviewId))
  const item = await store.items.get(portal.portalId, intention)
  const acts = review ? joinActs([review], await store.reviews.actsOf(portal.portalId, [review.reviewId])).flatMap(one => one.acts) : []
  const undone = undoneActs(acts)
  const standing = acts.filter(act => !undone.has(act.seq))
  const dispute = standing.find(act => act.kind === 'disputed')
  const criterion = treaty?.criteria.find(({ code }) => code === dispute?.criterion)?.words[language]
  return {
    language,
    responsibleId: review?.authorId ?? item?.assignedBy ?? 0,
    badge: 'pt_dispute',
    lines: [
      ...(dispute ? [say(language, 'dispute.opened', { from: verdictWords(review?.label ?? null, language), to: verdictWords(dispute.label, language), words: dispute.words ?? '' })] : []),
      ...(criterion === undefined ? [] : [say(language, 'dispute.criterion', { criterion })]),
      ...standing.flatMap(act => tellAct(act, language) ?? []),
    ],
    quick: [],
    words: { title: say(language, 'dispute.title'), button: say(language, 'dispute.button'), done: say(language, 'dispute.done') },
  }
}

/** One line about what happened; null for what is not told. */
export function tellAct(act: Pick<ReviewAct, 'kind' | 'label' | 'words'>, language: Language): string | null {
  const kind = TOLD.find(told => told === act.kind)
  return kind === undefined ? null : say(language, `dispute.${kind}`, { to: verdictWords(act.label, language), words: act.words ?? '' }).trim()
}

/** A verdict with its sign; nothing for none. */
export function verdictWords(label: string | null, language: Language): string {
  const face = Object.entries(VERDICT_FACES).find(([code]) => code === label)?.[1]
  return face ? `${face.sign} ${face.words[language]}` : ''
}
