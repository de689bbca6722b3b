import type { ItemFacts } from '../../../src/figures/facts/evaluate-item.ts'
import type { World } from '../../support/figures/random-world.ts'
import { describe, expect, it } from 'vitest'
import { evaluateItem } from '../../../src/figures/facts/evaluate-item.ts'
import { stepsOf } from '../../../src/figures/facts/figure-rules.ts'
import { createLocalDays } from '../../../src/figures/facts/local-days.ts'
import { SPAN_KINDS } from '../../../src/store/figure-facts.ts'
import { bruteForce } from '../../support/figures/brute-force.ts'
import { randomWorld } from '../../support/figures/random-world.ts'
import { worldRaws, worldRules } from '../../support/figures/world-rules.ts'

const PORTALS = 250
const KIND_NAMES = new Map<number, string>(Object.entries(SPAN_KINDS).map(([name, kind]) => [kind, name]))

function evaluate(world: World): ItemFacts[] {
  const rules = worldRules(world)
  const days = createLocalDays(world.timeZone)
  return worldRaws(world).flatMap(raw => evaluateItem(raw, rules, days, world.now) ?? [])
}

describe('facts of an item', () => {
  it.each(Array.from({ length: PORTALS / 25 }, (_, block) => block))('agree with plain arithmetic over the raw rows, portals of block %i', (block) => {
    for (let seed = block * 25; seed < (block + 1) * 25; seed++) {
      const world = randomWorld(seed)
      const steps = stepsOf(worldRules(world).document)
      const facts = evaluate(world)
      const brute = bruteForce(world)
      expect(facts.flatMap(({ item, texts }) => item === null ? [] : [plain(item, texts, steps.map(step => step.code))]), `seed ${seed}`).toEqual(brute.leads.map(lead => ({
        itemId: lead.lead.itemId,
        told: [lead.source, lead.campaign, lead.category, lead.rep, lead.version, lead.repeat],
        label: lead.label,
        flags: [lead.unproven, lead.inShare, lead.stillTrying],
        at: [lead.settlesAt, lead.completeAt, lead.dueAt, lead.wonAt, lead.matureAt],
        money: [lead.revenue, lead.foreign],
        step: lead.step,
        days: [lead.days.created, lead.days.verdict, lead.days.due, lead.days.won],
      })))
      const spans = facts.flatMap(({ spans }) => spans.map(span => [`${span.entityTypeId}:${span.itemId}`, KIND_NAMES.get(span.kind) ?? steps[span.kind]?.code, span.startedAt, span.endedAt, span.durationMs, span.endedDay].join(' ')))
      expect(spans.sort(), `spans of seed ${seed}`).toEqual(brute.spans.map(span => [span.itemKey, span.kind, span.from, span.to, span.ms, span.endedDay].join(' ')).sort())
    }
  })
})

function plain(item: NonNullable<ItemFacts['item']>, texts: ItemFacts['texts'], steps: readonly string[]): object {
  return {
    itemId: item.itemId,
    told: [texts.source ?? '', (texts.campaign ?? '').toLowerCase(), texts.category ?? '', item.repId, item.versionNo, item.isRepeat],
    label: item.label,
    flags: [item.isExcluded, item.isInShare, item.isStillTrying],
    at: [item.settlesAt, item.completeAt, item.dueAt, item.wonAt, item.matureAt],
    money: [item.revenueMinor, item.foreignDeals],
    step: steps[item.step] ?? null,
    days: [item.createdDay, item.verdictDay, item.dueDay, item.wonDay],
  }
}
