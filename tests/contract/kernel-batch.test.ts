import type { RunningPortal } from '../portal/start-portal.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startPortal } from '../portal/start-portal.ts'
import { getJson, postForm, postJson } from './kernel-caller.ts'

let running: RunningPortal
let batch: string

beforeAll(async () => {
  running = await startPortal()
  batch = `${running.url}/rest/1/demo/batch`
})
beforeEach(() => {
  running.portal.knobs.reset()
  running.portal.violations.clear()
})
afterAll(() => running.close())

async function run(cmd: unknown, halt: unknown = 0): Promise<Record<string, unknown>> {
  const { status, body } = await postJson(batch, { halt, cmd })
  expect(status).toBe(200)
  return body.result as Record<string, unknown>
}

describe('batch', () => {
  it('answers each row under its key, with its own time', async () => {
    const answer = await run({ who: 'profile', when: 'server.time' })
    expect(answer).toEqual({
      result: { who: expect.objectContaining({ ID: '1' }), when: expect.any(String) },
      result_error: [],
      result_total: [],
      result_next: [],
      result_time: { who: expect.objectContaining({ operating: expect.any(Number) }), when: expect.anything() },
    })
  })

  it('answers a list of rows with a list', async () => {
    expect((await run(['server.time', 'server.time'])).result).toHaveLength(2)
  })

  it('takes rows from a form and from the query', async () => {
    const form = await postForm(batch, 'halt=0&cmd[a]=method.get%3Fname%3Dprofile')
    const query = await getJson(`${batch}?cmd[a]=${encodeURIComponent(`method.get?${new URLSearchParams({ name: 'profile' })}`)}`)
    for (const { body } of [form, query])
      expect((body.result as Record<string, unknown>).result).toEqual({ a: { isExisting: true, isAvailable: true } })
  })

  it('reads rows that are percent-encoded, plain or without anything behind the mark', async () => {
    const answer = await run({ encoded: 'methods?scope%5B%5D=x&scope=user', plain: 'method.get?name=profile', bare: 'profile?' })
    expect(answer.result_error).toEqual([])
    expect(answer.result).toMatchObject({ plain: { isExisting: true }, bare: { ID: '1' } })
  })

  it('puts results of earlier rows where they are referred to', async () => {
    const answer = await run({
      all: 'methods?scope=',
      first: 'method.get?name=$result[all][0]',
      who: 'profile',
      inside: 'method.get?name=server.$result[who][TIME_ZONE]time',
      missing: 'method.get?name=$result[nobody][x][y]',
      encoded: 'method.get?name=%24result%5Ball%5D%5B0%5D',
    })
    expect(answer.result).toMatchObject({
      first: { isExisting: true },
      inside: { isExisting: true },
      missing: { isExisting: false },
      encoded: { isExisting: true },
    })
  })

  it('goes on after an error unless told to halt', async () => {
    const rows = { a: 'no.such.method', b: 'profile' }
    expect(await run(rows)).toMatchObject({ result: { b: { ID: '1' } }, result_error: { a: { error: 'ERROR_METHOD_NOT_FOUND' } } })
    const halted = await run(rows, 1)
    expect(halted.result).toEqual([])
    expect(halted.result_error).toEqual({ a: { error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!' } })
  })

  it('refuses a batch inside a batch', async () => {
    expect((await run({ inner: 'batch?cmd[a]=profile' })).result_error).toMatchObject({ inner: { error: 'ERROR_BATCH_METHOD_NOT_ALLOWED' } })
  })

  it('takes 50 rows and refuses 51', async () => {
    const rows = (count: number): string[] => Array.from({ length: count }, () => 'server.time')
    expect((await run(rows(50))).result).toHaveLength(50)
    expect(await postJson(batch, { cmd: rows(51) })).toMatchObject({ status: 400, body: { error: 'ERROR_BATCH_LENGTH_EXCEEDED' } })
  })

  it.each([[{}], [{ cmd: 'profile' }], [{ cmd: null }]])('refuses %j with the missing argument', async (params) => {
    expect(await postJson(batch, params)).toMatchObject({ status: 400, body: { error: 'ERROR_ARGUMENT', argument: 'cmd' } })
  })

  it('answers rows that are no commands with an error each', async () => {
    expect((await run({ a: 5, b: { deep: 1 }, c: '' })).result_error).toMatchObject({ a: {}, b: {}, c: { error: 'ERROR_METHOD_NOT_FOUND' } })
  })

  it('records violations of its rows', async () => {
    await run({ a: 'scope?colour=red' })
    expect(running.portal.violations.list()).toMatchObject([{ kind: 'undocumented parameter', method: 'scope' }])
  })
})
