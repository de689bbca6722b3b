import type { GateItem, GateMove, GateRules, GateStage } from './gate-facts.ts'

/** Where a stage lies as seen from the handoff. */
export type LeadPosition = 'intake' | 'beyond' | 'success' | 'junk'

/** The move by which an item came to where it is, and the last place it lawfully had before. */
export interface Crossing {
  /** Same for everybody who looks at the same move: the history row, else the time of the move. */
  readonly key: string
  readonly move: GateMove
  /** Moves before it, oldest first. */
  readonly before: readonly GateMove[]
  /** Moves after it, oldest first. */
  readonly after: readonly GateMove[]
}

/** The history up to where the item stands now; a move the portal wrote no row for is added from the item itself. */
export function movesOf(item: GateItem): readonly GateMove[] {
  const last = item.history.at(-1)
  if (last && last.stageId === item.stageId && last.pipelineId === item.pipelineId)
    return item.history
  const { pipelineId, stageId, semantic, movedAt } = item
  return [...item.history, { historyId: null, pipelineId, stageId, semantic, movedAt }]
}

/** The first move of the unbroken run at the end of which the item stands; null when the last move is not of that kind. */
export function crossingOf(moves: readonly GateMove[], belongs: (move: GateMove) => boolean): Crossing | null {
  let start = moves.length
  while (start > 0 && belongs(moves[start - 1]!))
    start--
  return start === moves.length ? null : crossingAt(moves, start)
}

/** The crossing that is the move at this place of the history. */
export function crossingAt(moves: readonly GateMove[], index: number): Crossing {
  const move = moves[index]!
  return { key: crossingKey(move), move, before: moves.slice(0, index), after: moves.slice(index + 1) }
}

/** Names a move: by its history row, or by its time where the portal keeps no row. */
export function crossingKey(move: Pick<GateMove, 'historyId' | 'movedAt'>): string {
  return move.historyId === null ? `t${move.movedAt}` : `h${move.historyId}`
}

/** Where a stage of leads lies; a stage made after signing counts by its place in the order. */
export function leadPosition(rules: GateRules, stages: readonly GateStage[], move: Pick<GateMove, 'stageId' | 'semantic'>): LeadPosition {
  if (move.semantic === 'F')
    return 'junk'
  if (move.semantic === 'S')
    return 'success'
  if (rules.handoff.beyondStageIds.includes(move.stageId))
    return 'beyond'
  if (rules.handoff.intakeStageIds.includes(move.stageId))
    return 'intake'
  const sort = stages.find(stage => stage.stageId === move.stageId)?.sort
  const border = stages.filter(stage => stage.semantic === 'P' && rules.handoff.beyondStageIds.includes(stage.stageId)).map(stage => stage.sort)
  return sort !== undefined && border.length > 0 && sort >= Math.min(...border) ? 'beyond' : 'intake'
}

/** The rules in force at an instant: the latest signed ones, before them a draft; null before any. */
export function rulesAt(all: readonly GateRules[], at: number): GateRules | null {
  const started = all.filter(rules => rules.inForceFrom <= at)
  const signed = started.filter(rules => rules.signed)
  const pool = signed.length > 0 ? signed : started
  return pool.reduce<GateRules | null>((latest, rules) => !latest || isLater(rules, latest) ? rules : latest, null)
}

/** Items created before this instant are not governed; null without any rules. */
export function governedSince(all: readonly GateRules[]): number | null {
  const signed = all.filter(rules => rules.signed)
  const pool = signed.length > 0 ? signed : all
  return pool.length === 0 ? null : Math.min(...pool.map(rules => rules.inForceFrom))
}

function isLater(one: GateRules, other: GateRules): boolean {
  return one.inForceFrom > other.inForceFrom || (one.inForceFrom === other.inForceFrom && one.versionNo > other.versionNo)
}
