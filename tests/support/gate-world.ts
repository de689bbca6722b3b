import type { BreachOutcome } from '../../src/domain/breach.ts'
import type { Correction, GateDecision, ItemDecision } from '../../src/domain/gate-decision.ts'
import type { GateFacts, GateItem, GateMove, GateRules } from '../../src/domain/gate-facts.ts'
import type { VerdictLabel } from '../../src/domain/verdict.ts'
import { decideGate } from '../../src/domain/gate.ts'
import { deal, DEAL_STAGES, factsOf, lead, LEAD_STAGES, NOON } from './gate-facts.ts'

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] }
interface LiveItem extends Mutable<Omit<GateItem, 'history' | 'corrections' | 'verdicts' | 'breaches'>> {
  history: GateMove[]
  corrections: GateItem['corrections'][number][]
  verdicts: { label: VerdictLabel, from: number }[]
  breaches: { key: string, mode: 'observe' | 'enforce', outcomes: BreachOutcome[] }[]
}

/** One thing that happens: a person acts, or a change (maybe an old or doubled one) makes the gate look. */
export type Happening
  = | { kind: 'lead', stageId: string } | { kind: 'deal', stageId: string } | { kind: 'convert' }
    | { kind: 'verdict', label: VerdictLabel } | { kind: 'look' }

/** A portal in memory with one lead and its deals, and a gate that writes at once; for properties over any order of things. */
export class GateWorld {
  readonly lead: LiveItem = copy(lead(['NEW'], {}, NOON - 600_000))
  readonly deals: LiveItem[] = []
  /** Corrections carried out, in order. */
  readonly carriedOut: { ref: GateItem['ref'], correction: Correction, before: GateItem }[] = []
  private now = NOON - 500_000
  private historyId = 1000
  private readonly rules: readonly GateRules[]
  private readonly refuses: (correction: Correction) => boolean

  constructor(rules: readonly GateRules[], refuses: (correction: Correction) => boolean = () => false) {
    this.rules = rules
    this.refuses = refuses
  }

  happen(happening: Happening): void {
    this.now += 1000
    switch (happening.kind) {
      case 'lead': return this.move(this.lead, happening.stageId)
      case 'deal': return this.deals.length > 0 ? this.move(this.deals.at(-1)!, happening.stageId) : undefined
      case 'convert': return this.convert()
      case 'verdict': return void this.lead.verdicts.push({ label: happening.label, from: this.now })
      case 'look': this.look()
    }
  }

  /** Looks until nothing changes any more. */
  settle(): void {
    for (let round = 0; round < 20 && this.look() > 0; round++)
      this.now += 1000
  }

  facts(): GateFacts {
    return factsOf({ now: this.now, rules: this.rules, lead: this.lead, deals: this.deals })
  }

  /** Where everything stands, without times and row numbers. */
  standing(): unknown {
    const show = (item: LiveItem) => ({ stage: item.stageId, breaches: item.breaches.map(one => [one.key, ...one.outcomes.toSorted()]) })
    return { lead: show(this.lead), deals: this.deals.map(show) }
  }

  private look(): number {
    const decision: GateDecision = decideGate(this.facts())
    return decision.items.map(one => this.carryOut(one)).filter(Boolean).length
  }

  private carryOut(decision: ItemDecision): boolean {
    const item = this.item(decision.ref)
    if (decision.breach && !item.breaches.some(one => one.key === decision.breach!.key))
      this.item(decision.breach.item).breaches.push({ key: decision.breach.key, mode: decision.breach.mode, outcomes: [] })
    decision.settles.forEach(end => this.end(end.key, end.outcome))
    const correction = decision.enforce ? decision.corrections.find(one => !this.refuses(one)) : undefined
    if (!correction || !('toStageId' in correction))
      return false
    this.carriedOut.push({ ref: decision.ref, correction, before: structuredClone(item) })
    item.corrections.push({ kind: correction.kind, crossing: decision.crossing!, fromStageId: correction.fromStageId, toStageId: correction.toStageId })
    this.move(item, correction.toStageId)
    const outcome = { return_lead: 'returned', hold_deal: 'held', release_deal: 'released', close_lead: 'completed' } as const
    if (decision.breachKey)
      this.end(decision.breachKey, outcome[correction.kind])
    return true
  }

  private end(key: string, outcome: BreachOutcome): void {
    for (const item of [this.lead, ...this.deals]) {
      const breach = item.breaches.find(one => one.key === key)
      if (breach && !breach.outcomes.includes(outcome))
        breach.outcomes.push(outcome)
    }
  }

  private convert(): void {
    this.move(this.lead, 'CONVERTED')
    this.historyId += 1
    const made = copy(deal(['C1:NEW'], {}, this.now, 70 + this.deals.length))
    made.history = [{ ...made.history[0]!, historyId: this.historyId }]
    this.deals.push(made)
  }

  private move(item: LiveItem, stageId: string): void {
    if (item.stageId === stageId)
      return
    const stage = [...LEAD_STAGES, ...DEAL_STAGES].find(one => one.stageId === stageId)!
    this.historyId += 1
    Object.assign(item, { stageId, semantic: stage.semantic, movedAt: this.now })
    item.history.push({ historyId: this.historyId, pipelineId: stage.pipelineId, stageId, semantic: stage.semantic, movedAt: this.now })
  }

  private item(ref: GateItem['ref']): LiveItem {
    return ref.entityTypeId === 1 ? this.lead : this.deals.find(one => one.ref.itemId === ref.itemId)!
  }
}

function copy(item: GateItem): LiveItem {
  return structuredClone(item) as LiveItem
}
