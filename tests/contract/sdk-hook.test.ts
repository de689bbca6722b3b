import type { RunningPortal } from '../portal/start-portal.ts'
import { globalAgent } from 'node:https'
import { B24Hook } from '@bitrix24/b24jssdk'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startPortal } from '../portal/start-portal.ts'
import { selfSignedCertificate } from '../support/self-signed-certificate.ts'

let running: RunningPortal
let hook: B24Hook

beforeAll(async () => {
  const tls = selfSignedCertificate(Date.now())
  // The vendor's client is used as it comes; the machine trusts the certificate, as it would a public one.
  globalAgent.options.ca = tls.cert
  running = await startPortal({ tls, webhookSecret: 'tls-secret' })
  hook = B24Hook.fromWebhookUrl(`${running.url}/rest/1/tls-secret/`)
})
beforeEach(() => {
  running.portal.knobs.reset()
  running.portal.violations.clear()
})
afterAll(async () => {
  hook.destroy()
  delete globalAgent.options.ca
  await running.close()
})

describe('the vendor\'s webhook client over TLS', () => {
  it('reads the profile', async () => {
    const answer = await hook.actions.v2.call.make({ method: 'profile', params: {} })
    expect(answer.isSuccess).toBe(true)
    expect(answer.getData()?.result).toMatchObject({ ID: '1', ADMIN: true })
  })

  it('runs a batch with named rows', async () => {
    const answer = await hook.actions.v2.batch.make({
      calls: { who: { method: 'profile', params: {} }, when: { method: 'server.time', params: {} } },
      options: { isHaltOnError: true, returnAjaxResult: true },
    })
    expect(answer.isSuccess).toBe(true)
    expect(Object.keys(answer.getData() as object).sort()).toEqual(['when', 'who'])
  })

  it('runs a batch with numbered rows', async () => {
    const answer = await hook.actions.v2.batch.make({
      calls: [['profile', {}], ['method.get', { name: 'profile' }]],
      options: { isHaltOnError: true },
    })
    expect(answer.getData()).toEqual([expect.objectContaining({ ID: '1' }), { isExisting: true, isAvailable: true }])
  })

  it('reads the error code of a refused call', async () => {
    await expect(hook.actions.v2.call.make({ method: 'no.such.method', params: {} })).rejects.toMatchObject({ code: 'ERROR_METHOD_NOT_FOUND', status: 404 })
  })

  it('leaves no violation behind', async () => {
    await hook.actions.v2.call.make({ method: 'scope', params: { full: true } })
    expect(running.portal.violations.list()).toEqual([])
  })

  it('reads a whole list of items and walks it page by page', async () => {
    const actor = { kind: 'user', userId: 1, appId: null } as const
    for (let number = 1; number <= 120; number += 1)
      running.portal.crm.add(1, { title: `Lead ${number}` }, actor)
    const options = { method: 'crm.item.list', params: { entityTypeId: 1, select: ['id', 'title'] }, idKey: 'id', customKeyForResult: 'items' }
    const list = await hook.actions.v2.callList.make<{ id: number }>(options)
    expect([list.isSuccess, list.getData()?.length]).toEqual([true, 120])
    const sizes: number[] = []
    for await (const page of hook.actions.v2.fetchList.make<{ id: number }>(options))
      sizes.push(page.length)
    expect(sizes).toEqual([50, 50, 20])
    expect(running.portal.violations.list()).toEqual([])
  })

  it('backs off and comes through when the rate limit is hit', async () => {
    running.portal.knobs.set('restTroubles', [{ method: 'profile', kind: 'status', status: 503, code: '', delayMs: 0, share: 1, times: 1 }])
    const answer = await hook.actions.v2.call.make({ method: 'profile', params: {} })
    expect(answer.isSuccess).toBe(true)
  })
})
