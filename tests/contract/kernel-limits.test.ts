import type { RunningPortal } from '../portal/start-portal.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startPortal } from '../portal/start-portal.ts'
import { getJson, postJson } from './kernel-caller.ts'

let running: RunningPortal
let hook: string
const minuteMs = 60_000

beforeAll(async () => {
  running = await startPortal()
  hook = `${running.url}/rest/1/demo`
})
beforeEach(() => {
  running.portal.knobs.reset()
  // A later minute: buckets and baskets of the test before are empty.
  running.portal.clock.shift(20 * minuteMs)
})
afterAll(() => running.close())

async function statuses(count: number): Promise<number[]> {
  const seen: number[] = []
  for (let call = 0; call < count; call += 1)
    seen.push((await getJson(`${hook}/server.time`)).status)
  return seen
}

describe('the rate limit', () => {
  it('does not exist until it is switched on', async () => {
    expect(new Set(await statuses(80))).toEqual(new Set([200]))
  })

  it('lets a burst of 50 through, then refuses with QUERY_LIMIT_EXCEEDED and drains two a second', async () => {
    running.portal.knobs.set('rateLimit', 'standard')
    const seen = await statuses(60)
    expect(seen.slice(0, 50)).not.toContain(503)
    expect(seen.at(-1)).toBe(503)
    expect((await getJson(`${hook}/server.time`)).body).toEqual({ error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' })
    running.portal.clock.shift(1_000)
    expect(await statuses(2)).toEqual([200, 200])
  })

  it('lets a burst of 250 through on the largest tariff', async () => {
    running.portal.knobs.set('rateLimit', 'enterprise')
    const seen = await statuses(270)
    expect(seen.slice(0, 250)).not.toContain(503)
    expect(seen.at(-1)).toBe(503)
  })

  it('counts a batch as one call', async () => {
    running.portal.knobs.set('rateLimit', 'standard')
    const cmd = Array.from({ length: 50 }, () => 'server.time')
    expect((await postJson(`${hook}/batch`, { cmd })).status).toBe(200)
    expect(await statuses(1)).toEqual([200])
  })
})

describe('operating', () => {
  it('adds up per method within ten minutes', async () => {
    running.portal.knobs.set('operatingChargeSec', 5)
    const read = async (method: string): Promise<number> => ((await getJson(`${hook}/${method}`)).body.time as { operating: number }).operating
    expect(await read('server.time')).toBeCloseTo(5, 0)
    expect(await read('server.time')).toBeCloseTo(10, 0)
    expect(await read('profile')).toBeCloseTo(5, 0)
    running.portal.clock.shift(11 * minuteMs)
    expect(await read('server.time')).toBeCloseTo(5, 0)
  })

  it('blocks a method with OPERATION_TIME_LIMIT until operating_reset_at', async () => {
    running.portal.knobs.apply({ operatingLimitSec: 480, operatingChargeSec: 480 })
    const { body } = await getJson(`${hook}/server.time`)
    expect(await getJson(`${hook}/server.time`)).toMatchObject({ status: 429, body: { error: 'OPERATION_TIME_LIMIT' } })
    expect((await getJson(`${hook}/profile`)).status).toBe(200)
    const resetAt = (body.time as { operating_reset_at: number }).operating_reset_at * 1000
    running.portal.clock.shift(resetAt - running.portal.clock.now() + 1)
    expect((await getJson(`${hook}/server.time`)).status).toBe(200)
  })

  it('is counted for the rows of a batch, not for the batch', async () => {
    running.portal.knobs.apply({ operatingLimitSec: 480, operatingChargeSec: 480 })
    const rows = { cmd: ['server.time', 'server.time'] }
    const { body } = await postJson(`${hook}/batch`, rows)
    expect(body.result).toMatchObject({ result_error: { 1: { error: 'OPERATION_TIME_LIMIT' } } })
    expect((await postJson(`${hook}/batch`, rows)).status).toBe(200)
  })
})
