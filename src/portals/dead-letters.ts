import type { DeadLetter, DeadLetterRef } from '../contracts/api/dead-letters.schema.ts'
import type { StoreScope } from '../store/store.ts'
import type { HealthActor } from './health-rights.ts'
import { writeAudit } from './audit-log.ts'
import { requireHealthGrant } from './health-rights.ts'

/** So many attempts take about ten minutes: by then it is no passing trouble. */
export const DEAD_AFTER_ATTEMPTS = 9

const MOST_SHOWN = 200

/** A row that waits for the portal's own history counts attempts too, and is no trouble. */
const NO_TROUBLE = 'history_late'

/** What dead letters stand on. */
export interface DeadLetterDeps {
  readonly store: Pick<StoreScope, 'dirty' | 'intentions' | 'audit'>
  readonly now: () => number
}

/** Work of a portal that failed too often, newest first. @throws HttpError 403 `no_right` */
export async function listDeadLetters({ store }: DeadLetterDeps, portalId: number, actor: HealthActor): Promise<DeadLetter[]> {
  requireHealthGrant(actor, 'see_health')
  const wish = { minAttempts: DEAD_AFTER_ATTEMPTS, limit: MOST_SHOWN }
  const [looks, writes] = await Promise.all([store.dirty.listFailing(portalId, wish), store.intentions.listDead(portalId, wish)])
  return [
    ...looks.filter(row => row.lastError !== NO_TROUBLE).map((row): DeadLetter => ({
      ref: { kind: 'look', entityTypeId: row.entityTypeId, itemId: row.itemId },
      entityTypeId: row.entityTypeId,
      itemId: row.itemId,
      write: null,
      error: row.lastError,
      attempts: row.attempts,
      at: row.lastSeenAt,
      trying: true,
    })),
    ...writes.map((row): DeadLetter => ({
      ref: { kind: 'write', intentionId: row.intentionId },
      entityTypeId: row.entityTypeId,
      itemId: row.itemId,
      write: row.kind,
      error: row.error,
      attempts: row.attempts,
      at: row.updatedAt,
      trying: row.state === 'pending' || row.state === 'running',
    })),
  ].sort((one, other) => other.at - one.at).slice(0, MOST_SHOWN)
}

/**
 * Takes letters up again: an item is looked at anew, a write is due at once and is checked before it is made. Names of what is no
 * longer dead are passed over. Returns how many were taken up. @throws HttpError 403 `no_right`
 */
export async function retryDeadLetters(deps: DeadLetterDeps, portalId: number, actor: HealthActor, refs: readonly DeadLetterRef[]): Promise<number> {
  const { store, now } = deps
  const dead = await listDeadLetters(deps, portalId, actor)
  const wished = new Set(refs.map(refKey))
  const taken = dead.filter(letter => wished.has(refKey(letter.ref)))
  const looks = taken.flatMap(({ ref }) => ref.kind === 'look' ? [{ entityTypeId: ref.entityTypeId, itemId: ref.itemId, lane: 'live' as const, seenAt: now() }] : [])
  const revived = await store.intentions.revive(portalId, taken.flatMap(({ ref }) => ref.kind === 'write' ? [ref.intentionId] : []), now())
  await store.dirty.mark(portalId, looks)
  const count = looks.length + revived.length
  if (count > 0)
    await writeAudit(store.audit, portalId, now(), { action: 'dead_letters.retried', actorId: actor.userId, detail: { looks: looks.length, writes: revived.length } })
  return count
}

function refKey(ref: DeadLetterRef): string {
  return ref.kind === 'look' ? `look:${ref.entityTypeId}:${ref.itemId}` : `write:${ref.intentionId}`
}
