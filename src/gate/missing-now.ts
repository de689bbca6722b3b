import type { MissingPart } from '../domain/missing-part.ts'
import type { Item } from '../store/items.ts'
import type { GateSetting, Matter } from './gather-matters.ts'
import { missingToJunk, missingToPass } from '../domain/completeness.ts'
import { finalVerdict } from '../domain/final-verdict.ts'
import { itemKey } from '../domain/item-ref.ts'
import { isQualifiedByDecision, shownContent } from '../domain/review-decisions.ts'
import { documentAt } from './gate-treaty.ts'

/** What the item's verdict still lacks under the text in force now; of a deal, its lead's. */
export function describeMissing(matter: Matter, item: Item, setting: GateSetting): { missing: readonly MissingPart[], hasCompleteFeedback: boolean } {
  const judged = matter.lead ?? item
  const feedback = matter.feedback.get(itemKey(judged)) ?? []
  const final = finalVerdict({ feedback, ...matter.decisions.get(itemKey(judged)) }, setting.now)
  const hasCompleteFeedback = final !== null
  const rules = documentAt(setting.versions, setting.now)
  if (!rules || isQualifiedByDecision(final))
    return { missing: [], hasCompleteFeedback }
  const latest = shownContent(feedback.findLast(entry => entry.kind === 'verdict')?.content ?? null, final)
  return { missing: judged.semantic === 'F' ? missingToJunk(latest, rules) : missingToPass(latest, rules), hasCompleteFeedback }
}
