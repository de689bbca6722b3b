import type { Item } from '../../store/items.ts'
import type { StageMove } from '../../store/moves.ts'

/** An item stands somewhere from an instant on. */
export interface Standing {
  readonly pipelineId: number
  readonly stageId: string
  readonly semantic: 'P' | 'S' | 'F'
  readonly from: number
}

/** Where an item stood, oldest first; what the history does not tell is taken from the item itself. */
export function standingsOf(item: Item, moves: readonly StageMove[]): Standing[] {
  const standings: Standing[] = moves
    .filter(move => move.entityTypeId === item.entityTypeId && move.itemId === item.itemId)
    .sort((one, other) => one.movedAt - other.movedAt || one.historyId - other.historyId)
    .map(({ pipelineId, stageId, semantic, movedAt }) => ({ pipelineId, stageId, semantic, from: movedAt }))
  const last = standings.at(-1)
  const { pipelineId, stageId, semantic } = item
  if (last === undefined)
    return [{ pipelineId, stageId, semantic, from: item.movedAt ?? item.createdAt }]
  if (last.stageId !== stageId || last.pipelineId !== pipelineId)
    standings.push({ pipelineId, stageId, semantic, from: Math.max(item.movedAt ?? item.updatedAt, last.from) })
  return standings
}
