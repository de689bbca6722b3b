import type { Home, HomeItem } from '../contracts/api/home.schema.ts'
import type { FeedbackEntry } from '../domain/verdict.ts'
import type { Item } from '../store/items.ts'
import type { FeedbackActor, FeedbackDeps } from './feedback-ports.ts'
import { isSameItem, itemKey } from '../domain/item-ref.ts'
import { hasGrant, reachOf } from '../domain/rights.ts'
import { latestVerdict, toFeedback } from './stored-feedback.ts'
import { deadlineOf } from './verdict-dates.ts'
import { personOf, readNames } from './view-feedback.ts'

const DAY_MS = 86_400_000
/** What is older than this is history: the list is for work that can still be done. */
const LOOK_BACK_MS = 30 * DAY_MS
/** Rows of one list; its head counts all. */
const SHOWN = 50

type Waiting = Pick<Home, 'mine' | 'team' | 'coverage'>

/** What waits for a verdict, for the first page: a rep's own items, the team's for a head, and the last thirty days by verdict. */
export async function readWaiting(deps: FeedbackDeps, portalId: number, actor: FeedbackActor): Promise<Waiting> {
  const asked = await deps.treaties.asked(portalId, deps.now())
  if (!asked)
    return { mine: null, team: null, coverage: null }
  const wish = { entityTypeId: asked.document.handoff.intake.entityTypeId, sinceAt: deps.now() - LOOK_BACK_MS }
  const reach = reachOf(actor.roles, 'give_feedback')
  const seesAll = reachOf(actor.roles, 'item_facts') === 'all'
  const own = [actor.userId, ...actor.teamUserIds]
  return {
    mine: hasGrant(actor.roles, 'give_feedback') && actor.roles.includes('rep') ? await readList(deps, portalId, { ...wish, assignedTo: [actor.userId] }) : null,
    team: reach === 'all' ? await readTeam(deps, portalId, wish) : null,
    coverage: seesAll || hasGrant(actor.roles, 'item_facts') ? await deps.store.waiting.countVerdicts(portalId, seesAll ? wish : { ...wish, assignedTo: own }) : null,
  }
}

interface Wish { entityTypeId: 1 | 2, sinceAt: number, assignedTo?: readonly number[] }

async function readList(deps: FeedbackDeps, portalId: number, wish: Wish): Promise<NonNullable<Home['mine']>> {
  const { items, total } = await deps.store.waiting.withoutVerdict(portalId, { ...wish, limit: SHOWN })
  const rows = await describe(deps, portalId, items)
  return { items: rows, total, overdue: rows.filter(row => row.overdue).length, held: rows.filter(row => row.held).length }
}

async function readTeam(deps: FeedbackDeps, portalId: number, wish: Wish): Promise<NonNullable<Home['team']>> {
  const { items, overdue, held } = await readList(deps, portalId, wish)
  const openBreaches = await deps.store.breaches.count(portalId, { outcome: 'open' })
  return { items: items.filter(row => row.overdue || row.held), overdue, held, openBreaches }
}

async function describe(deps: FeedbackDeps, portalId: number, items: readonly Item[]): Promise<HomeItem[]> {
  const { store, now } = deps
  const [entries, names, stages, signed] = await Promise.all([
    store.feedback.ofItems(portalId, [...items]),
    readNames(store, portalId, items.map(item => item.assignedBy)),
    store.stages.list(portalId),
    deps.treaties.signed(portalId),
  ])
  const breaches = await store.breaches.ofItems(portalId, [...items])
  const heldKeys = new Set(breaches.filter(breach => ['returned', 'held'].includes(breach.outcomes.at(-1)?.outcome ?? '')).map(itemKey))
  const rows = items.map((item): HomeItem => {
    const history: FeedbackEntry[] = entries.filter(entry => isSameItem(entry, item)).map(toFeedback)
    const due = deadlineOf(item, history, signed.findLast(version => version.inForceFrom <= item.createdAt) ?? null)?.dueAt ?? null
    return {
      entityTypeId: item.entityTypeId,
      itemId: item.itemId,
      stageName: stages.find(stage => stage.entityTypeId === item.entityTypeId && stage.pipelineId === item.pipelineId && stage.stageId === item.stageId)?.name ?? null,
      assignee: personOf(item.assignedBy, names),
      sourceId: item.sourceId,
      createdAt: item.createdAt,
      dueAt: due,
      overdue: due !== null && due < now(),
      label: latestVerdict(history)?.content?.label ?? null,
      held: heldKeys.has(itemKey(item)),
    }
  })
  return rows.sort((one, other) => Number(other.held) - Number(one.held) || (one.dueAt ?? Infinity) - (other.dueAt ?? Infinity) || one.createdAt - other.createdAt)
}
