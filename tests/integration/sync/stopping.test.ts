import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tendPortals } from '../../../src/sync/tend-portals.ts'
import { prepareEngine } from '../../support/engines.ts'
import { openGateScene } from '../../support/gate-scene.ts'

const engine = prepareEngine()
const CHANGED = 220

describe('a process that is asked to stop while it tends a portal', () => {
  let scene: Awaited<ReturnType<typeof openGateScene>>
  const warnings: Record<string, unknown>[] = []
  const waiting = async (): Promise<number> => (await engine.store.dirty.waiting(scene.portalId)).bulk.count

  /** Tends until the process stops after so many requests. Returns the requests that were sent. */
  async function tend(stopAfter = Number.POSITIVE_INFINITY): Promise<number> {
    const before = scene.requests()
    await tendPortals({ ...scene.deps, log: { info: () => {}, warn: facts => void warnings.push(facts) } }, () => {}, () => scene.requests() - before >= stopAfter, 'process')
    return scene.requests() - before
  }

  /** Pages of leads the sweep has read since. At night the comparison of ids reads others. */
  const sweptPages = (since: number): number => scene.calls().slice(since).filter(({ method, params }) =>
    method === 'crm.item.list' && params.entityTypeId === 1 && JSON.stringify(params).includes('>=updatedTime')).length

  beforeAll(async () => {
    scene = await openGateScene(engine.store, { seed: 1_390 })
    scene.portal.knobs.apply({ dropEvents: 1 })
    for (let index = 0; index < CHANGED; index += 1)
      scene.addLead()
    await scene.portal.events.idle()
  })
  afterAll(() => scene.close())

  it('asks for no further page, and says nothing of a failure', async () => {
    expect(await tend(2)).toBe(2)
    expect(warnings).toEqual([])
    expect(await waiting()).toBe(100)
  })

  it('has left the rest to the next one, which goes on where it was', async () => {
    await engine.store.executeSql('update task_lease set until_at = null, next_at = null where portal_id = $1', [scene.portalId])
    const asked = scene.calls().length
    await tend()
    expect(await waiting()).toBe(CHANGED)
    expect(sweptPages(asked)).toBe(3)
    expect(warnings).toEqual([])
  })
})
