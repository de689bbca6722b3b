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

interface Taken { process_id: string | null, events: Record<string, unknown>[] }

const byRep: Actor = { kind: 'user', userId: 4, appId: null }
const subscribe = (event: string): Promise<unknown> => scene.must(appId, 1, 'event.bind', { event, handler: '', event_type: 'offline' })
const take = (params: Record<string, unknown> = {}): Promise<Taken> => scene.must(appId, 1, 'event.offline.get', params) as Promise<Taken>
const lead = (title = 'A lead'): number => scene.portal.crm.add(1, { title }, byRep).id

describe('the offline queue', () => {
  it('keeps one row per changed object with its latest time', async () => {
    await subscribe('ONCRMLEADUPDATE')
    const id = lead()
    scene.portal.crm.update(1, id, { title: 'Once' }, byRep)
    scene.portal.crm.update(1, id, { title: 'Twice' }, byRep)
    const { process_id: processId, events } = await take()
    expect(processId).toBeNull()
    expect(events).toMatchObject([{ EVENT_NAME: 'ONCRMLEADUPDATE', EVENT_DATA: { FIELDS: { ID: String(id) } } }])
    expect((await take()).events).toEqual([])
  })

  it('reserves rows for one process, gives others the rest, and forgets them when cleared', async () => {
    await subscribe('ONCRMLEADADD')
    lead()
    lead()
    const first = await take({ clear: 0, limit: 1 })
    const second = await take({ clear: 0 })
    expect(first.events).toHaveLength(1)
    expect(second.events).toHaveLength(1)
    expect(second.events[0]?.ID).not.toBe(first.events[0]?.ID)
    expect(await scene.must(appId, 1, 'event.offline.clear', { process_id: first.process_id })).toBe(true)
    expect(await scene.must(appId, 1, 'event.offline.list')).toMatchObject([{ PROCESS_ID: second.process_id, ERROR: '0' }])
  })

  it('starts a new row for a change that comes while the old one is reserved', async () => {
    await subscribe('ONCRMLEADUPDATE')
    const id = lead()
    scene.portal.crm.update(1, id, { title: 'Once' }, byRep)
    await take({ clear: 0 })
    scene.portal.crm.update(1, id, { title: 'Twice' }, byRep)
    expect((await take({ clear: 0 })).events).toHaveLength(1)
  })

  it('hands marked rows out again only to who asks for errors', async () => {
    await subscribe('ONCRMLEADADD')
    lead()
    const { process_id: processId, events } = await take({ clear: 0 })
    await scene.must(appId, 1, 'event.offline.error', { process_id: processId, message_id: [events[0]?.MESSAGE_ID] })
    expect((await take({ clear: 0, process_id: processId })).events).toEqual([])
    expect((await take({ clear: 0, process_id: processId, error: 1 })).events).toHaveLength(1)
  })

  it('wakes the application up with a refresh token, at most once per pause', async () => {
    await scene.must(appId, 1, 'event.bind', { event: 'ONOFFLINEEVENT', handler: `${scene.receiver.url}/wake`, options: { minTimeout: 0.2 } })
    await subscribe('ONCRMLEADADD')
    lead()
    lead()
    lead()
    await scene.portal.events.idle()
    const calls = scene.receiver.of('ONOFFLINEEVENT')
    expect(calls).toHaveLength(2)
    expect(calls[0]?.form.get('auth[refresh_token]')).toBeTruthy()
    expect([...calls[0]!.form.keys()].some(key => key.startsWith('data'))).toBe(false)
  })

  it('is for administrators, and missing on a plan without it', async () => {
    await subscribe('ONCRMLEADADD')
    expect(await scene.call(appId, 4, 'event.offline.get')).toMatchObject({ status: 403, body: { error: 'ACCESS_DENIED' } })
    scene.portal.knobs.set('offlineQueueMissing', true)
    expect(await scene.call(appId, 1, 'event.offline.get')).toMatchObject({ status: 403 })
    expect(await scene.call(appId, 1, 'event.bind', { event: 'ONCRMDEALADD', handler: '', event_type: 'offline' })).toMatchObject({ status: 403 })
  })

  it('filters by the documented fields', async () => {
    await subscribe('ONCRMLEADADD')
    await subscribe('ONCRMDEALADD')
    lead()
    scene.portal.crm.add(2, { title: 'A deal' }, byRep)
    expect((await take({ filter: { '=EVENT_NAME': 'ONCRMDEALADD' }, clear: 0 })).events).toMatchObject([{ EVENT_NAME: 'ONCRMDEALADD' }])
  })
})
