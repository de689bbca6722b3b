import type { BreachRoute } from './breach.ts'
import type { PipelineId, UserId } from './ids.ts'

/** Something our own app did for a person shortly before the move. */
export interface OwnDeed {
  readonly kind: 'widget' | 'timeline' | 'handoff'
  readonly userId: UserId | null
  readonly at: number
}

/** What is known about how a move came about. */
export interface MoveEvidence {
  readonly movedAt: number
  /** The item's `movedBy`; null when the portal names nobody. */
  readonly movedBy: UserId | null
  /** Owners of the tokens of events seen since the move; null = the event had no token. Empty = no event was seen. */
  readonly eventUsers: readonly (UserId | null)[]
  readonly hasLead: boolean
  /** Pipeline the deal came from when it changed pipelines. */
  readonly fromPipelineId: PipelineId | null
  readonly ownDeeds: readonly OwnDeed[]
}

/** A route with the person behind it, as far as known. */
export interface RouteFound {
  readonly route: BreachRoute
  readonly actorId: UserId | null
}

/** Our deed explains a move of the same person that follows within a minute. */
const DEED_WINDOW_MS = 60_000

/** Names the route of a move; the strongest evidence wins, and missing evidence is never filled by a guess. */
export function routeOfMove(evidence: MoveEvidence): RouteFound {
  const deed = evidence.ownDeeds.find(own => explains(own, evidence))
  if (deed)
    return { route: deed.kind, actorId: deed.userId ?? evidence.movedBy }
  if (!evidence.hasLead)
    return { route: 'deal_without_lead', actorId: evidence.movedBy }
  if (evidence.fromPipelineId !== null)
    return { route: 'other_pipeline', actorId: evidence.movedBy }
  if (evidence.eventUsers.length === 0)
    return evidence.movedBy === null ? { route: 'unknown', actorId: null } : { route: 'person', actorId: evidence.movedBy }
  const users = evidence.eventUsers.filter(user => user !== null)
  if (users.length === 0)
    return { route: 'no_user', actorId: null }
  return { route: 'person', actorId: evidence.movedBy ?? users[0] ?? null }
}

function explains(own: OwnDeed, evidence: MoveEvidence): boolean {
  const samePerson = own.userId === null || evidence.movedBy === null || own.userId === evidence.movedBy
  return samePerson && Math.abs(evidence.movedAt - own.at) <= DEED_WINDOW_MS
}
