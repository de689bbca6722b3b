import type { RunningPortal } from '../portal/start-portal.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPortal } from '../portal/start-portal.ts'

let running: RunningPortal
let leadId: number

beforeAll(async () => {
  running = await startPortal()
  leadId = running.portal.crm.add(1, { title: '"><img src=x onerror=alert(1)>', assignedById: 4 }, { kind: 'user', userId: 1, appId: null }).id
})
afterAll(() => running.close())

interface Ask {
  user?: number
  method?: string
  body?: string
  headers?: Record<string, string>
}

function ask(path: string, { user = 0, method = 'GET', body, headers = {} }: Ask = {}): Promise<Response> {
  return fetch(running.url + path, {
    method,
    redirect: 'manual',
    headers: { ...(user > 0 && { cookie: `portal_user=${user}` }), ...headers },
    ...(body !== undefined && { body }),
  })
}

const json = { 'content-type': 'application/json' }

describe('the session', () => {
  it('sends strangers to the log in, and answers 401 to the scripts of a page', async () => {
    const page = await ask('/crm/lead/list/')
    expect([page.status, page.headers.get('location')]).toEqual([302, '/?next=%2Fcrm%2Flead%2Flist%2F'])
    expect((await ask(`/_host/card/lead/${leadId}`)).status).toBe(401)
    expect((await ask(`/_host/item/lead/${leadId}/stage`, { method: 'POST', headers: json, body: '{"stageId":"JUNK"}' })).status).toBe(401)
  })

  it('logs nobody in as a dismissed employee', async () => {
    const gone = running.portal.people.add({ name: 'Был', lastName: 'Здесь', position: '', departmentIds: [2] })
    running.portal.people.dismiss(gone.id)
    const answer = await ask('/_host/login', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `user=${gone.id}` })
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect((await ask('/crm/lead/list/', { user: gone.id })).status).toBe(302)
  })

  it('refuses changes asked for by another origin', async () => {
    const change = { user: 1, method: 'POST', body: '{"stageId":"JUNK"}' }
    const path = `/_host/item/lead/${leadId}/stage`
    expect((await ask(path, { ...change, headers: { ...json, origin: 'http://127.0.0.1:1' } })).status).toBe(403)
    expect((await ask(path, { ...change, headers: { ...json, 'sec-fetch-site': 'same-site' } })).status).toBe(403)
    expect(running.portal.crm.get(1, leadId)?.stageId).toBe('NEW')
    expect((await ask(path, { ...change, headers: { ...json, origin: running.url } })).status).toBe(200)
  })
})

describe('pages', () => {
  it.each(['/crm/lead/list/', '/crm/lead/kanban/', '/crm/lead/kanban/?find=%22%3E%3Cscript%3E', '/crm/duplicates/', '/crm/import/'])('draws %s without a tag that came from data', async (path) => {
    const markup = await (await ask(path, { user: 1 })).text()
    expect(markup).not.toMatch(/<img|<script>/)
  })

  it('draws the card of a hostile title as text', async () => {
    const markup = await (await ask(`/crm/lead/details/${leadId}/`, { user: 1 })).text()
    expect(markup).toContain('<h1><bdi>&quot;&gt;&lt;img src=x onerror=alert(1)&gt;</bdi></h1>')
  })

  it('allows own scripts only and may not be framed by others', async () => {
    const policy = (await ask('/crm/lead/list/', { user: 1 })).headers.get('content-security-policy')
    expect(policy).toContain('default-src \'self\'')
    expect(policy).toContain('frame-ancestors \'self\'')
    expect(policy).not.toContain('script-src')
  })

  it('leaves the menu away inside a slider', async () => {
    expect(await (await ask('/crm/lead/list/?IFRAME=Y', { user: 1 })).text()).not.toContain('id="left-menu"')
  })

  it.each(['/crm/lead/details/424242/', '/marketplace/app/9/', '/marketplace/view/none/', '/marketplace/widget/9/'])('answers 404 with words for %s', async (path) => {
    const answer = await ask(path, { user: 1 })
    expect([answer.status, (await answer.text()).includes('Страница не найдена')]).toEqual([404, true])
  })
})

describe('bad input', () => {
  it.each([
    [`item/lead/0`, '{broken'],
    [`item/lead/424242/stage`, '{"stageId":"NEW"}'],
    ['item/deal/424242', '{"form":{}}'],
    ['frames', '{"appId":77}'],
    ['frames', '{"widgetId":"1; drop"}'],
    ['frame-auth', '{}'],
    ['install-finish', '{"appId":null}'],
    ['record-click', '{"activityId":"x"}'],
    ['mass-edit/lead', '{"ids":[]}'],
    ['activity/complete', '{"activityId":-1}'],
  ])('refuses POST /_host/%s %s with an explanation', async (path, body) => {
    const answer = await ask(`/_host/${path}`, { user: 1, method: 'POST', headers: json, body })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(await answer.json()).toHaveProperty('error')
  })

  it('ignores names of fields that do not exist and refuses values a field cannot hold', async () => {
    const save = (form: unknown): Promise<Response> => ask(`/_host/item/lead/${leadId}`, { user: 1, method: 'POST', headers: json, body: JSON.stringify({ form }) })
    expect((await save({ nonsense: '1', __proto__: 'x', id: '999', createdBy: '5' })).status).toBe(200)
    expect((await save({ opportunity: 'много' })).status).toBe(400)
    expect(running.portal.crm.get(1, leadId)?.createdBy).toBe(1)
  })

  it('hides an item from people who may not read it, in every piece', async () => {
    const other = { user: 5 }
    expect((await ask(`/_host/card/lead/${leadId}`, other)).status).toBe(403)
    expect((await ask(`/_host/item/lead/${leadId}/convert`, other)).status).toBe(403)
    expect(await (await ask('/_host/board/kanban/lead', other)).text()).not.toContain(`data-item="${leadId}"`)
  })

  it('serves recordings in ranges and only to people who see the item', async () => {
    const { work } = running.portal
    const call = work.calls.make({ userId: 4, phoneNumber: '79001234567', durationSec: 10, owner: { entityTypeId: 1, entityId: leadId } }, { kind: 'user', userId: 4, appId: null })
    const path = `/_host/files/${call.activityId}/${call.recordFileId}`
    const part = await ask(path, { user: 4, headers: { range: 'bytes=0-3' } })
    expect([part.status, await part.text(), part.headers.get('content-range')?.startsWith('bytes 0-3/')]).toEqual([206, 'RIFF', true])
    expect((await ask(path, { user: 5 })).status).toBe(404)
    expect((await ask(path)).status).toBe(404)
  })
})
