import type { TreatyDocument } from '../domain/treaty.ts'
import type { StoreScope } from '../store/store.ts'
import { weekPeriod } from '../domain/period.ts'

/** What both sides have used of the week's caps. */
export interface WeekCaps {
  readonly disputes: { readonly made: number, readonly allowed: number }
  readonly answers: { readonly made: number, readonly allowed: number }
  readonly appeals: { readonly made: number, readonly allowed: number }
}

/** Counts this week's disputes, contested disputes and appeals, those taken back left out, against the text in force. */
export async function readCaps(store: Pick<StoreScope, 'reviews' | 'portals'>, portalId: number, { review }: Pick<TreatyDocument, 'review'>, now: number): Promise<WeekCaps> {
  const portal = await store.portals.get(portalId)
  const week = weekPeriod(now, portal?.timeZone ?? 'UTC')
  const count = (kind: string): Promise<number> => store.reviews.countActs(portalId, { kinds: [kind], ...week })
  return {
    disputes: { made: await count('disputed'), allowed: review.marketingDisputesPerWeek },
    answers: { made: await count('answered'), allowed: review.salesDisputesPerWeek },
    appeals: { made: await count('appealed'), allowed: review.appealsPerWeek },
  }
}
