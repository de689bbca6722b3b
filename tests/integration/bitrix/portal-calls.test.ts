import type { PortalClient } from '../../../src/bitrix/portal-client.ts'
import type { AppScene } from '../../support/app-scene.ts'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { wirePortals } from '../../../src/app-portals.ts'
import { AccessRevokedError, MethodMissingError, OperatingLimitError, PortalRefusedError, PortalUnreachableError, RateLimitedError } from '../../../src/bitrix/portal-errors.ts'
import { readConfig } from '../../../src/config.ts'
import { createMetrics } from '../../../src/http/metrics.ts'
import { createLogger } from '../../../src/logger.ts'
import { freePort, openAppScene } from '../../support/app-scene.ts'
import { prepareEngine } from '../../support/engines.ts'

describe('calling a portal', () => {
  const engine = prepareEngine()
  let scene: AppScene
  let portalId: number
  let client: PortalClient
  let other: PortalClient
  const lane = { lane: 'people' } as const
  const trouble = (change: object) => scene.running.portal.knobs.set('restTroubles', [{ method: '*', kind: 'status', status: 500, code: '', delayMs: 0, share: 1, times: null, ...change }])

  /** The same portal as another process of ours sees it: same store, nothing shared in memory. */
  function anotherProcess() {
    const config = readConfig({ APP_URL: scene.url, ALLOW_PRIVATE_HOSTS: '1', EMBEDDED: '1', DATA_DIR: '/nowhere', ENCRYPTION_KEY: '5a'.repeat(32), B24_CLIENT_ID: 'local.6a1b2c3d4e5f60.12345678', B24_CLIENT_SECRET: 'the-client-secret-of-the-test', B24_OAUTH_URLS: scene.running.oauthUrl })
    return wirePortals({ config, store: engine.store, logger: createLogger('silent'), metrics: createMetrics(), now: Date.now, sleep: delay })
  }

  beforeAll(async () => {
    scene = await openAppScene({ store: engine.store, portal: { demoLeads: 20 }, isWorking: false })
    await scene.install()
    portalId = (await engine.store.portals.findByMemberId(scene.running.portal.settings.memberId))?.portalId ?? 0
    client = anotherProcess().clients.forPortal(portalId)
    other = anotherProcess().clients.forPortal(portalId)
  })
  beforeEach(() => scene.running.portal.knobs.set('restTroubles', []))
  afterAll(() => scene.close())

  it('refreshes an expired token once, although two processes and ten calls find it expired', async () => {
    const before = await engine.store.tokens.read(portalId)
    scene.running.portal.tokens.expireAll()
    const calls = [client, other].flatMap(one => [1, 2, 3, 4, 5].map(() => one.call('app.info', {}, lane)))
    expect(await Promise.all(calls)).toHaveLength(10)
    const after = await engine.store.tokens.read(portalId)
    expect(after?.state).toBe('ok')
    expect((after?.generation ?? 0) - (before?.generation ?? 0)).toBe(1)
  })

  it('seals tokens with the current key when they are refreshed, and reads those of a former key', async () => {
    const config = readConfig({ APP_URL: scene.url, ALLOW_PRIVATE_HOSTS: '1', EMBEDDED: '1', DATA_DIR: '/nowhere', ENCRYPTION_KEY: 'ab'.repeat(32), ENCRYPTION_KEYS_FORMER: '5a'.repeat(32), B24_CLIENT_ID: 'local.6a1b2c3d4e5f60.12345678', B24_CLIENT_SECRET: 'the-client-secret-of-the-test', B24_OAUTH_URLS: scene.running.oauthUrl })
    const rotated = wirePortals({ config, store: engine.store, logger: createLogger('silent'), metrics: createMetrics(), now: Date.now, sleep: delay })
    const before = await engine.store.tokens.read(portalId)
    await rotated.clients.forPortal(portalId).call('app.info', {}, lane)
    expect((await engine.store.tokens.read(portalId))?.keyId).toBe(before?.keyId)
    scene.running.portal.tokens.expireAll()
    await rotated.clients.forPortal(portalId).call('app.info', {}, lane)
    expect((await engine.store.tokens.read(portalId))?.keyId).not.toBe(before?.keyId)
    await expect(client.call('app.info', {}, lane)).rejects.toThrow('ENCRYPTION_KEYS_FORMER')
    client = rotated.clients.forPortal(portalId)
  })

  it('tells one refused row of a batch from the others', async () => {
    const answer = await client.batch([
      { key: 'good', method: 'crm.item.list', params: { entityTypeId: 1, select: ['id'], order: { id: 'ASC' }, start: -1 } },
      { key: 'bad', method: 'crm.item.get', params: { entityTypeId: 1, id: 999_999 } },
      { key: 'classic', method: 'crm.lead.get', params: { id: 999_999 } },
    ], lane)
    expect(answer.get('good')).toMatchObject({ state: 'done' })
    expect(answer.get('bad')).toMatchObject({ state: 'refused', error: { portalCode: 'NOT_FOUND' } })
    expect(answer.get('classic')).toMatchObject({ state: 'refused' })
  })

  it('asks once more, with a new token, for the rows during which the token ran out', async () => {
    const lead = Number(scene.running.portal.crm.add(1, { title: 'One' }, { kind: 'user', userId: 1, appId: null }, 'card').id)
    const before = (await engine.store.tokens.read(portalId))?.generation ?? 0
    trouble({ status: 401, code: 'expired_token', method: 'crm.item.update', times: 1 })
    const answer = await client.batch(['first', 'second'].map(key => ({ key, method: 'crm.item.update', params: { entityTypeId: 1, id: lead, fields: { title: key } } })), lane)
    expect([...answer.values()].map(row => row.state)).toEqual(['done', 'done'])
    expect((await engine.store.tokens.read(portalId))?.generation).toBe(before + 1)
    expect(scene.running.portal.crm.get(1, lead)?.title).toBe('first')
  })

  it('skips what stands behind a refusal when the batch halts', async () => {
    const answer = await client.batch([
      { key: 'a', method: 'crm.item.get', params: { entityTypeId: 1, id: 999_999 } },
      { key: 'b', method: 'app.info', params: {} },
    ], { ...lane, halt: true })
    expect([...answer.values()].map(row => row.state)).toEqual(['refused', 'skipped'])
  })

  it('keeps the words of a classic refusal without a code', async () => {
    const error = await client.call('crm.lead.get', { id: 999_999 }, lane).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(PortalRefusedError)
    expect(error).toMatchObject({ portalCode: '', description: expect.stringMatching(/not found/i) })
  })

  it('names a method the portal does not have', async () => {
    await expect(client.call('crm.no.such.method', {}, lane)).rejects.toBeInstanceOf(MethodMissingError)
  })

  it('repeats a reading after a broken connection, and a writing never', async () => {
    trouble({ kind: 'reset', method: 'crm.status.list', times: 1 })
    await expect(client.call('crm.status.list', { filter: { ENTITY_ID: 'STATUS' } }, lane)).resolves.toBeInstanceOf(Array)
    trouble({ kind: 'reset', method: 'crm.timeline.comment.add', times: 1 })
    await expect(client.call('crm.timeline.comment.add', { fields: { ENTITY_ID: 1, ENTITY_TYPE: 'lead', COMMENT: 'once' } }, lane)).rejects.toBeInstanceOf(PortalUnreachableError)
  })

  it('takes half an answer for none', async () => {
    trouble({ kind: 'half', method: 'crm.status.list' })
    await expect(client.call('crm.status.list', { filter: { ENTITY_ID: 'STATUS' } }, lane)).rejects.toBeInstanceOf(PortalUnreachableError)
  })

  it('waits and repeats when the portal says "too many"', async () => {
    trouble({ status: 503, code: 'QUERY_LIMIT_EXCEEDED', times: 1 })
    await expect(client.call('app.info', {}, lane)).resolves.toMatchObject({ INSTALLED: true })
  })

  it('leaves a method alone until its operating time is given back', async () => {
    trouble({ method: 'crm.status.list', status: 429, code: 'OPERATION_TIME_LIMIT', times: 1 })
    await expect(client.call('crm.status.list', {}, lane)).rejects.toBeInstanceOf(OperatingLimitError)
    await expect(client.call('crm.status.list', {}, lane)).rejects.toBeInstanceOf(RateLimitedError)
    await expect(client.call('app.info', {}, lane)).resolves.toMatchObject({ INSTALLED: true })
  })

  it('lets the gate read on when the background has used up its share of a method', async () => {
    await engine.store.budget.update(portalId, (state, at) => ({ state: { ...(state as object), operating: { 'crm.status.list': { usedSec: 300, resetAt: at + 300_000, blockedUntil: 0 } } }, answer: undefined }))
    for (let turn = 0; turn < 2; turn += 1) {
      await expect(client.call('crm.status.list', {}, { lane: 'background' })).rejects.toBeInstanceOf(OperatingLimitError)
      await expect(client.call('crm.status.list', {}, { lane: 'gate' })).resolves.toBeInstanceOf(Array)
    }
  })

  it('follows a renamed portal by asking the authorization server, not by following the redirect', async () => {
    const renamed = `http://127.0.0.1:${await freePort()}`
    const problems = scene.running.portal.knobs.apply({ renamedOrigin: renamed })
    expect(problems).toEqual([])
    await delay(300)
    await expect(client.call('profile', {}, lane)).resolves.toMatchObject({ ID: '1' })
    const portal = await engine.store.portals.get(portalId)
    expect(portal).toMatchObject({ origin: renamed, clientEndpoint: `${renamed}/rest/` })
    expect((await engine.store.audit.list(portalId, { action: 'portal.renamed' }, {})).rows).toMatchObject([{ detail: { to: renamed } }])
  })

  it('reports dead tokens as lost access and marks them dead', async () => {
    scene.running.portal.tokens.revokeAll()
    await expect(client.call('app.info', {}, lane)).rejects.toBeInstanceOf(AccessRevokedError)
    expect((await engine.store.tokens.read(portalId))?.state).toBe('dead')
    expect((await engine.store.audit.list(portalId, { action: 'tokens.dead' }, {})).rows).toHaveLength(1)
  })

  it('lets no error show a token in its text', async () => {
    const error = await client.call('app.info', {}, lane).catch((caught: unknown) => caught)
    expect(JSON.stringify(error)).not.toMatch(/[0-9a-f]{32,}/)
    expect(String(error)).not.toMatch(/auth=/)
  })
})
