import type { BreachFound, ItemDecision } from '../domain/gate-decision.ts'
import type { BrakeLimits } from '../domain/gate-policy.ts'
import type { ItemRef } from '../domain/item-ref.ts'
import type { Item } from '../store/items.ts'
import type { StoreScope } from '../store/store.ts'
import type { BrakeMeter } from './brake-meter.ts'
import type { GateSetting, Matter } from './gather-matters.ts'
import type { JudgedItem } from './judged-item.ts'
import type { EvidenceOf, FoundBreach } from './record-breach.ts'
import { rulesAt } from '../domain/gate-crossing.ts'
import { decideGate } from '../domain/gate.ts'
import { itemKey } from '../domain/item-ref.ts'
import { openBrakeMeter } from './brake-meter.ts'
import { correctionIntention } from './correction-intention.ts'
import { documentAt } from './gate-treaty.ts'
import { gatherMatters } from './gather-matters.ts'
import { describeMissing } from './missing-now.ts'
import { isReadTooEarly } from './read-too-early.ts'
import { addOutcomeOnce, recordBreaches } from './record-breach.ts'

/** What came of a slice. */
export interface JudgedSlice {
  judged: JudgedItem[]
  /** Items that were read too early to be judged, by `itemKey`: they are read again. */
  early: ReadonlySet<string>
}

/** Items of a slice, and who stores what follows from their judgement. */
export interface SliceToJudge {
  readonly refs: readonly ItemRef[]
  readonly evidenceOf: EvidenceOf
  readonly late?: ReadonlySet<string>
  /** Called within the transaction that writes the ledger. */
  readonly tell: (within: StoreScope, judged: readonly JudgedItem[]) => Promise<void>
}

/**
 * Judges items that were read just now: writes the ledger, stores corrections, and tells what was decided, all or nothing. A row of the
 * ledger is new only once: were it stored without its message and its record, nobody would ever hear of it.
 */
export async function judgeSlice(store: StoreScope, setting: GateSetting, slice: SliceToJudge): Promise<JudgedSlice> {
  const { portalId } = setting.portal
  const gathered = await gatherMatters(store, setting, slice.refs)
  // Half a matter is not judged: the row that comes late brings it again as a whole.
  const matters = gathered.filter(({ lead, deals }) => ![lead, ...deals].some(item => item && slice.late?.has(itemKey(item))))
  const seen = matters.map(matter => ({ matter, decisions: decideGate(matter.facts).items }))
  const early = new Set(seen.filter(isEarly).flatMap(({ matter: { lead, deals } }) => [lead, ...deals].flatMap(item => item ? itemKey(item) : [])))
  const decided = seen.filter(({ matter: { lead, deals } }) => ![lead, ...deals].some(item => item && early.has(itemKey(item))))
  decided.sort((one, other) => firstMoveAt(one.decisions) - firstMoveAt(other.decisions))
  const meter = await openBrakeMeter(store, portalId, setting.now)
  const weighed = decided.map(({ matter, decisions }) => weighMatter({ setting, matter, decisions, meter, evidenceOf: slice.evidenceOf }))
  const judged = decided.length === 0 ? [] : await store.transaction(within => settle(within, setting, { weighed, meter, tell: slice.tell }))
  return { judged, early }
}

async function settle(store: StoreScope, setting: GateSetting, { weighed, meter, tell }: Pick<SliceToJudge, 'tell'> & { weighed: readonly Weighed[], meter: BrakeMeter }): Promise<JudgedItem[]> {
  const { portalId } = setting.portal
  const newIds = await recordBreaches(store, setting, weighed.flatMap(one => one.found))
  const judged: JudgedItem[] = []
  for (const one of weighed)
    judged.push(...await settleMatter(store, setting, one, newIds))
  const intentions = judged.flatMap(one => one.decision.enforce && !one.stoppedByBrake ? correctionIntention(one) ?? [] : [])
  if (intentions.length > 0)
    await store.intentions.putMany(portalId, intentions, setting.now)
  if (meter.fallen)
    await store.portals.update(portalId, { brakeTrippedAt: setting.now, brakeReason: meter.fallen }, setting.now)
  await tell(store, judged)
  return judged
}

/** One item of it was read too early: the matter is judged as a whole, later. */
function isEarly({ matter, decisions }: Pick<Weighed, 'matter' | 'decisions'>): boolean {
  return decisions.some((decision) => {
    const item = itemOf(matter, decision)
    const key = itemKey(item)
    return isReadTooEarly(item, { moves: matter.moves.get(key) ?? [], intentions: matter.intentions.get(key) ?? [], crossing: decision.crossing })
  })
}

interface Weighing {
  setting: GateSetting
  matter: Matter
  decisions: readonly ItemDecision[]
  meter: BrakeMeter
  evidenceOf: EvidenceOf
}

/** A matter whose new trespasses wait to be written. */
interface Weighed {
  matter: Matter
  decisions: readonly ItemDecision[]
  found: readonly FoundBreach[]
}

/** What the decisions about one matter add to the ledger. The lead comes first: its row hears of its first deal. */
function weighMatter({ setting, matter, decisions, meter, evidenceOf }: Weighing): Weighed {
  const found = new Map<string, FoundBreach>()
  for (const decision of decisions) {
    const { breach } = decision
    if (breach === null || matter.breaches.has(breach.key) || found.has(breach.key))
      continue
    const answers = decisions.filter(one => one.breachKey === breach.key && one.enforce).flatMap(one => one.corrections)
    const stoppedByBrake = answers.length > 0 && meter.take(brakeLimits(setting, breach)) !== null
    found.set(breach.key, { setting, matter, decision, item: itemOf(matter, decision), breach, evidenceOf, stoppedByBrake, willMove: answers.some(answer => 'toStageId' in answer) })
  }
  return { matter, decisions, found: [...found.values()] }
}

/** Ends rows that were open, and tells what was decided about each item. */
async function settleMatter(store: StoreScope, setting: GateSetting, { matter, decisions, found }: Weighed, newIds: ReadonlyMap<string, number>): Promise<JudgedItem[]> {
  const written = new Map(found.map(one => [one.breach.key, one]))
  const judged: JudgedItem[] = []
  for (const decision of decisions) {
    for (const { key, outcome } of decision.settles)
      await addOutcomeOnce(store, setting.portal.portalId, { breach: matter.breaches.get(key), outcome, at: setting.now })
    const key = decision.breachKey
    const item = itemOf(matter, decision)
    judged.push({
      item,
      lead: matter.lead,
      decision,
      breachId: key === null ? null : matter.breaches.get(key)?.breachId ?? newIds.get(key) ?? null,
      isNewBreach: decision.breach !== null && written.get(decision.breach.key)?.decision === decision,
      stoppedByBrake: key !== null && (written.get(key)?.stoppedByBrake ?? false),
      ...describeMissing(matter, item, setting),
      treaty: documentAt(setting.versions, setting.now),
    })
  }
  return judged
}

function itemOf(matter: Matter, decision: ItemDecision): Item {
  // The assertion: decisions are about the items of their own matter.
  return [matter.lead, ...matter.deals].find(item => item && itemKey(item) === itemKey(decision.ref))!
}

function brakeLimits(setting: GateSetting, breach: BreachFound): BrakeLimits {
  return (rulesAt(setting.versions, breach.movedAt) ?? setting.versions[0]!).policy.brake
}

function firstMoveAt(decisions: readonly ItemDecision[]): number {
  return Math.min(...decisions.map(decision => decision.breach?.movedAt ?? Number.MAX_SAFE_INTEGER))
}
