import type { TreatyDocument } from '../../domain/treaty.ts'
import type { Item } from '../../store/items.ts'
import type { RawItem } from './figure-rules.ts'
import type { Standing } from './standing.ts'
import { stepsOf } from './figure-rules.ts'
import { standingsOf } from './standing.ts'

/** A visit to a step: stages of one step are one visit, each visit counts. */
export interface Stay {
  readonly step: number
  readonly from: number
  /** Null = still there. */
  readonly to: number | null
}

const stepMaps = new WeakMap<TreatyDocument, ReadonlyMap<string, number>>()

/** Stays of an item and its deals. A won or junk stage is an end, not a stay; deletion ends a stay. */
export function staysOf({ item, deals, moves }: RawItem, document: TreatyDocument | null): Stay[] {
  return document === null ? [] : [item, ...deals].flatMap(owner => staysOfOne(owner, standingsOf(owner, moves), document))
}

/**
 * The furthest step the item or its deals have been in; the first step with stages for every intake item; -1 without a treaty. A step of an
 * activity is reached when it happened and the steps before it were: a call before the handoff is no first talk of sales.
 */
export function furthestStep({ item, deals, moves, touches }: RawItem, document: TreatyDocument | null): number {
  if (document === null)
    return -1
  const steps = stepsOf(document)
  const hasHappened = { first_attempt: item.callsMade > 0 || touches.some(touch => touch.isAttempt), first_talk: touches.some(touch => touch.talkSeconds > 0) }
  const visited = [item, ...deals].flatMap(owner => standingsOf(owner, moves).map(standing => stepOf(owner, standing, document) ?? -1))
  const stood = Math.max(steps.findIndex(({ binding }) => binding.kind === 'stages'), ...visited)
  return steps.reduce((furthest, { binding }, index) => {
    const isDone = binding.kind === 'activity' && hasHappened[binding.activity]
    const before = steps.slice(0, index).findLastIndex(step => step.binding.kind === 'stages')
    return isDone && before <= stood ? Math.max(furthest, index) : furthest
  }, stood)
}

function staysOfOne(owner: Item, standings: readonly Standing[], document: TreatyDocument): Stay[] {
  const stays: Stay[] = []
  let open: { step: number, from: number } | null = null
  for (const standing of standings) {
    const step = standing.semantic === 'P' ? stepOf(owner, standing, document) : null
    if (open !== null && open.step === step)
      continue
    if (open !== null)
      stays.push({ ...open, to: standing.from })
    open = step === null ? null : { step, from: standing.from }
  }
  if (open !== null)
    stays.push({ ...open, to: owner.deletedAt === null ? null : Math.max(owner.deletedAt, open.from) })
  return stays
}

function stepOf(owner: Item, standing: Standing, document: TreatyDocument): number | null {
  const map = stepMaps.get(document) ?? mapSteps(document)
  stepMaps.set(document, map)
  return map.get(`${owner.entityTypeId}:${standing.pipelineId}:${standing.stageId}`) ?? null
}

function mapSteps(document: TreatyDocument): ReadonlyMap<string, number> {
  const map = new Map<string, number>()
  stepsOf(document).forEach(({ binding }, index) => {
    const stages = binding.kind === 'stages' ? binding.stages : []
    stages.forEach(stage => map.set(`${stage.entityTypeId}:${stage.pipelineId}:${stage.stageId}`, index))
  })
  return map
}
