import type { TokenPair } from '../portal/oauth/tokens.ts'
import type { RunningPortal } from '../portal/start-portal.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startPortal } from '../portal/start-portal.ts'
import { getJson, installApp, postForm, sampleApp } from './kernel-caller.ts'

let running: RunningPortal
let endpoint: string
let tokens: TokenPair
const app = sampleApp('ours')

beforeAll(async () => {
  running = await startPortal()
  endpoint = `${running.url}/oauth/token/`
})
beforeEach(() => {
  running.portal.knobs.reset()
  tokens = installApp(running, app).tokens
})
afterAll(() => running.close())

function form(changes: Record<string, string>): string {
  return new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: app.clientId,
    client_secret: app.clientSecret,
    refresh_token: tokens.refreshToken,
    ...changes,
  }).toString()
}

describe('refresh', () => {
  it.each(['GET', 'POST'])('answers a %s with a fresh pair and what belongs to it', async (verb) => {
    const { status, body } = verb === 'GET' ? await getJson(`${endpoint}?${form({})}`) : await postForm(endpoint, form({}))
    expect(status).toBe(200)
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[0-9a-f]{70}$/),
      refresh_token: expect.stringMatching(/^[0-9a-f]{70}$/),
      expires: expect.any(Number),
      expires_in: 3600,
      client_endpoint: `${running.url}/rest/`,
      server_endpoint: `${running.url}/rest/`,
      domain: new URL(running.url).host,
      member_id: running.portal.settings.memberId,
      scope: 'crm,placement,user_brief',
      status: 'L',
      user_id: 1,
    })
    expect(body.refresh_token).not.toBe(tokens.refreshToken)
    expect((await getJson(`${running.url}/rest/profile?auth=${String(body.access_token)}`)).status).toBe(200)
  })

  it('takes a refresh token once', async () => {
    await postForm(endpoint, form({}))
    expect(await postForm(endpoint, form({}))).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  it('takes a used refresh token again within the period of grace', async () => {
    running.portal.knobs.set('oldRefreshTokenGraceSec', 60)
    await postForm(endpoint, form({}))
    expect((await postForm(endpoint, form({}))).status).toBe(200)
    running.portal.clock.shift(61_000)
    expect((await postForm(endpoint, form({}))).body.error).toBe('invalid_grant')
  })

  it('takes no refresh token after 180 days', async () => {
    running.portal.clock.shift(180 * 24 * 3600 * 1000)
    expect((await postForm(endpoint, form({}))).body.error).toBe('invalid_grant')
  })

  it('takes no refresh token of another application', async () => {
    const other = sampleApp('theirs')
    installApp(running, other)
    const { body } = await postForm(endpoint, form({ client_id: other.clientId, client_secret: other.clientSecret }))
    expect(body.error).toBe('invalid_grant')
  })

  it.each([
    [{ grant_type: 'password' }, 'invalid_request'],
    [{ refresh_token: '' }, 'invalid_request'],
    [{ client_secret: 'wrong' }, 'invalid_client'],
    [{ client_id: 'local.nobody' }, 'invalid_client'],
    [{ refresh_token: 'unknown' }, 'invalid_grant'],
    [{ scope: 'crm,telephony' }, 'invalid_scope'],
  ])('refuses %j with %s', async (changes, code) => {
    expect(await postForm(endpoint, form(changes))).toMatchObject({ status: 400, body: { error: code, error_description: expect.any(String) } })
  })

  it('refuses an application that was removed', async () => {
    running.portal.apps.uninstall(running.portal.apps.byClientId(app.clientId)?.id ?? 0, { clean: false, userId: 1 })
    expect((await postForm(endpoint, form({}))).body.error).toBe('invalid_client')
  })

  it('asks for payment when the paid period is over', async () => {
    running.portal.knobs.set('paymentExpired', true)
    expect((await postForm(endpoint, form({}))).body.error).toBe('PAYMENT_REQUIRED')
  })

  it('words a refusal with the status of the knob', async () => {
    running.portal.knobs.set('oauthErrorStatus', 401)
    expect((await postForm(endpoint, form({ client_secret: '' }))).status).toBe(401)
  })
})

describe('tokens', () => {
  it('expire after an hour', async () => {
    running.portal.clock.shift(3600 * 1000)
    expect(await getJson(`${running.url}/rest/profile?auth=${tokens.accessToken}`)).toMatchObject({ status: 401, body: { error: 'expired_token' } })
  })

  it('live as long as the knob says', async () => {
    running.portal.knobs.set('accessTokenLifetimeSec', 5)
    expect((await postForm(endpoint, form({}))).body.expires_in).toBe(5)
  })

  it('can all be made to expire or to die from outside', async () => {
    await fetch(`${running.url}/_tokens`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"do":"expire"}' })
    expect((await getJson(`${running.url}/rest/profile?auth=${tokens.accessToken}`)).body.error).toBe('expired_token')
    await fetch(`${running.url}/_tokens`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"do":"revoke"}' })
    expect((await getJson(`${running.url}/rest/profile?auth=${tokens.accessToken}`)).body.error).toBe('NO_AUTH_FOUND')
    expect((await postForm(endpoint, form({}))).body.error).toBe('invalid_grant')
  })

  it('die with the application', async () => {
    running.portal.apps.uninstall(running.portal.apps.byClientId(app.clientId)?.id ?? 0, { clean: false, userId: 1 })
    expect((await getJson(`${running.url}/rest/profile?auth=${tokens.accessToken}`)).body.error).toBe('NO_AUTH_FOUND')
  })
})

describe('authorization in the browser', () => {
  const authorize = (query: string, cookie = ''): Promise<Response> =>
    fetch(`${running.url}/oauth/authorize/?client_id=${app.clientId}${query}`, { redirect: 'manual', headers: { cookie } })

  it('sends the person back with a code that buys tokens once', async () => {
    const answer = await authorize('&state=xyz', 'portal_user=1')
    const target = new URL(answer.headers.get('location') ?? '')
    expect([answer.status, target.origin + target.pathname, target.searchParams.get('state')]).toEqual([302, app.appUrl, 'xyz'])
    const buy = (): ReturnType<typeof postForm> => postForm(endpoint, form({ grant_type: 'authorization_code', code: target.searchParams.get('code') ?? '' }))
    const { body } = await buy()
    expect(body).toMatchObject({ access_token: expect.any(String), expires_in: 3600, user_id: 1 })
    expect(body).not.toHaveProperty('expires')
    expect((await buy()).body.error).toBe('invalid_grant')
  })

  it('lets a code live for 30 seconds', async () => {
    const code = running.portal.tokens.issueCode({ appId: running.portal.apps.byClientId(app.clientId)?.id ?? 0, userId: 1 })
    running.portal.clock.shift(30_000)
    expect((await postForm(endpoint, form({ grant_type: 'authorization_code', code }))).body.error).toBe('invalid_grant')
  })

  it('sends strangers to the front page and never a code to another host', async () => {
    expect((await authorize('')).headers.get('location')).toMatch(/^\/\?back=/)
    expect((await authorize('&redirect_uri=http://evil.example/', 'portal_user=1')).status).toBe(400)
  })
})

describe('an authorization server of its own', () => {
  it('answers tokens and app.info on a second port', async () => {
    const apart = await startPortal({ oauthPort: 0 })
    const { tokens: pair } = installApp(apart, app)
    expect(apart.oauthUrl).not.toBe(apart.url)
    const { body } = await postForm(`${apart.oauthUrl}/oauth/token/`, form({ refresh_token: pair.refreshToken }))
    expect(body).toMatchObject({ client_endpoint: `${apart.url}/rest/`, server_endpoint: `${apart.oauthUrl}/rest/`, domain: new URL(apart.oauthUrl).host })
    const appInfo = (origin: string): ReturnType<typeof getJson> => getJson(`${origin}/rest/app.info?auth=${String(body.access_token)}`)
    expect((await appInfo(apart.oauthUrl)).body.result).not.toHaveProperty('member_id')
    apart.portal.knobs.set('oauthAppInfoNamesPortal', true)
    expect((await appInfo(apart.oauthUrl)).body.result).toMatchObject({ member_id: apart.portal.settings.memberId, client_endpoint: `${apart.url}/rest/` })
    expect((await appInfo(apart.url)).body.result).not.toHaveProperty('member_id')
    await apart.close()
  })
})
