import type { Actor } from '../portal/crm/actor.ts'
import type { Scene } from './apps-scene.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startScene } from './apps-scene.ts'

let scene: Scene
let appId: number
beforeEach(async () => {
  scene = await startScene()
  appId = scene.installed('listener')
})
afterEach(() => scene.close())

const byRep: Actor = { kind: 'user', userId: 4, appId: null }
const handler = (): string => `${scene.receiver.url}/events`
function bind(event: string, more: Record<string, unknown> = {}, userId = 1): Promise<unknown> {
  return scene.must(appId, userId, 'event.bind', { event, handler: handler(), ...more })
}
const leadAdded = (actor: Actor = byRep): number => scene.portal.crm.add(1, { title: 'A lead', assignedById: 4 }, actor).id
const idle = (): Promise<void> => scene.portal.events.idle()

describe('an event on the wire', () => {
  it('is a form with the name in capitals, the number only, and the tokens of who acted', async () => {
    await bind('onCrmLeadAdd')
    const id = leadAdded()
    await idle()
    const [message] = scene.receiver.received
    expect(message?.contentType).toBe('application/x-www-form-urlencoded')
    const { form } = message!
    expect(form.get('event')).toBe('ONCRMLEADADD')
    expect(form.get('data[FIELDS][ID]')).toBe(String(id))
    expect(form.get('auth[scope]')).toBe('crm')
    expect(form.get('auth[domain]')).toBe(new URL(scene.url).host)
    expect(form.get('auth[client_endpoint]')).toBe(`${scene.url}/rest/`)
    expect(form.get('auth[application_token]')).toBe(scene.portal.apps.get(appId)?.applicationToken)
    expect(Number(form.get('event_handler_id'))).toBeGreaterThan(0)
    expect(form.has('auth[refresh_token]')).toBe(false)
    expect(scene.portal.tokens.byAccessToken(form.get('auth[access_token]') ?? '')).toMatchObject({ appId, userId: 4 })
    expect(message?.raw).toContain('data%5BFIELDS%5D%5BID%5D=')
  })

  it('leaves brackets as they are when the knob says so', async () => {
    scene.portal.knobs.set('eventBracketsEncoded', false)
    await bind('ONCRMLEADADD')
    leadAdded()
    await idle()
    expect(scene.receiver.received[0]?.raw).toContain('data[FIELDS][ID]=')
  })

  it('brings no tokens when a robot acted, and others\' tokens when the subscription names them', async () => {
    await bind('ONCRMLEADADD')
    await bind('ONCRMLEADADD', { handler: `${scene.receiver.url}/as-admin`, auth_type: 1 })
    leadAdded({ kind: 'system' })
    await idle()
    const byPath = Object.fromEntries(scene.receiver.received.map(message => [message.path, message.form]))
    expect(byPath['/events']?.has('auth[access_token]')).toBe(false)
    expect(byPath['/events']?.get('auth[application_token]')).toBeTruthy()
    expect(scene.portal.tokens.byAccessToken(byPath['/as-admin']?.get('auth[access_token]') ?? '')).toMatchObject({ userId: 1 })
  })

  it('writes the name of activity events in mixed case and leaves the handler number out', async () => {
    await bind('ONCRMACTIVITYADD')
    const lead = leadAdded()
    scene.portal.work.calls.make({ userId: 4, phoneNumber: '79990000001', durationSec: 30, owner: { entityTypeId: 1, entityId: lead } }, byRep)
    await idle()
    expect(scene.receiver.received[0]?.form.get('event')).toBe('onCrmActivityAdd')
    expect(scene.receiver.received[0]?.form.has('event_handler_id')).toBe(false)
  })
})

describe('binding', () => {
  it('refuses unknown events and events outside the scopes', async () => {
    expect(await scene.call(appId, 1, 'event.bind', { event: 'ONMOONRISE', handler: handler() })).toMatchObject({ status: 400, body: { error: 'ERROR_EVENT_NOT_FOUND' } })
    const small = scene.installed('small', { scopes: ['im'] })
    expect(await scene.call(small, 1, 'event.bind', { event: 'ONCRMLEADADD', handler: handler() })).toMatchObject({ status: 400, body: { error: 'ERROR_EVENT_NOT_FOUND' } })
  })

  it('lets everybody bind for themselves, and only administrators for others or offline', async () => {
    expect(await bind('ONCRMLEADADD', {}, 4)).toBe(true)
    expect(await scene.call(appId, 4, 'event.bind', { event: 'ONCRMLEADADD', handler: handler(), auth_type: 1 })).toMatchObject({ status: 403, body: { error: 'ACCESS_DENIED' } })
    expect(await scene.call(appId, 4, 'event.bind', { event: 'ONCRMLEADADD', handler: handler(), event_type: 'offline' })).toMatchObject({ status: 403 })
    expect(await scene.must(appId, 5, 'event.get')).toEqual([])
    expect(await scene.must(appId, 1, 'event.get')).toEqual([{ event: 'ONCRMLEADADD', handler: handler(), auth_type: '0', offline: 0 }])
  })

  it.each([
    ['once' as const, 1],
    ['twice' as const, 2],
  ])('bound twice under the knob "%s" is heard %i time(s)', async (knob, times) => {
    scene.portal.knobs.set('doubleEventBind', knob)
    await bind('ONCRMLEADADD')
    await bind('ONCRMLEADADD')
    leadAdded()
    await idle()
    expect(scene.receiver.received).toHaveLength(times)
  })

  it('refuses a second binding when the knob says so', async () => {
    scene.portal.knobs.set('doubleEventBind', 'refused')
    await bind('ONCRMLEADADD')
    expect(await scene.call(appId, 1, 'event.bind', { event: 'ONCRMLEADADD', handler: handler() })).toMatchObject({ status: 400 })
  })

  it('counts what it unbinds and is silent afterwards', async () => {
    await bind('ONCRMLEADADD')
    expect(await scene.must(appId, 1, 'event.unbind', { event: 'ONCRMLEADADD', handler: handler() })).toEqual({ count: 1 })
    leadAdded()
    await idle()
    expect(scene.receiver.received).toEqual([])
  })

  it('is refused to webhooks', async () => {
    const answer = await fetch(`${scene.url}/rest/1/demo/event.get`)
    expect(answer.status).toBe(403)
  })

  it('sends ONAPPTEST with what event.test was given', async () => {
    await bind('ONAPPTEST')
    await scene.must(appId, 1, 'event.test', { any: 'data' })
    await idle()
    expect(scene.receiver.of('ONAPPTEST')[0]?.form.get('data[any]')).toBe('data')
  })
})

describe('troubles', () => {
  it('loses every event at a share of one and never sends it again', async () => {
    await bind('ONCRMLEADADD')
    scene.portal.knobs.set('dropEvents', 1)
    leadAdded()
    await idle()
    expect(scene.receiver.received).toEqual([])
  })

  it('doubles events', async () => {
    await bind('ONCRMLEADADD')
    scene.portal.knobs.set('duplicateEvents', 1)
    leadAdded()
    await idle()
    expect(scene.receiver.received).toHaveLength(2)
  })

  it('keeps the order of one handler unless events may overtake each other', async () => {
    await bind('ONCRMLEADADD')
    scene.portal.knobs.set('eventDelayJitterMs', 40)
    const ids = Array.from({ length: 12 }, () => String(leadAdded()))
    await idle()
    expect(scene.receiver.received.map(message => message.form.get('data[FIELDS][ID]'))).toEqual(ids)
    scene.receiver.received.length = 0
    scene.portal.knobs.set('reorderEvents', true)
    const more = Array.from({ length: 12 }, () => String(leadAdded()))
    await idle()
    const heard = scene.receiver.received.map(message => message.form.get('data[FIELDS][ID]'))
    expect(heard).not.toEqual(more)
    expect([...heard].sort()).toEqual([...more].sort())
  })

  it('waits through a down time and loses what waited when told so', async () => {
    await bind('ONCRMLEADADD')
    scene.portal.events.pause()
    leadAdded()
    scene.portal.events.resume({ lost: true })
    await idle()
    expect(scene.receiver.received).toEqual([])
    scene.portal.events.pause()
    leadAdded()
    expect(scene.receiver.received).toEqual([])
    scene.portal.events.resume()
    await idle()
    expect(scene.receiver.received).toHaveLength(1)
  })

  it('gives up on a handler that does not answer in time', async () => {
    await bind('ONCRMLEADADD')
    scene.portal.knobs.set('eventTimeoutMs', 50)
    scene.receiver.answerAfter(2000)
    leadAdded()
    await idle()
    expect(scene.portal.events.deliveries().map(delivery => delivery.status)).toEqual([0])
  })

  it('can leave tokens out of every event', async () => {
    scene.portal.knobs.set('eventsWithoutTokens', true)
    await bind('ONCRMLEADADD')
    leadAdded()
    await idle()
    expect(scene.receiver.received[0]?.form.has('auth[access_token]')).toBe(false)
  })
})
