import type { TreatyDocument } from '../domain/treaty.ts'
import type { Intention } from '../store/intentions.ts'
import type { Portal } from '../store/portals.ts'
import type { StoreScope } from '../store/store.ts'
import type { RecordPayload } from './record-payload.ts'
import { missingToJunk, missingToPass } from '../domain/completeness.ts'
import { languageFor } from '../domain/words.ts'
import { latestVerdict, toFeedback } from '../feedback/stored-feedback.ts'
import { disputeContent } from './dispute-content.ts'
import { say, sayMissing } from './notice-words.ts'
import { quickVerdicts } from './plan-records.ts'

/** What the record of an item shows: as it was wished, or drawn from the item's state when only a change was told. */
export async function recordContent(store: StoreScope, intention: Intention, { portal, treaty }: { portal: Portal, treaty: TreatyDocument | null }): Promise<RecordPayload> {
  if (Array.isArray(intention.payload.lines))
    // The cast: such payloads are written by `plan-records` only.
    return intention.payload as unknown as RecordPayload
  if (intention.payload.record === 'dispute')
    return disputeContent(store, intention, { portal, treaty })
  const language = languageFor(portal.language)
  const [item, feedback, record] = await Promise.all([
    store.items.get(portal.portalId, intention),
    store.feedback.ofItem(portal.portalId, intention),
    store.records.get(portal.portalId, intention, 'need_verdict'),
  ])
  const latest = latestVerdict(feedback.map(toFeedback))?.content ?? null
  const missing = treaty ? (item?.semantic === 'F' ? missingToJunk(latest, treaty) : missingToPass(latest, treaty)) : []
  const nameOf = (code: string): string => treaty?.criteria.find(criterion => criterion.code === code)?.words[language] ?? code
  return {
    language,
    responsibleId: item?.assignedBy ?? 0,
    badge: record?.badge ?? null,
    lines: missing.length > 0 ? [say(language, 'gate.missing', { missing: sayMissing(language, missing, nameOf) })] : [],
    quick: treaty ? quickVerdicts(treaty, language) : [],
  }
}
