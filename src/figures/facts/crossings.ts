import type { GateStage } from '../../domain/gate-facts.ts'
import type { TreatyDocument } from '../../domain/treaty.ts'
import type { Item } from '../../store/items.ts'
import type { RawItem } from './figure-rules.ts'
import type { Standing } from './standing.ts'
import { leadPosition } from '../../domain/gate-crossing.ts'
import { gateRulesOf } from './figure-rules.ts'
import { standingsOf } from './standing.ts'

/** How an item went over the handoff, as a whole. */
export interface Passage {
  /** Each time the item came to stand beyond, ms. */
  readonly crossings: readonly number[]
  /** Each time it went to junk. */
  readonly junkedAt: readonly number[]
  /** Says whether it stood beyond at an instant. */
  readonly isBeyondAt: (at: number) => boolean
}

/** `null` = as before: held in the waiting stage, lost, or outside the governed pipelines. */
type Side = boolean | null

interface Step {
  readonly at: number
  readonly owner: string
  readonly side: Side
}

/** Crossings of an item: the lead converted, or one of its governed deals at work, whichever came first; together they are one. */
export function passageOf(raw: RawItem, document: TreatyDocument | null, stages: readonly GateStage[]): Passage {
  if (document === null)
    return { crossings: [], junkedAt: [], isBeyondAt: () => false }
  const owners = [raw.item, ...raw.deals]
  const steps = owners.flatMap(owner => standingsOf(owner, raw.moves).map((standing): Step => ({
    at: standing.from,
    owner: `${owner.entityTypeId}:${owner.itemId}`,
    side: owner === raw.item && isIntakePlace(owner, standing, document) ? intakeSide(standing, document, stages) : dealSide(standing, document),
  })))
  steps.sort((one, other) => one.at - other.at)
  return { ...walk(steps), junkedAt: standingsOf(raw.item, raw.moves).filter(standing => standing.semantic === 'F').map(standing => standing.from) }
}

function walk(steps: readonly Step[]): Pick<Passage, 'crossings' | 'isBeyondAt'> {
  const beyond = new Set<string>()
  const changes: { at: number, isBeyond: boolean }[] = []
  let isBeyond = false
  steps.forEach((step, index) => {
    if (step.side === true)
      beyond.add(step.owner)
    if (step.side === false)
      beyond.delete(step.owner)
    // What happens in one millisecond is one thing: the lead is converted and its deal appears.
    if (steps[index + 1]?.at === step.at || (beyond.size > 0) === isBeyond)
      return
    isBeyond = !isBeyond
    changes.push({ at: step.at, isBeyond })
  })
  return {
    crossings: changes.filter(change => change.isBeyond).map(change => change.at),
    isBeyondAt: at => changes.findLast(change => change.at <= at)?.isBeyond ?? false,
  }
}

function isIntakePlace(item: Item, standing: Standing, { handoff }: TreatyDocument): boolean {
  return item.entityTypeId === handoff.intake.entityTypeId && (item.entityTypeId === 1 || standing.pipelineId === handoff.intake.pipelineId)
}

function intakeSide(standing: Standing, document: TreatyDocument, stages: readonly GateStage[]): Side {
  const position = leadPosition(gateRulesOf(document), stages, standing)
  return position === 'beyond' || position === 'success'
}

function dealSide(standing: Standing, { gate }: TreatyDocument): Side {
  const pipeline = gate.pipelines.find(({ pipelineId }) => pipelineId === standing.pipelineId)
  return pipeline === undefined || standing.semantic === 'F' || standing.stageId === pipeline.waitingStageId ? null : true
}
