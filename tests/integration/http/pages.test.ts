import type { AppScene } from '../../support/app-scene.ts'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OWN_PAGES } from '../../../install/own-pages.ts'
import { compressAssets } from '../../../widgets/compress-assets.ts'
import { openAppScene } from '../../support/app-scene.ts'
import { prepareEngine } from '../../support/engines.ts'

describe('pages and answers of the server', () => {
  const engine = prepareEngine()
  let scene: AppScene
  const ancestors = (response: Response) => /frame-ancestors ([^;]+)/.exec(response.headers.get('content-security-policy') ?? '')?.[1]

  beforeAll(async () => {
    scene = await openAppScene({ store: engine.store, isWorking: false })
    await scene.install()
  })
  afterAll(() => scene.close())

  it.each(['/install', ...OWN_PAGES.map(page => page.path)])('answers GET and HEAD on %s', async (path) => {
    expect((await fetch(`${scene.url}${path}`)).status).toBe(200)
    expect((await fetch(`${scene.url}${path}`, { method: 'HEAD' })).status).toBe(200)
  })

  it('lets the portal that opened the page frame it, and nobody else', async () => {
    const response = await scene.openFrame({ userId: 4, placement: 'CRM_LEAD_DETAIL_TAB', handler: `${scene.url}/placement/lead-tab`, options: { ID: '12' } })
    expect(response.status).toBe(200)
    expect(ancestors(response)).toBe(`'self' ${scene.running.url}`)
    expect(response.headers.get('x-frame-options')).toBeNull()
  })

  it('lets nobody frame a page that an unknown portal opens', async () => {
    const response = await fetch(`${scene.url}/app`, { method: 'POST', body: new URLSearchParams({ member_id: 'a'.repeat(32), AUTH_ID: 'x', PLACEMENT: 'DEFAULT' }) })
    expect(ancestors(response)).toBe('\'self\'')
    expect(ancestors(await fetch(`${scene.url}/app`))).toBe('\'self\'')
  })

  it('writes the call context into the page and keeps the tokens out of it', async () => {
    const response = await scene.openFrame({ userId: 4, placement: 'CRM_LEAD_DETAIL_TAB', handler: `${scene.url}/placement/lead-tab`, options: { ID: '12', note: '</script><script>alert(1)</script>' } })
    const html = await response.text()
    const json = /<script type="application\/json" id="opening">(.*?)<\/script>/.exec(html)?.[1] ?? ''
    expect(JSON.parse(json)).toEqual({ placement: 'CRM_LEAD_DETAIL_TAB', options: { ID: '12', note: '</script><script>alert(1)</script>' }, language: 'ru', memberId: scene.running.portal.settings.memberId, domain: new URL(scene.running.url).host })
    expect(html).not.toContain('<script>alert')
    expect(html).not.toMatch(/AUTH_ID|REFRESH_ID|APPLICATION_TOKEN/)
    expect([...html.matchAll(/[0-9a-f]{32,}/gi)].map(match => match[0])).toEqual([scene.running.portal.settings.memberId])
  })

  it('allows inline styles only on pages that need them, and inline scripts on none', async () => {
    const policy = async (path: string) => (await fetch(`${scene.url}${path}`)).headers.get('content-security-policy') ?? ''
    expect(await policy('/app')).toContain('style-src \'self\' \'unsafe-inline\'')
    expect(await policy('/placement/feedback-field')).toContain('style-src \'self\';')
    for (const path of ['/app', '/placement/feedback-field'])
      expect(await policy(path)).toContain('script-src \'self\';')
  })

  it('sends scripts and styles compressed to who takes them so, plain to others, and no other file', async () => {
    const script = `const words = "${'long enough '.repeat(200)}"`
    await mkdir(join(scene.widgetsDir, 'assets'), { recursive: true })
    await writeFile(join(scene.widgetsDir, 'assets/page.js'), script)
    compressAssets(scene.widgetsDir)
    const ask = async (encoding: string) => fetch(`${scene.url}/widgets/assets/page.js`, { headers: { 'accept-encoding': encoding } })
    for (const encoding of ['br', 'gzip', 'identity']) {
      const response = await ask(encoding)
      expect([response.status, response.headers.get('content-encoding'), response.headers.get('content-type')]).toEqual([200, encoding === 'identity' ? null : encoding, expect.stringContaining('javascript')])
      expect(response.headers.get('vary') ?? '').toMatch(/accept-encoding/i)
      expect(await response.text()).toBe(script)
    }
    expect((await fetch(`${scene.url}/widgets/assets/page.js.br`)).status).toBe(404)
    expect((await fetch(`${scene.url}/widgets/home/index.html`)).status).toBe(404)
  })

  it('refuses the installer outside Bitrix24 and with somebody else\'s tokens', async () => {
    const post = (fields: Record<string, string>) => fetch(`${scene.url}/install`, { method: 'POST', body: new URLSearchParams(fields) })
    expect((await post({})).status).toBe(400)
    const forged = await post({ member_id: scene.running.portal.settings.memberId, AUTH_ID: 'x', REFRESH_ID: 'made-up', SERVER_ENDPOINT: 'http://169.254.169.254/rest/' })
    expect(forged.status).toBe(403)
    expect(await forged.json()).toMatchObject({ error: { code: 'tokens_refused' } })
  })

  it('refuses the installer to somebody who is no administrator', async () => {
    const response = await scene.openFrame({ userId: 4, placement: 'DEFAULT', handler: `${scene.url}/install` })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ error: { code: 'admin_needed' } })
  })

  it('answers mistakes with a code and a sentence in one shape', async () => {
    const { token } = await scene.session(1)
    const cases: [Response, number, string][] = [
      [await fetch(`${scene.url}/nothing`), 404, 'not_found'],
      [await scene.api(token, '/api/install/steps/no-such-step', { method: 'POST', body: {} }), 404, 'step_unknown'],
      [await scene.api(token, '/api/install/steps/people', { method: 'POST', body: { choices: { role: 'x' } } }), 400, 'invalid_input'],
      [await fetch(`${scene.url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' }), 400, 'invalid_json'],
      [await fetch(`${scene.url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ memberId: 'x'.repeat(20_000), accessToken: 'y' }) }), 413, 'too_large'],
      [await fetch(`${scene.url}/api/session`, { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<a/>' }), 415, 'media_type'],
    ]
    for (const [response, status, code] of cases)
      expect({ status: response.status, body: await response.json() }).toEqual({ status, body: { error: expect.objectContaining({ code, message: expect.any(String) }) } })
  })

  it('names the field that is wrong', async () => {
    const { token } = await scene.session(1)
    const response = await scene.api(token, '/api/people/roles', { method: 'PUT', body: { people: [{ userId: 'four', roles: [] }] } })
    expect(await response.json()).toMatchObject({ error: { code: 'invalid_input', field: 'people.0.userId' } })
  })

  it('is alive and ready, and shows numbers to the operator only', async () => {
    expect(await (await fetch(`${scene.url}/health`)).json()).toEqual({ status: 'ok' })
    expect((await fetch(`${scene.url}/ready`)).status).toBe(200)
    expect((await fetch(`${scene.url}/metrics`)).status).toBe(401)
    const metrics = await fetch(`${scene.url}/metrics`, { headers: { authorization: 'Bearer token-of-the-metrics' } })
    const text = await metrics.text()
    expect(text).toContain('treaty_http_seconds')
    for (const gauge of ['treaty_portals_active 1', 'treaty_portals_without_access 0', 'treaty_queue_age_live_seconds ', 'treaty_dirty_bulk ', 'treaty_writes_waiting ', 'treaty_dead_looks 0', 'treaty_dead_writes 0'])
      expect(text).toContain(gauge)
    expect(text).not.toContain(scene.running.portal.settings.memberId)
    expect(await (await fetch(`${scene.url}/health`, { headers: { authorization: 'Bearer token-of-the-metrics' } })).json()).toMatchObject({ status: 'ok', engine: 'pglite' })
  })

  it('limits how often one person may ask', async () => {
    const { token } = await scene.session(7)
    const statuses = new Set<number>()
    for (let round = 0; round < 8; round += 1)
      (await Promise.all(Array.from({ length: 50 }, () => scene.api(token, '/api/feedback-form')))).forEach(response => statuses.add(response.status))
    expect(statuses).toEqual(new Set([200, 429]))
  })
})
