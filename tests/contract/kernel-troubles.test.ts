import type { RunningPortal } from '../portal/start-portal.ts'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startPortal } from '../portal/start-portal.ts'
import { getJson, postForm, postJson } from './kernel-caller.ts'

let running: RunningPortal
let hook: string
let folder: string
let logFile: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portal-'))
  logFile = join(folder, 'rest.log')
  running = await startPortal({ restLogFile: logFile })
  hook = `${running.url}/rest/1/demo`
})
beforeEach(() => running.portal.knobs.reset())
afterAll(async () => {
  await running.close()
  rmSync(folder, { recursive: true })
})

const trouble = (entry: object): unknown => postJson(`${running.url}/_knobs`, { restTroubles: [entry] })

describe('knobs', () => {
  it('are read and turned over HTTP', async () => {
    expect((await getJson(`${running.url}/_knobs`)).body).toMatchObject({ rateLimit: 'off', accessTokenLifetimeSec: 3600 })
    expect((await postJson(`${running.url}/_knobs`, { rateLimit: 'enterprise' })).body).toMatchObject({ rateLimit: 'enterprise' })
    expect(running.portal.knobs.get('rateLimit')).toBe('enterprise')
  })

  it('leave those alone that nobody named', async () => {
    running.portal.knobs.set('dropEvents', 0.5)
    await postJson(`${running.url}/_knobs`, { rateLimit: 'standard' })
    expect(running.portal.knobs.get('dropEvents')).toBe(0.5)
  })

  it.each([[{ noSuchKnob: 1 }], [{ rateLimit: 'fast' }], [{ dropEvents: 2 }], [{ rateLimit: 'standard', dropEvents: 'x' }]])('turn nothing when one of %j is wrong', async (input) => {
    const { status, body } = await postJson(`${running.url}/_knobs`, input)
    expect([status, (body.problems as string[]).length]).toEqual([400, 1])
    expect(running.portal.knobs.get('rateLimit')).toBe('off')
  })

  it('say in a sentence what is wrong', async () => {
    const problems = async (input: object): Promise<unknown> => (await postJson(`${running.url}/_knobs`, input)).body.problems
    expect(await problems({ dropEvent: 1 })).toEqual(['There is no knob "dropEvent"; GET /_knobs lists them all'])
    expect(await problems({ dropEvents: 2 })).toEqual(['dropEvents: Too big: expected number to be <=1'])
  })

  it('go back to the start', async () => {
    running.portal.knobs.set('rateLimit', 'standard')
    expect((await postJson(`${running.url}/_knobs/reset`, {})).body).toMatchObject({ rateLimit: 'off' })
  })

  it('shift the clock', async () => {
    const before = running.portal.clock.now()
    await postJson(`${running.url}/_clock`, { shiftMs: 3_600_000 })
    expect(running.portal.clock.now() - before).toBeGreaterThanOrEqual(3_600_000)
    expect((await postJson(`${running.url}/_clock`, { shiftMs: 'soon' })).status).toBe(400)
  })
})

describe('troubles', () => {
  it('answer the methods that fit a pattern with a status, so many times', async () => {
    await trouble({ method: 'server.*', kind: 'status', status: 503, times: 2 })
    expect((await getJson(`${hook}/profile`)).status).toBe(200)
    const seen = [await getJson(`${hook}/server.time`), await getJson(`${hook}/server.time`), await getJson(`${hook}/server.time`)]
    expect(seen.map(({ status }) => status)).toEqual([503, 503, 200])
    expect(seen[0]?.body.error).toBe('QUERY_LIMIT_EXCEEDED')
  })

  it('word a system refusal as its code is documented', async () => {
    await trouble({ method: 'profile', kind: 'status', status: 401, code: 'expired_token' })
    expect(await getJson(`${hook}/profile`)).toEqual({ status: 401, body: { error: 'expired_token', error_description: 'The access token provided has expired' } })
  })

  it('reach the rows of a batch', async () => {
    await trouble({ method: 'profile', kind: 'status', status: 500 })
    const { status, body } = await postJson(`${hook}/batch`, { cmd: ['profile', 'server.time'] })
    expect(status).toBe(200)
    expect(body.result).toMatchObject({ result_error: [{ error: 'INTERNAL_SERVER_ERROR' }] })
  })

  it('delay the answer', async () => {
    await trouble({ method: 'profile', kind: 'slow', delayMs: 150 })
    const started = performance.now()
    expect((await getJson(`${hook}/profile`)).status).toBe(200)
    expect(performance.now() - started).toBeGreaterThan(140)
  })

  it.each(['half', 'reset'])('break the answer off: %s', async (kind) => {
    await trouble({ method: 'profile', kind })
    await expect(getJson(`${hook}/profile`)).rejects.toThrow()
  })

  it('keep silent', async () => {
    await trouble({ method: 'profile', kind: 'silent' })
    await expect(fetch(`${hook}/profile`, { signal: AbortSignal.timeout(200) })).rejects.toThrow()
  })

  it.each([
    [{ overloaded: true }, 503, 'OVERLOAD_LIMIT'],
    [{ restClosedByPlan: true }, 403, 'ACCESS_DENIED'],
    [{ portalDeleted: true }, 500, 'PORTAL_DELETED'],
    [{ httpsRequired: true }, 400, 'INVALID_REQUEST'],
    [{ methodsWaitingForConfirmation: ['profile'] }, 401, 'METHOD_CONFIRM_WAITING'],
  ])('answer every call under %j as documented', async (knobs, status, code) => {
    running.portal.knobs.apply(knobs)
    expect(await getJson(`${hook}/profile`)).toMatchObject({ status, body: { error: code } })
  })

  it('send callers of the old address to the new one', async () => {
    const { port } = new URL(running.url)
    running.portal.knobs.set('renamedOrigin', `http://localhost:${port}`)
    const answer = await fetch(`${hook}/profile?x=1`, { method: 'POST', redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([302, `http://localhost:${port}/rest/1/demo/profile?x=1`])
    expect(running.portal.settings.origin).toBe(`http://localhost:${port}`)
    expect((await fetch(`${running.url}/oauth/token/`, { redirect: 'manual' })).status).toBe(400)
    running.portal.knobs.reset()
    expect(running.portal.settings.origin).toBe(running.url)
  })
})

describe('the REST log', () => {
  const lines = (): unknown[] => readFileSync(logFile, 'utf8').trim().split('\n').map(line => JSON.parse(line) as unknown)

  it('holds a line per call with method, parameters and status, rows of a batch unfolded', async () => {
    const before = lines().length
    await getJson(`${hook}/PROFILE`)
    await postJson(`${hook}/batch`, { cmd: { a: 'method.get?name=profile', b: 'no.such.method' } })
    await getJson(`${running.url}/rest/1/wrong/server.time`)
    expect(lines().slice(before)).toEqual([
      { method: 'profile', params: {}, status: 200 },
      { method: 'method.get', params: { name: 'profile' }, status: 200 },
      { method: 'no.such.method', params: {}, status: 404 },
      { method: 'server.time', params: {}, status: 401 },
    ])
  })

  it('holds no secrets', async () => {
    await postForm(`${running.url}/rest/profile`, 'auth=very-secret-token&refresh_token=other-secret')
    expect(readFileSync(logFile, 'utf8')).not.toMatch(/very-secret-token|other-secret/)
  })
})
