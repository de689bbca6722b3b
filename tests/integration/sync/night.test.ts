import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY_MS, offsetAt } from '../../../src/domain/local-time.ts'
import { tendPortals } from '../../../src/sync/tend-portals.ts'
import { prepareEngine } from '../../support/engines.ts'
import { openGateScene } from '../../support/gate-scene.ts'

const engine = prepareEngine()
const HOUR_MS = 3_600_000

describe('the comparison of ids', () => {
  let scene: Awaited<ReturnType<typeof openGateScene>>
  let compared: number

  /** Today at this hour of the portal. */
  function at(hour: number): number {
    const offset = offsetAt(Date.now(), 'Europe/Moscow')
    return Math.floor((Date.now() + offset) / DAY_MS) * DAY_MS - offset + hour * HOUR_MS
  }

  async function tendAt(hour: number, isStopping = () => false): Promise<number> {
    const before = compared
    await engine.store.taskLeases.makeDue(scene.portalId, 'tend')
    const log = { warn: scene.deps.log.warn, info: (_: unknown, message: string) => void (compared += message === 'ids compared' ? 1 : 0) }
    await tendPortals({ ...scene.deps, now: () => at(hour), log }, () => {}, isStopping, 'process')
    return compared - before
  }

  beforeAll(async () => {
    scene = await openGateScene(engine.store, { seed: 1_391 })
    compared = 0
    scene.addLead()
    await scene.settle()
  })
  afterAll(() => scene.close())

  it.each([0, 1.9, 5, 12, 23])('is not made at %d o\'clock of the portal', async (hour) => {
    expect(await tendAt(hour)).toBe(0)
  })

  it('breaks off when the process stops, and is made soon after: nothing is marked by half a list', async () => {
    const asked = scene.calls().length
    const isComparing = () => scene.calls().slice(asked).some(({ params }) => JSON.stringify(params.select) === '["id"]')
    expect(await tendAt(3, isComparing)).toBe(0)
    expect(await tendAt(3)).toBe(0)
    await engine.store.taskLeases.makeDue(scene.portalId, 'compare')
    expect(await tendAt(3)).toBe(1)
  })

  it('is made once a night', async () => {
    expect(await tendAt(4.9)).toBe(0)
    await engine.store.taskLeases.makeDue(scene.portalId, 'compare')
    expect(await tendAt(4.9)).toBe(1)
  })
})
