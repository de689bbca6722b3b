import type { Store } from '../../../src/store/store.ts'
import type { FaultReport } from '../run-chaos.ts'
import { setTimeout as wait } from 'node:timers/promises'
import Fastify from 'fastify'
import { registerEvents } from '../../../handlers/register-events.ts'
import { sampleEvent } from '../../support/sample-event.ts'
import { createSamplePortal } from '../../support/sample-portal.ts'
import { secondsSince } from '../run-chaos.ts'

const EVENTS = 1_000
const AT_ONCE = 64
/** So many events at most between two rollbacks, however quick the intake is. */
const EVENTS_PER_ROLLBACK = 50
/** Items that only transactions touch which end by rolling back. */
const NEVER_FROM = 1_000_000

/**
 * A thousand events are taken in while other transactions on the same store are rolled back, one after the other. What was
 * answered must be there; what was rolled back must not.
 */
export async function rollBackDuringIntake(store: Store): Promise<FaultReport> {
  const { portalId, memberId } = await createSamplePortal(store)
  const door = Fastify()
  const ports = { lifecycle: { hint: async () => {} }, timelineClick: { clicked: async () => {} }, fieldChange: { changed: async () => {} }, offlineWake: { wake: async () => {} } }
  await registerEvents(door, { store, ports, now: Date.now, hashIp: () => 'hash' })
  const run = { isOver: false, rollbacks: 0 }
  const rolling = rollBack(store, portalId, run)
  const answered = await takeIn(door, memberId, run)
  run.isOver = true
  await rolling
  if (run.rollbacks < 10)
    throw new Error(`Only ${run.rollbacks} transactions were rolled back meanwhile: that proves nothing.`)
  const overAt = performance.now()
  const { rows } = await store.executeSql(`select item_id as id from dirty_item where portal_id = ${portalId}`) as { rows: { id: number }[] }
  const kept = new Set(rows.map(row => row.id))
  await door.close()
  const judged = answered.filter(id => kept.has(id)).length
  return { fault: `rollback_during_intake_${store.engine}`, changes: EVENTS, judged, lost: EVENTS - judged, doubled: rows.length - judged, seconds_to_consistency: secondsSince(overAt) }
}

/** Returns the items whose event was answered with 200. */
async function takeIn(door: Pick<ReturnType<typeof Fastify>, 'inject'>, memberId: string, run: { rollbacks: number }): Promise<number[]> {
  const answered: number[] = []
  let next = 0
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (next < EVENTS) {
      next += 1
      const itemId = next
      while (run.rollbacks * EVENTS_PER_ROLLBACK < itemId)
        await wait(1)
      const { statusCode } = await door.inject({ method: 'POST', url: '/events', headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: sampleEvent({ memberId, data: { '[FIELDS][ID]': String(itemId) } }) })
      if (statusCode === 200)
        answered.push(itemId)
    }
  }))
  return answered
}

async function rollBack(store: Store, portalId: number, run: { isOver: boolean, rollbacks: number }): Promise<void> {
  while (!run.isOver) {
    run.rollbacks += 1
    await store.transaction(async (within) => {
      for (let step = 0; step < 3; step += 1)
        await within.dirty.mark(portalId, [{ entityTypeId: 1, itemId: NEVER_FROM + run.rollbacks * 3 + step, lane: 'live', seenAt: Date.now() }])
      throw new Error('back')
    }).catch(() => undefined)
  }
}
