import type { DealPlace } from './gate-deal-place.ts'
import type { GateDecision, ItemDecision, PassReason } from './gate-decision.ts'
import type { GateFacts, GateItem, GateRules } from './gate-facts.ts'
import { settle } from './gate-breach.ts'
import { governedSince, rulesAt } from './gate-crossing.ts'
import { byAge, placeOfDeal } from './gate-deal-place.ts'
import { judgeDeal, passed } from './gate-deal.ts'
import { judgeLead } from './gate-lead.ts'
import { isExempt } from './gate-rights.ts'

/**
 * The gate's whole judgement about one lead with its deals, or one deal without a lead.
 * A pure function of what is true now: which change made us look, and in what order changes came, cannot matter.
 * Corrections are wishes in order of strictness; the caller tries the first and falls to the next when the portal refuses.
 */
export function decideGate(facts: GateFacts): GateDecision {
  const rules = rulesAt(facts.rules, facts.now)
  const since = governedSince(facts.rules)
  const eldest = facts.lead ?? facts.deals[0]
  if (!rules || since === null || !eldest || eldest.createdAt < since)
    return { items: everything(facts).map(item => passed(item, 'not_governed')) }
  if (!facts.lead)
    return { items: facts.deals.map(deal => loneDeal(facts, deal)) }
  return { items: leadWithDeals(facts, facts.lead, rules) }
}

function everything(facts: GateFacts): readonly GateItem[] {
  return facts.lead ? [facts.lead, ...facts.deals] : facts.deals
}

function leadWithDeals(facts: GateFacts, lead: GateItem, rules: GateRules): ItemDecision[] {
  const leadPasses: PassReason | null = lead.granted ? 'granted' : isExempt(rules.policy, lead) ? 'exempt' : null
  if (lead.deleted && lead.verdicts.at(-1)?.label !== 'qualified' && !leadPasses)
    return [passed(lead, 'deleted'), ...facts.deals.map(deal => loneDeal(facts, deal))]
  const places = governedPlaces(facts)
  const counted = places.filter(place => !place.deal.granted && !isExempt(place.rules.policy, place.deal))
  const first = counted[0] ?? null
  const leadDecision = leadPasses
    ? passed(lead, leadPasses, settle(lead, ['over', 'junk'], leadPasses === 'granted' ? 'granted' : 'completed'))
    : lead.deleted ? passed(lead, 'deleted') : judgeLead(facts, { lead, rules, first })
  const governed = new Map(places.map(place => [place.deal.ref.itemId, place]))
  return [leadDecision, ...facts.deals.map((deal) => {
    const place = governed.get(deal.ref.itemId)
    if (!place)
      return passed(deal, deal.deleted ? 'deleted' : 'not_governed')
    return judgeDeal(facts, {
      place,
      judged: lead,
      role: place === first ? 'first' : 'second',
      wish: place.pipeline.convertedPolicy === 'notice' ? 'notice' : 'hold',
      leadBreach: leadDecision.breach,
      leadPasses,
    })
  })]
}

function governedPlaces(facts: GateFacts): DealPlace[] {
  return facts.deals
    .filter(deal => !deal.deleted)
    .map(deal => placeOfDeal(facts, deal))
    .filter(place => place !== null)
    .sort(byAge)
}

function loneDeal(facts: GateFacts, deal: GateItem): ItemDecision {
  const place = deal.deleted ? null : placeOfDeal(facts, deal)
  if (!place)
    return passed(deal, deal.deleted ? 'deleted' : 'not_governed')
  const policy = place.pipeline.dealWithoutLead
  return judgeDeal(facts, {
    place,
    judged: policy === 'own_verdict' ? deal : null,
    role: 'lone',
    wish: policy === 'notice' ? 'notice' : 'hold',
    leadBreach: null,
    leadPasses: null,
  })
}
