import type { BackfillPart, BackfillPartName } from '../../store/backfills.ts'
import type { Portal } from '../../store/portals.ts'
import type { TaskHold } from '../../store/task-leases.ts'
import type { BackfillDeps } from './backfill-deps.ts'
import type { PartEnd } from './run-part.ts'
import { MethodMissingError, PortalCallError } from '../../bitrix/portal-errors.ts'
import { hindranceOf } from './hindrance-of.ts'
import { PAST_PARTS } from './past-parts.ts'
import { BACKFILL_LEASE_MS, runPart } from './run-part.ts'

/** One visit of the backfill. */
export interface BackfillVisit {
  portalId: number
  /** Who visits; one per process. */
  owner: string
  isStopping: () => boolean
}

/** Parts the product can do without: a portal that lacks their method is read without them. */
const OPTIONAL: readonly BackfillPartName[] = ['users', 'lead_history', 'deal_history', 'activities']

/**
 * Reads the past of a portal, part by part, from where it stopped. Gives way to the portal's limits and says why it waits.
 * @returns when to come again; null = all is read, or somebody else reads
 */
export async function backfillPortal(deps: BackfillDeps, { portalId, owner, isStopping }: BackfillVisit): Promise<number | null> {
  const { store, now } = deps
  const hold = await store.taskLeases.acquire(portalId, 'backfill', { owner, forMs: BACKFILL_LEASE_MS })
  if (!hold)
    return null
  try {
    const portal = await store.portals.get(portalId)
    if (portal?.status !== 'active')
      return null
    await store.backfills.plan(portalId)
    const counted = await attempt(deps, portal, 'leads', () => countOnce(deps, portalId))
    let isNew = false
    for (const part of counted === 'done' ? await store.backfills.list(portalId) : []) {
      if (part.state === 'done')
        continue
      if (part.resumeAt !== null && part.resumeAt > now())
        return part.resumeAt
      const next = await attempt(deps, portal, part.part, () => part.part === 'users' ? readUsers(deps, portalId) : readList(deps, portal, { ...part, part: part.part }, { hold, isStopping }))
      if (next !== 'done')
        return next
      isNew = true
    }
    if (counted !== 'done')
      return counted
    if (isNew) {
      await countTables(deps, portal)
      deps.pastRead?.(portalId)
    }
    return null
  }
  finally {
    await store.taskLeases.release(portalId, 'backfill', hold)
  }
}

/** The embedded engine looks at its tables every ten minutes: until then the first figures would read whole tables that have just grown. */
async function countTables({ store, log }: BackfillDeps, { memberId }: Portal): Promise<void> {
  try {
    await store.vacuum()
  }
  catch (error) {
    log.warn({ memberId, fault: error instanceof Error ? error.stack : String(error) }, 'tables were not counted after the past')
  }
}

/** One piece of work; `done`, or when to come again, null when it is somebody else's now. Why it waits is kept at the part. */
async function attempt(deps: BackfillDeps, portal: Portal, name: BackfillPartName, work: () => Promise<PartEnd>): Promise<'done' | number | null> {
  const { store, now } = deps
  const { portalId } = portal
  try {
    return await work() === 'done' ? 'done' : null
  }
  catch (error) {
    const isCrowded = (await deps.readPace(portalId, 'batch')).crowdedUntil > 0
    const attempts = 1 + ((await store.backfills.list(portalId)).find(part => part.part === name)?.attempts ?? 0)
    const isLacking = error instanceof MethodMissingError && OPTIONAL.includes(name)
    const why = hindranceOf(error, { attempts, now: now(), isCrowded })
    const code = error instanceof PortalCallError ? error.code : 'fault'
    deps.log.warn({ memberId: portal.memberId, part: name, code, ...(code === 'fault' ? { fault: error instanceof Error ? error.stack : String(error) } : {}) }, 'the past is read later')
    await store.backfills.change(portalId, name, { ...why, attempts, ...(isLacking ? { state: 'done', finishedAt: now(), updatedAt: now(), hindrance: 'missing', resumeAt: null } : {}) })
    return isLacking ? 'done' : why.resumeAt
  }
}

async function readUsers({ store, readPeople, now }: BackfillDeps, portalId: number): Promise<PartEnd> {
  const startedAt = now()
  const people = await readPeople(portalId)
  await store.backfills.change(portalId, 'users', { state: 'done', startedAt, finishedAt: now(), updatedAt: now(), rowsTotal: people, moreRows: people, moreMs: now() - startedAt, hindrance: null, resumeAt: null, attempts: 0 })
  return 'done'
}

async function readList(deps: BackfillDeps, portal: Portal, from: BackfillPart & { part: Exclude<BackfillPartName, 'users'> }, run: { hold: TaskHold, isStopping: () => boolean }): Promise<PartEnd> {
  const { store, now } = deps
  if (from.startedAt === null)
    await store.backfills.change(portal.portalId, from.part, { state: 'running', startedAt: now(), updatedAt: now() })
  return runPart(deps, PAST_PARTS[from.part], from, { portal, ...run })
}

/** All lists counted in one request, so that rate and time left can be told from the beginning. */
async function countOnce({ store, clients, now }: BackfillDeps, portalId: number): Promise<PartEnd> {
  const parts = await store.backfills.list(portalId)
  const isCounted = (name: BackfillPartName): boolean => parts.some(({ part, updatedAt }) => part === name && updatedAt !== null)
  // A part that a later version added is counted when the others long are.
  const lists = Object.values(PAST_PARTS).filter(({ name }) => !isCounted(name))
  if (lists.length === 0)
    return 'done'
  const answers = await clients.forPortal(portalId).batch(lists.map(part => part.count(part.name)), { lane: 'background' })
  for (const { name } of lists) {
    const answer = answers.get(name)
    await store.backfills.change(portalId, name, { updatedAt: now(), rowsTotal: answer?.state === 'done' ? answer.total : null })
  }
  return 'done'
}
