import type { StoreScope } from '../store/store.ts'
import { dayText, localDay } from '../domain/local-time.ts'
import { weekPeriod } from '../domain/period.ts'
import { hashOfSeed, newSeed } from './draw.ts'

/** What keeping seeds takes. */
export interface SeedDeps {
  readonly store: Pick<StoreScope, 'auditSeeds' | 'portals'>
  readonly now: () => number
}

/**
 * Makes the seed of this week and of the next, publishing their hashes, and shows the seeds of weeks that are over. A seed made
 * inside its week draws only what is given from then on, so its hash is always older than anything drawn with it.
 */
export async function keepSeeds({ store, now }: SeedDeps, portalId: number): Promise<void> {
  const portal = await store.portals.get(portalId)
  if (!portal)
    return
  const thisWeek = weekPeriod(now(), portal.timeZone)
  for (const { fromAt, toAt } of [thisWeek, weekPeriod(thisWeek.toAt, portal.timeZone)]) {
    const seed = newSeed()
    await store.auditSeeds.add(portalId, {
      week: dayText(localDay(fromAt, portal.timeZone)),
      seed,
      hash: hashOfSeed(seed),
      startsAt: fromAt,
      endsAt: toAt,
      hashPublishedAt: now(),
      seedPublishedAt: null,
    })
  }
  await store.auditSeeds.publishOver(portalId, now())
}
