import type { TokenPair } from '../portal/oauth/tokens.ts'
import type { RunningPortal } from '../portal/start-portal.ts'
import { B24OAuth } from '@bitrix24/b24jssdk'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startPortal } from '../portal/start-portal.ts'
import { installApp, sampleApp } from './kernel-caller.ts'

let running: RunningPortal
let tokens: TokenPair
const app = sampleApp('sdk')

beforeAll(async () => {
  running = await startPortal()
})
beforeEach(() => {
  running.portal.knobs.reset()
  running.portal.violations.clear()
  tokens = installApp(running, app).tokens
})
afterAll(() => running.close())

function client(changes: { restrictionParams?: object } = {}): B24OAuth {
  return new B24OAuth({
    applicationToken: running.portal.apps.byClientId(app.clientId)?.applicationToken ?? '',
    userId: 1,
    memberId: running.portal.settings.memberId,
    accessToken: tokens.accessToken,
    refreshToken: tokens.refreshToken,
    expires: Math.floor(tokens.expiresAt / 1000),
    expiresIn: 3600,
    scope: app.scopes.join(','),
    domain: new URL(running.url).host,
    clientEndpoint: `${running.url}/rest/`,
    serverEndpoint: `${running.url}/rest/`,
    status: 'L',
  } as ConstructorParameters<typeof B24OAuth>[0], { clientId: app.clientId, clientSecret: app.clientSecret }, changes)
}

const profile = { method: 'profile', params: {} }

describe('the vendor\'s OAuth client', () => {
  it('reads the profile', async () => {
    const sdk = client()
    expect((await sdk.actions.v2.call.make(profile)).getData()?.result).toMatchObject({ ID: '1' })
    sdk.destroy()
  })

  it('refreshes an expired token in the middle of parallel calls and hands the new pair over', async () => {
    running.portal.tokens.expireAll()
    const sdk = client()
    const saved: string[] = []
    sdk.setCallbackRefreshAuth(async ({ b24OAuthParams }) => {
      saved.push(b24OAuthParams.refreshToken)
    })
    const answers = await Promise.all([1, 2, 3].map(() => sdk.actions.v2.call.make(profile)))
    expect(answers.every(answer => answer.isSuccess)).toBe(true)
    expect(saved).not.toContain(tokens.refreshToken)
    expect(running.portal.tokens.byRefreshToken(saved.at(-1) ?? '')).toMatchObject({ isExpired: false, isRevoked: false })
    sdk.destroy()
  })

  it('fails with a refresh error when the refresh token is dead', async () => {
    running.portal.tokens.expireAll()
    running.portal.tokens.revokeAll()
    running.portal.knobs.set('accessTokenLifetimeSec', 0)
    tokens = { ...tokens, accessToken: running.portal.tokens.issue(tokens).accessToken }
    const sdk = client()
    await expect(sdk.actions.v2.call.make(profile)).rejects.toThrow()
    sdk.destroy()
  })

  it('runs a batch whose rows use earlier results', async () => {
    const sdk = client()
    const answer = await sdk.actions.v2.batch.make({
      calls: { all: { method: 'methods', params: { scope: '' } }, first: { method: 'method.get', params: { name: '$result[all][0]' } } },
      options: { isHaltOnError: true },
    })
    expect((answer.getData() as { first: unknown }).first).toEqual({ isExisting: true, isAvailable: true })
    expect(running.portal.violations.list()).toEqual([])
    sdk.destroy()
  })

  it('waits when the rate limit is hit and loses no call', async () => {
    running.portal.knobs.set('rateLimit', 'standard')
    const sdk = client({ restrictionParams: { rateLimit: { burstLimit: 1000, drainRate: 1000, adaptiveEnabled: false }, maxRetries: 5, retryDelay: 400 } })
    const answers = await Promise.all(Array.from({ length: 54 }, () => sdk.actions.v2.call.make(profile)))
    expect(answers.filter(answer => answer.isSuccess)).toHaveLength(54)
    sdk.destroy()
  })
})
