import type { TreatyDocument } from '../../domain/treaty.ts'
import type { RawItem } from './figure-rules.ts'
import { standingsOf } from './standing.ts'

/** What an item brought. */
export interface Won {
  /** First won, of deals that stand won now. */
  readonly wonAt: number | null
  /** Minor units of the portal's currency. */
  readonly revenueMinor: number
  /** Won deals with an amount in another currency. */
  readonly foreignDeals: number
}

/** Deals of governed pipelines that stand in a won stage now. A deal of the intake is its own deal. */
export function wonOf({ item, deals, moves }: RawItem, document: TreatyDocument | null, currency: string): Won {
  const governed = new Set(document?.gate.pipelines.map(({ pipelineId }) => pipelineId))
  const won = (item.entityTypeId === 2 ? [item] : deals).filter(deal => deal.semantic === 'S' && governed.has(deal.pipelineId))
  const isOwn = (deal: typeof item): boolean => deal.currency === null || deal.currency === currency
  const dates = won.map((deal) => {
    const standings = standingsOf(deal, moves)
    const entries = standings.filter((standing, index) => standing.stageId === deal.stageId && standing.pipelineId === deal.pipelineId && standings[index - 1]?.stageId !== deal.stageId)
    return entries.at(-1)?.from ?? deal.closedAt ?? deal.updatedAt
  })
  return {
    wonAt: dates.length === 0 ? null : Math.min(...dates),
    revenueMinor: won.filter(isOwn).reduce((sum, deal) => sum + (deal.amountMinor ?? 0), 0),
    foreignDeals: won.filter(deal => !isOwn(deal) && (deal.amountMinor ?? 0) !== 0).length,
  }
}
