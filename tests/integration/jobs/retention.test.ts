import type { FeedbackEntry } from '../../../src/store/feedback.ts'
import { expect, it } from 'vitest'
import { retentionJob } from '../../../src/jobs/retention-job.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { sampleReading } from '../../support/sample-item.ts'
import { createSamplePortal } from '../../support/sample-portal.ts'

const DAY_MS = 86_400_000
const NOW = Date.UTC(2026, 10, 23)

/** A verdict with words. */
function words(dedupeKey: string, itemId: number, givenAt: number): Omit<FeedbackEntry, 'feedbackId'> {
  return { entityTypeId: 1, itemId, kind: 'verdict', label: 'qualified', answers: {}, prefilled: [], warmth: 'hot', reason: null, comment: 'Звонил, ждёт договор', complete: true, unproven: false, authorId: 7, route: 'widget', evidence: {}, versionNo: 1, givenAt, dedupeKey, durationMs: null }
}

describeOnBothEngines('retention', (engine) => {
  it('forgets each kind of row after its time and no other', async () => {
    const { portalId } = await createSamplePortal(engine.store)
    for (const days of [2, 4, 364, 366]) {
      await engine.store.audit.write(portalId, { at: NOW - days * DAY_MS, actorId: days, action: 'a', subject: null, detail: {}, ipHash: null })
      await engine.store.audit.write(0, { at: NOW - days * DAY_MS, actorId: days, action: 'event.unknown_portal', subject: null, detail: {}, ipHash: null })
      await engine.store.restLog.writeMany(portalId, [{ at: NOW - days * DAY_MS, method: 'profile', params: {}, status: 200, error: null, durationMs: days }])
    }
    await retentionJob(engine.store, () => NOW).work(null)
    expect((await engine.store.audit.list(portalId, {}, {})).rows.map(row => row.actorId)).toEqual([364, 4, 2])
    expect((await engine.store.audit.list(0, {}, {})).rows.map(row => row.actorId)).toEqual([364, 4, 2])
    expect((await engine.store.restLog.list(portalId, {}, {})).rows.map(row => row.durationMs)).toEqual([2])
  })

  it('deletes a portal that moved out when its thirty days are over, and not a day before', async () => {
    const early = await createSamplePortal(engine.store, { status: 'locked', deleteAt: NOW + DAY_MS })
    const due = await createSamplePortal(engine.store, { status: 'locked', deleteAt: NOW })
    await retentionJob(engine.store, () => NOW).work(null)
    expect(await engine.store.portals.get(due.portalId)).toBeNull()
    expect(await engine.store.portals.get(early.portalId)).not.toBeNull()
  })

  it('deletes what was written late about a portal that is gone, and nothing of one that came back', async () => {
    const { store } = engine
    const [gone, back] = [await createSamplePortal(store), await createSamplePortal(store)]
    for (const { portalId } of [gone, back])
      await store.portals.purge(portalId)
    await store.portals.create(back, NOW)
    for (const { portalId } of [gone, back])
      await store.preferences.set(portalId, 7, 'hint', true)
    await retentionJob(store, () => NOW).work(null)
    expect(await store.preferences.get(gone.portalId, 7, 'hint')).toBeUndefined()
    expect(await store.preferences.get(back.portalId, 7, 'hint')).toBe(true)
    await store.portals.purgeLate(back.portalId)
    expect(await store.portals.get(back.portalId)).not.toBeNull()
  })

  it('keeps our words for two years, and those about a lead that is gone for a day; labels and counts stay', async () => {
    const { store } = engine
    const { portalId } = await createSamplePortal(store)
    const [old, gone, back] = [1, 2, 3]
    for (const [itemId, days] of [[old, 731], [old, 729], [gone, 5], [back, 5]] as const) {
      await store.feedback.append(portalId, words(`${itemId}:${days}`, itemId, NOW - days * DAY_MS))
      await store.passes.grant(portalId, { entityTypeId: 1, itemId, grantedBy: 9, reason: 'Договорились', grantedAt: NOW - days * DAY_MS })
    }
    await store.items.upsertMany(portalId, [old, gone, back].map(itemId => sampleReading({ itemId })))
    await store.items.markGone(portalId, [{ entityTypeId: 1, itemId: gone }], { cause: 'deleted', at: NOW - 2 * DAY_MS })
    await store.items.markGone(portalId, [{ entityTypeId: 1, itemId: back }], { cause: 'unknown', at: NOW - DAY_MS / 2 })
    await retentionJob(store, () => NOW).work(null)
    const rows = await store.feedback.ofItems(portalId, [old, gone, back].map(itemId => ({ entityTypeId: 1, itemId })))
    expect(Object.fromEntries(rows.map(row => [row.dedupeKey, [row.comment !== null, row.label]]))).toEqual({
      '1:731': [false, 'qualified'],
      '1:729': [true, 'qualified'],
      '2:5': [false, 'qualified'],
      '3:5': [true, 'qualified'],
    })
    const { rows: passes } = await store.executeSql(`select item_id, reason from gate_pass where portal_id = ${portalId} order by pass_id`) as { rows: { item_id: number, reason: string }[] }
    expect(passes.map(pass => [pass.item_id, pass.reason !== ''])).toEqual([[1, false], [1, true], [2, false], [3, true]])
  })
})
