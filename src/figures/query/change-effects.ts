import type { ChangeEffect } from '../../contracts/api/figures-answers.schema.ts'
import type { MarketingChangeRow } from '../../store/figure-reviews.ts'
import type { FigureFilter } from '../../store/figure-sums.ts'
import type { FigureDeps } from '../refresh/figure-deps.ts'
import type { FigureScope } from './figure-scope.ts'
import { dayText, localDay } from '../../domain/local-time.ts'
import { createAsker } from './ask.ts'
import { gatherTotal } from './gather.ts'
import { openRatio } from './open-number.ts'

/** Days compared on each side of a change: four whole weeks, so that weekends weigh the same. */
const EFFECT_DAYS = 28

/** Texts of a portal's sources and campaigns by their numbers. */
interface Keys {
  readonly source: ReadonlyMap<number, string>
  readonly campaign: ReadonlyMap<number, string>
}

/**
 * The target share of leads created in the four weeks before a change and in the four weeks from its day on, of the source and
 * campaign it was made for and within the viewer's scope. The second span ends today when the change is younger; it is no proof of
 * a cause, and both numbers open their lists.
 */
export async function readChangeEffects(deps: FigureDeps, portalId: number, scope: FigureScope, changes: readonly MarketingChangeRow[]): Promise<ChangeEffect[]> {
  const timeZone = (await deps.store.portals.get(portalId))?.timeZone ?? 'UTC'
  const { figureFacts } = deps.store
  const keys: Keys = { source: await figureFacts.keys(portalId, 'source'), campaign: await figureFacts.keys(portalId, 'campaign') }
  const tomorrow = localDay(deps.now(), timeZone) + 1
  const effects: ChangeEffect[] = []
  for (const change of changes) {
    const day = localDay(change.happenedAt, timeZone)
    const narrowed = { ...scope, view: 'cohort', filter: narrow(scope.filter, change, keys) } as const
    effects.push({
      before: await shareOf(deps, portalId, { ...narrowed, fromDay: day - EFFECT_DAYS, toDay: day }),
      after: await shareOf(deps, portalId, { ...narrowed, fromDay: day, toDay: Math.max(day + 1, Math.min(day + EFFECT_DAYS, tomorrow)) }),
    })
  }
  return effects
}

async function shareOf(deps: FigureDeps, portalId: number, scope: FigureScope): Promise<ChangeEffect['before']> {
  const sums = await gatherTotal(createAsker(deps, portalId, scope), scope)
  return { from: dayText(scope.fromDay), to: dayText(scope.toDay), targetShare: openRatio(scope, sums, 'target_share') }
}

/** A source or campaign no item came from is in none. */
function narrow(filter: FigureFilter, { sourceId, utmCampaign }: MarketingChangeRow, keys: Keys): FigureFilter {
  return {
    ...filter,
    ...sourceId !== null && { source: idsOf(keys.source, shown => shown === sourceId) },
    ...utmCampaign !== null && { campaign: idsOf(keys.campaign, shown => plain(shown) === plain(utmCampaign)) },
  }
}

function plain(campaign: string): string {
  return campaign.trim().toLowerCase()
}

function idsOf(keys: ReadonlyMap<number, string>, isMeant: (shown: string) => boolean): number[] {
  const ids = [...keys].filter(([, shown]) => isMeant(shown)).map(([id]) => id)
  return ids.length > 0 ? ids : [-1]
}
