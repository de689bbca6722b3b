import type { FigureRules, RawItem } from '../../../src/figures/facts/figure-rules.ts'
import type { World } from './random-world.ts'
import { versionAt } from '../../../src/domain/treaty-version.ts'
import { SAMPLE_STAGES } from '../sample-treaty.ts'

/** The rules of a made-up portal, as the refresh would read them from the store. */
export function worldRules(world: World): FigureRules {
  const { timeZone, currency, versions, now } = world
  const stages = SAMPLE_STAGES.filter(stage => stage.entityTypeId === 1).map(stage => ({ ...stage, clientFree: false }))
  return { timeZone, currency, weekStart: 0, versions, document: versionAt(versions, now)?.document ?? null, stages, mark: 'world' }
}

/** The raw rows by intake item, and by deal without a lead. */
export function worldRaws(world: World): RawItem[] {
  return world.items.filter(item => item.entityTypeId === 1 || item.leadId === null).map((item) => {
    const deals = world.items.filter(deal => deal.entityTypeId === 2 && deal.leadId === item.itemId && item.entityTypeId === 1)
    const owners = [item, ...deals]
    return {
      item,
      deals,
      moves: world.moves.filter(move => owners.some(owner => owner.entityTypeId === move.entityTypeId && owner.itemId === move.itemId)),
      touches: world.touches.filter(touch => owners.some(owner => owner.entityTypeId === touch.entityTypeId && owner.itemId === touch.itemId)),
      feedback: world.feedback.filter(entry => entry.entityTypeId === item.entityTypeId && entry.itemId === item.itemId),
    }
  })
}
