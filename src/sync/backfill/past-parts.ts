import type { BackfillPartName } from '../../store/backfills.ts'
import type { PastPart } from './past-part.ts'
import { DEAL, LEAD } from '../../domain/item-ref.ts'
import { activityPart } from './activity-part.ts'
import { historyPart } from './history-part.ts'
import { itemPart } from './item-part.ts'

/** The lists of a portal's past by name; users are read by the room that knows people. */
export const PAST_PARTS: Readonly<Record<Exclude<BackfillPartName, 'users'>, PastPart>> = {
  leads: anyRows(itemPart(LEAD)),
  deals: anyRows(itemPart(DEAL)),
  lead_history: anyRows(historyPart(LEAD)),
  deal_history: anyRows(historyPart(DEAL)),
  activities: anyRows(activityPart()),
}

/** Forgets the type of the rows: what a part reads is only ever given to the same part. */
function anyRows<Row>(part: PastPart<Row>): PastPart {
  return { ...part, store: (scope, rows) => part.store(scope, rows as readonly Row[]) }
}
