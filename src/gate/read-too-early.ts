import type { Intention } from '../store/intentions.ts'
import type { Item } from '../store/items.ts'
import type { StageMove } from '../store/moves.ts'

/** Clocks of two servers, and of the portal, may differ by so much; a look again costs a moment. */
const DOUBT_MS = 20_000

/** What is known of an item beside its reading. */
export interface SeenBeside {
  /** Oldest first. */
  readonly moves: readonly StageMove[]
  readonly intentions: readonly Intention[]
  /** The crossing it would be judged by, see `crossingKey`; null = none. */
  readonly crossing: string | null
}

/**
 * Whether an item was read before what we know of it happened: it stands beyond the handoff by the very move a correction has taken back, or
 * its history goes on after the move that brought it there. Two servers come to this when one has just lost the portal to the other, its last
 * request still under way: judged by such a reading, one trespass would stand in the ledger twice. It is read again instead.
 */
export function isReadTooEarly(item: Pick<Item, 'stageId' | 'movedAt' | 'readAt'>, { moves, intentions, crossing }: SeenBeside): boolean {
  const last = moves.at(-1)
  const isOvertaken = last !== undefined && last.stageId !== item.stageId && item.movedAt !== null && last.movedAt > item.movedAt && item.readAt < last.movedAt + DOUBT_MS
  return isOvertaken || (crossing !== null && intentions.some(one => takesBack(one, crossing) && item.stageId !== one.payload.toStageId && item.readAt < one.updatedAt + DOUBT_MS))
}

/** A correction that was sent, whether or not its answer has been noted. */
function takesBack({ kind, state, payload }: Intention, crossing: string): boolean {
  return (kind === 'correct.return_lead' || kind === 'correct.hold_deal') && (state === 'done' || state === 'running') && payload.crossing === crossing
}
