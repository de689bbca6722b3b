import type { GateScene } from '../../support/gate-scene.ts'
import { afterEach, expect, it } from 'vitest'
import { workSlice } from '../../../src/sync/work-slice.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { openGateScene } from '../../support/gate-scene.ts'

describeOnBothEngines('a server that has lost the portal to another one', (engine) => {
  let scene: GateScene
  afterEach(() => scene.close())

  /** A slice of all that waits, by a server for which `meanwhile` happens between its reading and its judging. */
  async function slowSlice(meanwhile: () => Promise<void>): Promise<void> {
    const rows = await engine.store.dirty.take(scene.portalId, { lane: 'live', limit: 50, now: scene.now() })
    let isOver = false
    const clients = { ...scene.clients, forPortal: (portalId: number) => {
      const client = scene.clients.forPortal(portalId)
      return { ...client, batch: async (...args: Parameters<typeof client.batch>) => {
        const answer = await client.batch(...args)
        if (!isOver) {
          isOver = true
          await meanwhile()
        }
        return answer
      } }
    } }
    await workSlice({ ...scene.deps, clients }, { portal: await scene.portalRow(), rows, lane: 'gate' })
  }

  it('judges nothing by what it read before the other one corrected: one trespass, one message, one record', async () => {
    scene = await openGateScene(engine.store, { seed: 41 })
    const lead = scene.addLead()
    await scene.settle()
    scene.move(1, lead, 'PROCESSED')
    await scene.portal.events.idle()
    await slowSlice(async () => {
      // The other one reads, judges and corrects; it hears nothing of its own correction yet.
      scene.portal.knobs.apply({ dropEvents: 1 })
      await scene.work()
      expect(scene.stageOf(1, lead)).toBe('NEW')
    })
    expect(await scene.breaches()).toMatchObject([{ item: `1:${lead}`, outcomes: ['returned'] }])
    scene.portal.knobs.apply({ dropEvents: 0 })
    await scene.settle()
    expect(await scene.breaches()).toMatchObject([{ item: `1:${lead}`, outcomes: ['returned'] }])
    expect(scene.portal.work.notifications.of(scene.portal.crm.get(1, lead)!.assignedById as number).filter(one => one.appId !== null)).toHaveLength(1)
    expect((await engine.store.dirty.waiting(scene.portalId)).live.count).toBe(0)
  })

  it('still takes back a second trespass right after the first', async () => {
    scene = await openGateScene(engine.store, { seed: 42 })
    const lead = scene.addLead()
    await scene.settle()
    for (const times of [1, 2]) {
      scene.move(1, lead, 'PROCESSED')
      await scene.settle()
      expect(scene.stageOf(1, lead)).toBe('NEW')
      expect(await scene.breaches()).toHaveLength(times)
    }
  })
})
