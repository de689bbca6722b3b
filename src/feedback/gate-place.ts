import type { CardState } from '../contracts/api/card-state.schema.ts'
import type { MissingPart } from '../domain/missing-part.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { FeedbackContent } from '../domain/verdict.ts'
import type { BreachWithOutcomes } from '../store/breaches.ts'
import type { Item } from '../store/items.ts'
import type { StoreScope } from '../store/store.ts'
import type { Judged } from './find-judged.ts'
import { isSettled } from '../domain/breach.ts'
import { missingToJunk, missingToPass } from '../domain/completeness.ts'
import { DEAL, LEAD } from '../domain/item-ref.ts'

/** What the gate has done with an item, read from where its deals stand and from the ledger. */
export async function readGatePlace(store: Pick<StoreScope, 'items' | 'breaches'>, portalId: number, { item, judged }: Judged, text: { document: TreatyDocument, latest: FeedbackContent | null }): Promise<CardState['gate']> {
  const deals = judged?.entityTypeId === LEAD ? await store.items.dealsOfLead(portalId, judged.itemId) : []
  const breach = (await store.breaches.ofItem(portalId, item)).at(-1)
  const waiting = [item, ...deals].find(one => isWaiting(one, text.document))
  const place = placeOf(item, waiting, breach)
  return { ...place, missing: missingAt(place.state, breach?.kind === 'junk', text).map(part => ({ ...part })) }
}

/** Beyond the gate only `qualified` helps; before it, and out of junk, any complete verdict is enough. */
function missingAt(state: CardState['gate']['state'], isJunk: boolean, { document, latest }: { document: TreatyDocument, latest: FeedbackContent | null }): readonly MissingPart[] {
  const isBeyond = state === 'held' || state === 'waiting' || (state === 'returned' && !isJunk)
  return isBeyond ? missingToPass(latest, document) : missingToJunk(latest, document)
}

function placeOf(item: Item, waiting: Item | undefined, breach: BreachWithOutcomes | undefined): Pick<CardState['gate'], 'state' | 'since'> {
  if (waiting)
    return { state: waiting === item ? 'waiting' : 'held', since: waiting.movedAt }
  const outcomes = breach?.outcomes.map(({ outcome }) => outcome) ?? []
  if (breach && outcomes.at(-1) === 'returned')
    return { state: 'returned', since: breach.outcomes.at(-1)?.at ?? breach.detectedAt }
  if (breach?.mode === 'observe' && !isSettled(outcomes))
    return { state: 'observing', since: breach.detectedAt }
  return { state: 'free', since: null }
}

function isWaiting(item: Item, { gate }: TreatyDocument): boolean {
  return item.entityTypeId === DEAL
    && item.deletedAt === null
    && gate.pipelines.some(({ pipelineId, waitingStageId }) => pipelineId === item.pipelineId && waitingStageId === item.stageId)
}
