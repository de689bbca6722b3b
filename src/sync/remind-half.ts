import type { FeedbackEntry } from '../domain/verdict.ts'
import type { NewIntention } from '../store/intentions.ts'
import type { Item } from '../store/items.ts'
import type { Portal } from '../store/portals.ts'
import type { SyncDeps } from './sync-deps.ts'
import { rulesAt } from '../domain/gate-crossing.ts'
import { itemKey, LEAD } from '../domain/item-ref.ts'
import { stillTryingMarks, verdictDeadline } from '../domain/verdict-deadline.ts'
import { languageFor } from '../domain/words.ts'
import { toFeedback } from '../feedback/stored-feedback.ts'
import { versionInForceAt } from '../gate/version-at.ts'
import { say } from '../notices/notice-words.ts'
import { openRecord } from '../notices/plan-records.ts'

const PAGE = 500

/** Opens the record «Нужен вердикт» on leads in intake whose verdict is still missing when half of its time has gone. Nothing under a draft. */
export async function remindHalf(deps: SyncDeps, portal: Portal): Promise<number> {
  const { store, now } = deps
  const versions = await deps.readVersions(portal.portalId)
  const current = rulesAt(versions, now())
  if (!current?.signed || portal.crmMode === 'simple' || portal.gatePausedAt !== null)
    return 0
  let opened = 0
  for (let afterItemId = 0; ;) {
    const items = await store.items.inStages(portal.portalId, { entityTypeId: LEAD, stageIds: [...current.handoff.intakeStageIds], afterItemId, limit: PAGE })
    const wishes = await remindersFor(deps, portal, items)
    if (wishes.length > 0)
      await store.intentions.putMany(portal.portalId, wishes, now())
    opened += wishes.length
    const last = items.at(-1)
    if (!last || items.length < PAGE)
      return opened
    afterItemId = last.itemId
  }
}

async function remindersFor(deps: SyncDeps, portal: Portal, items: readonly Item[]): Promise<NewIntention[]> {
  const { store, now } = deps
  const { portalId } = portal
  const language = languageFor(portal.language)
  const versions = await deps.readVersions(portalId)
  const [feedback, records] = await Promise.all([store.feedback.ofItems(portalId, [...items]), store.records.ofItems(portalId, [...items])])
  const open = new Set(records.filter(record => record.kind === 'need_verdict' && record.state === 'open').map(itemKey))
  const byItem = new Map<string, FeedbackEntry[]>()
  for (const entry of feedback.map(toFeedback))
    byItem.set(itemKey(entry.item), [...byItem.get(itemKey(entry.item)) ?? [], entry])
  return items.flatMap((item) => {
    const entries = byItem.get(itemKey(item)) ?? []
    const version = versionInForceAt(versions, item.createdAt)
    if (open.has(itemKey(item)) || !version?.signed || entries.some(entry => entry.kind === 'verdict' && entry.complete))
      return []
    const deadline = verdictDeadline(item.createdAt, stillTryingMarks(entries), version.document)
    if (!deadline || now() < deadline.halfAt)
      return []
    return [openRecord(item, { language, badge: 'pt_no_verdict', lines: [say(language, 'record.half')], treaty: version.document, because: `half:${deadline.startedAt}` })]
  })
}
