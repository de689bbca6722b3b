import type { ContractField } from '../portal/contract/contract-types.ts'
import type { RestService } from '../portal/rest/rest-service.ts'
import type { Scene } from './apps-scene.ts'
import { Buffer } from 'node:buffer'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { contract } from '../portal/contract/contract.ts'
import { parseBody } from '../portal/http/read-body.ts'
import { allMethods } from '../portal/rest/methods.ts'
import { openRestLog } from '../portal/rest/rest-log.ts'
import { createRestService } from '../portal/rest/rest-service.ts'
import { startScene } from './apps-scene.ts'

let scene: Scene
let appId: number
let token: string
let service: RestService

beforeAll(async () => {
  scene = await startScene()
  appId = scene.installed('hostile')
  token = scene.portal.tokens.issue({ appId, userId: 1 }).accessToken
  service = createRestService({ portal: scene.portal, log: openRestLog(undefined), methods: allMethods(), webhook: { userId: 1, secret: 'x', scopes: new Set() } })
  await scene.must(appId, 1, 'crm.item.add', { entityTypeId: 1, fields: { title: 'A lead' } })
})
// What wrong types did to the caller himself is undone.
beforeEach(() => scene.portal.people.rehire(1))
afterAll(() => scene.close())

/** Values that belong to no documented type, or to the wrong one. */
const wrongValues: unknown[] = [null, -1, '=HYPERLINK("x")<img src=x onerror=alert(1)>\u202E👩‍👩‍👧\u0000', [[[]]], ['a', null, {}], { a: { b: null } }, { ID: [], constructor: 1, toString: {} }]

/** The portal's answer without the way there: the body is parsed as one that came over HTTP. */
async function statusOf(method: string, params: Record<string, unknown>): Promise<{ status: number, body: Record<string, unknown> }> {
  const parsed = await parseBody(Buffer.from(JSON.stringify(params)), 'application/json')
  return service.answer({ method, params: parsed, credentials: { kind: 'token', accessToken: token }, sourceIp: '', isSecure: false, trouble: undefined })
}

/** A value of the documented type, so that the other parameter is the only wrong one. */
function rightValue(field: ContractField): unknown {
  const type = field.type.toLowerCase()
  if (/entitytypeid|ownertypeid/i.test(field.name))
    return 1
  if (field.enum?.[0] !== undefined)
    return field.enum[0]
  return /int|double|number|float/.test(type) ? 1 : /array|\[\]/.test(type) ? [] : /object|fields|filter/.test(type) ? {} : '1'
}

const names = [...allMethods().keys()].filter(name => contract().methods.has(name)).sort()

describe('wrong types in any parameter', () => {
  it.each(names)('%s answers them, and never fails', async (name) => {
    const { params } = contract().methods.get(name) ?? { params: [] }
    const failures: string[] = []
    const right = Object.fromEntries(params.filter(field => field.required !== false).map(field => [field.name, rightValue(field)]))
    for (const field of params) {
      const inner = (field.fields ?? []).slice(0, 40).map(({ name }) => name)
      const offers = [...wrongValues, ...wrongValues.map(value => Object.fromEntries(inner.map(key => [key, value])))]
      for (const value of inner.length > 0 ? offers : wrongValues) {
        const { status, body } = await statusOf(name, { ...right, [field.name]: value })
        if (status >= 500)
          failures.push(`${field.name}=${JSON.stringify(value)?.slice(0, 120)}: ${status} ${JSON.stringify(body)}`)
      }
    }
    expect(failures).toEqual([])
  })
})

describe('keys that would change what an object is', () => {
  const lead = { title: 'Still here', toString: { a: 1 }, valueOf: 'x', toJSON: 'x', constructor: { prototype: { isAdmin: true } } }

  it.each([
    ['JSON', { 'content-type': 'application/json' }, JSON.stringify({ entityTypeId: 1, fields: lead })],
    ['JSON with escapes', { 'content-type': 'application/json' }, '{"entityTypeId":1,"fields":{"title":"Still here","\\u0074oString":{},"\\u005f_proto__":{"isAdmin":true}}}'],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'entityTypeId=1&fields[title]=Still here&fields[toString]=x&fields[__proto__][isAdmin]=1&fields[valueOf][]=x'],
  ])('are left out of %s', async (_, headers, body) => {
    const answer = await fetch(`${scene.url}/rest/crm.item.add?auth=${token}`, { method: 'POST', headers, body })
    expect(await answer.json()).toMatchObject({ result: { item: { title: 'Still here' } } })
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false)
  })

  it('are left out of rows of a batch', async () => {
    const { status, body } = await statusOf('batch', { cmd: { one: 'crm.item.list?entityTypeId[toString]=1&filter[valueOf]=1', two: 'profile?toString[]=1', three: 'crm.item.get?entityTypeId=1&id=$result[one][toString][0]' } })
    expect(status).toBe(200)
    expect(body).toMatchObject({ result: { result: { two: { ID: '1' } }, result_error: { one: { error: expect.not.stringContaining('INTERNAL') }, three: { error: 'NOT_FOUND' } } } })
  })

  it('and wrong types are refused by the authorization server in its own words', async () => {
    for (const body of ['grant_type[toString]=1', 'grant_type[]=refresh_token&client_id[]=1', 'grant_type=refresh_token&client_id=x&client_secret=x&refresh_token[a]=1', `grant_type=refresh_token&refresh_token=${'x'.repeat(100_000)}`, '%00%ff=%zz']) {
      const answer = await fetch(`${scene.url}/oauth/token/`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body })
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ error: expect.stringMatching(/^invalid_(?:request|client|grant)$/) })
    }
  })
})

describe('bytes that are no HTTP', () => {
  /** The whole answer to raw bytes. */
  async function answerTo(bytes: string): Promise<string> {
    const { hostname, port } = new URL(scene.url)
    const socket = connect(Number(port), hostname)
    socket.end(Buffer.from(bytes))
    return text(socket)
  }

  it.each([
    ['letters nobody encoded', 'GET /rest/1/x/crm.item.list?filter[title]=окна HTTP/1.1\r\nHost: x\r\n\r\n', 'The address holds characters that are not percent-encoded'],
    ['an endless address', `GET /rest/1/x/profile?a=${'a'.repeat(40_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 'The address or the headers are too long'],
    ['noise', 'hello\r\n\r\n', 'The request is not valid HTTP'],
  ])('are answered INVALID_REQUEST with a sentence: %s', async (_name, bytes, sentence) => {
    const [head, body] = (await answerTo(bytes)).split('\r\n\r\n')
    expect(head).toMatch(/^HTTP\/1\.1 400 /)
    expect(JSON.parse(body ?? '')).toEqual({ error: 'INVALID_REQUEST', error_description: sentence })
  })
})
