import type { NewIntention } from '../store/intentions.ts'
import type { StoreScope } from '../store/store.ts'
import type { Happened } from './raise-effects.ts'
import { finalVerdict } from '../domain/final-verdict.ts'
import { feedbackToNatives } from '../domain/native-feedback.ts'
import { shownContent } from '../domain/review-decisions.ts'
import { nativeWrite } from '../feedback/raise-intentions.ts'
import { readDecisions } from '../feedback/read-decisions.ts'
import { latestVerdict, toFeedback } from '../feedback/stored-feedback.ts'
import { parseDocument } from '../treaty/stored-version.ts'

/** Acts after which the verdict in force may be another one. */
const DECIDES = ['ruled', 'owner_ruled', 'silenced']

/** The native fields after an act: the state of the review and, where it was decided, the verdict that now stands. */
export async function mirrorWishes(store: StoreScope, portalId: number, { after: { choice }, act, now }: Happened, key: string): Promise<NewIntention[]> {
  const { item } = choice
  const decisions = await readDecisions(store, portalId, item, now)
  const review = decisions.state === 'none' ? null : decisions.state
  if (!DECIDES.includes(act.kind))
    return [nativeWrite(item, { review }, { feedbackId: choice.feedbackId, key: `${key}native` })]
  const entries = (await store.feedback.ofItem(portalId, item)).map(toFeedback)
  const shown = shownContent(latestVerdict(entries)?.content ?? null, finalVerdict({ feedback: entries, ...decisions }, now))
  const version = await store.treaties.inForce(portalId, now) ?? await store.treaties.latestDraft(portalId)
  const verdict = shown && version ? feedbackToNatives(shown, parseDocument(version)) : {}
  return [nativeWrite(item, { ...verdict, review }, { feedbackId: choice.feedbackId, key: `${key}native` })]
}
