import type { RunningPortal } from '../portal/start-portal.ts'
import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startPortal } from '../portal/start-portal.ts'
import { getJson, installApp, postForm, postJson, sampleApp } from './kernel-caller.ts'

let running: RunningPortal
let hook: string
let token: string

beforeAll(async () => {
  running = await startPortal({ webhookSecret: 's3cret', timeZone: 'Europe/Moscow' })
  hook = `${running.url}/rest/1/s3cret`
  token = installApp(running, sampleApp('first', { scopes: ['placement'] })).tokens.accessToken
})
beforeEach(() => {
  running.portal.knobs.reset()
  running.portal.violations.clear()
})
afterAll(() => running.close())

describe('addresses', () => {
  it.each(['/profile', '/profile.json', '//profile', '/PROFILE', '/Profile.json/'])('answers the webhook at %s', async (path) => {
    expect((await getJson(hook + path)).body.result).toMatchObject({ ID: '1', ADMIN: true })
  })

  it('answers in XML where the address asks for it', async () => {
    const { item } = (await postJson(`${hook}/crm.item.add`, { entityTypeId: 1, fields: { title: '<b>&\u0001</b>' } })).body.result as { item: { id: number } }
    const response = await fetch(`${hook}/crm.item.list.xml?entityTypeId=1&filter[id]=${item.id}&select[]=title`)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/xml; charset=utf-8'])
    expect(await response.text()).toContain(`<response><result><items><item><id>${item.id}</id><title>&lt;b&gt;&amp;&lt;/b&gt;</title></item></items></result><total>1</total><time>`)
    expect(await (await fetch(`${hook}/no.such.xml`)).text()).toContain('<response><error>ERROR_METHOD_NOT_FOUND</error>')
  })

  it('takes the access token from the query, the form and the JSON body', async () => {
    const url = `${running.url}/rest/profile`
    const answers = [await getJson(`${url}?auth=${token}`), await postForm(url, `auth=${token}`), await postJson(`${running.url}/rest//profile`, { auth: token })]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  })

  it('answers a preflight of another origin', async () => {
    const response = await fetch(`${hook}/profile`, { method: 'OPTIONS' })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-allow-headers')).toContain('content-type')
  })

  it('lets any origin read the answer', async () => {
    expect((await fetch(`${hook}/profile`)).headers.get('access-control-allow-origin')).toBe('*')
  })
})

describe('the envelope', () => {
  it('carries result and the documented time block', async () => {
    const { body } = await getJson(`${hook}/server.time`)
    expect(Object.keys(body)).toEqual(['result', 'time'])
    expect(body.time).toEqual({
      start: expect.any(Number),
      finish: expect.any(Number),
      duration: expect.any(Number),
      processing: expect.any(Number),
      date_start: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+03:00$/),
      date_finish: expect.stringMatching(/\+03:00$/),
      operating_reset_at: expect.any(Number),
      operating: expect.any(Number),
    })
  })
})

describe('refusals', () => {
  it.each([
    ['a method nobody documents', '/no.such.method', 404, 'ERROR_METHOD_NOT_FOUND'],
    ['a method of REST 3.0', '/api/tasks.task.get', 404, 'ERROR_METHOD_NOT_FOUND'],
    ['an application\'s method over a webhook', '/placement.get', 403, 'WRONG_AUTH_TYPE'],
    ['a required parameter left out', '/feature.get', 400, 'CODE_EMPTY'],
  ])('refuses %s', async (_, path, status, code) => {
    const { body, status: seen } = await getJson(hook + path)
    expect([seen, body.error]).toEqual([status, code])
    expect(body.error_description).toEqual(expect.stringMatching(/\S/))
  })

  it.each([
    ['a wrong webhook secret', '/rest/1/wrong/profile'],
    ['a webhook of nobody', '/rest/77/s3cret/profile'],
    ['no token', '/rest/profile'],
    ['an unknown token', '/rest/profile?auth=abc'],
    ['a token that is no text', '/rest/profile?auth[]=abc'],
  ])('refuses %s with NO_AUTH_FOUND', async (_, path) => {
    expect(await getJson(running.url + path)).toEqual({ status: 401, body: { error: 'NO_AUTH_FOUND', error_description: 'Wrong authorization data' } })
  })

  it('refuses a method whose scope the application lacks', async () => {
    const { status, body } = await getJson(`${running.url}/rest/crm.item.list?auth=${token}&entityTypeId=1`)
    expect([status, body.error]).toEqual([403, 'insufficient_scope'])
  })

  it('refuses a person to whom the application is closed', async () => {
    running.portal.knobs.set('usersWithoutAppAccess', [1])
    expect(await getJson(`${running.url}/rest/profile?auth=${token}`)).toMatchObject({ status: 403, body: { error: 'user_access_error' } })
  })

  it('refuses the tokens of a dismissed person', async () => {
    const { id } = running.portal.people.add({ name: 'A', lastName: 'B', position: '', departmentIds: [1] })
    const own = running.portal.tokens.issue({ appId: 1, userId: id }).accessToken
    running.portal.people.dismiss(id)
    expect((await getJson(`${running.url}/rest/profile?auth=${own}`)).body.error).toBe('NO_AUTH_FOUND')
  })

  it('refuses malformed JSON, bodies without an object and bodies too large, and goes on', async () => {
    const post = async (body: string): Promise<number> => (await fetch(`${hook}/profile`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status
    expect([await post('{"a":'), await post('7'), await post(`"${'x'.repeat(33 * 1024 * 1024)}"`)]).toEqual([400, 400, 413])
    expect((await getJson(`${hook}/profile`)).status).toBe(200)
  })

  it('survives paths and headers that make no sense', async () => {
    const statuses = await Promise.all(['//', '/rest', '/rest/%E0%A4%A', '/rest/1/s3cret/', '/%', '/rest/profile?%'].map(path => rawStatus(path)))
    expect(statuses.every(status => status >= 200 && status < 500)).toBe(true)
  })
})

describe('the contract', () => {
  it('ignores an undocumented parameter and records it', async () => {
    expect((await getJson(`${hook}/scope?full=1&colour=red`)).status).toBe(200)
    expect(running.portal.violations.list()).toEqual([{ kind: 'undocumented parameter', method: 'scope', detail: 'colour is not a documented parameter', count: 1 }])
  })

  it('looks at the parameters of a batch too', async () => {
    await postJson(`${hook}/batch`, { cmd: { a: 'profile' }, stop: 1 })
    expect(running.portal.violations.list()).toMatchObject([{ kind: 'undocumented parameter', method: 'batch', detail: 'stop is not a documented parameter' }])
  })

  it('records a wrong type', async () => {
    await postJson(`${hook}/scope`, { full: { deep: 1 } })
    expect(running.portal.violations.list()).toMatchObject([{ kind: 'wrong type', method: 'scope' }])
  })

  it('does not count what official clients add to every call', async () => {
    await getJson(`${hook}/scope?bx24_request_id=1&bx24_sdk_ver=2&bx24_sdk_type=b24-js-sdk`)
    expect(running.portal.violations.list()).toEqual([])
  })

  it('takes parameters of older methods in any case', async () => {
    expect((await getJson(`${hook}/feature.get?code=rest_auth_connector`)).body.result).toEqual({ value: 'Y' })
    expect(running.portal.violations.list()).toEqual([])
  })

  it('lists and forgets violations over HTTP', async () => {
    await getJson(`${hook}/no.such.method`)
    await getJson(`${hook}/no.such.method`)
    expect((await fetch(`${running.url}/_violations`).then(response => response.json()))).toMatchObject([{ kind: 'undocumented method', count: 2 }])
    await postJson(`${running.url}/_violations/clear`, {})
    expect(running.portal.violations.list()).toEqual([])
  })

  it('says nothing about a documented method it does not have', async () => {
    expect((await getJson(`${hook}/sale.order.list`)).status).toBe(404)
    expect(running.portal.violations.list()).toEqual([])
  })
})

describe('system methods', () => {
  it('names the granted scopes, all of them on demand', async () => {
    expect((await getJson(`${running.url}/rest/scope?auth=${token}`)).body.result).toEqual(['placement'])
    expect((await getJson(`${running.url}/rest/scope?auth=${token}&full=1`)).body.result).toContain('crm')
  })

  it('tells an existing method from an available one', async () => {
    const ask = async (name: string): Promise<unknown> => (await getJson(`${running.url}/rest/method.get?auth=${token}&name=${name}`)).body.result
    expect(await ask('profile')).toEqual({ isExisting: true, isAvailable: true })
    expect(await ask('crm.item.list')).toEqual({ isExisting: true, isAvailable: false })
    expect(await ask('no.such')).toEqual({ isExisting: false, isAvailable: false })
    expect(await ask('')).toEqual({ isExisting: false, isAvailable: false })
  })

  it('has no offline feature when the plan has none', async () => {
    running.portal.knobs.set('offlineQueueMissing', true)
    expect((await getJson(`${hook}/feature.get?CODE=rest_offline_extended`)).body.result).toEqual({ value: 'N' })
  })

  it('tells the time in UTC', async () => {
    const { body } = await getJson(`${hook}/server.time`)
    expect(body.result).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/)
  })
})

/** Sends a path as it is: `fetch` would tidy it up. */
function rawStatus(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(running.url)
    request({ hostname, port, path }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    }).on('error', reject).end()
  })
}
