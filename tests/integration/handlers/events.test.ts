import type { FastifyInstance } from 'fastify'
import type { LifecycleHint } from '../../../handlers/ports.ts'
import type { Portal } from '../../../src/store/portals.ts'
import fastify from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { registerEvents } from '../../../handlers/register-events.ts'
import { hashApplicationToken } from '../../../src/store/application-token-hash.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { sampleEvent } from '../../support/sample-event.ts'
import { createSamplePortal } from '../../support/sample-portal.ts'

const NOW = Date.UTC(2026, 10, 23)

describeOnBothEngines('the event receiver', (engine) => {
  let app: FastifyInstance
  let portal: Portal
  let now = NOW
  const heard: { lifecycle: LifecycleHint[], clicks: unknown[], fields: unknown[], wakes: number[], receptions: string[] } = { lifecycle: [], clicks: [], fields: [], wakes: [], receptions: [] }

  beforeAll(async () => {
    app = fastify()
    await registerEvents(app, {
      store: engine.store,
      now: () => now,
      hashIp: ip => `hash of ${ip}`,
      onReception: reception => heard.receptions.push(reception),
      ports: {
        lifecycle: { hint: async hint => void heard.lifecycle.push(hint) },
        timelineClick: { clicked: async click => void heard.clicks.push(click) },
        fieldChange: { changed: async change => void heard.fields.push(change) },
        offlineWake: { wake: async portalId => void heard.wakes.push(portalId) },
      },
    })
  })
  beforeEach(async () => {
    now += 10 * 60_000
    portal = await createSamplePortal(engine.store)
    Object.values(heard).forEach(list => list.splice(0))
  })
  afterAll(() => app.close())

  const post = async (payload: string, headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' }) =>
    app.inject({ method: 'POST', url: '/events', payload, headers })
  const send = (details: Partial<Parameters<typeof sampleEvent>[0]> = {}) => post(sampleEvent({ memberId: portal.memberId, ...details }))
  const inbox = async (lane: 'live' | 'bulk' = 'live') => engine.store.dirty.take(portal.portalId, { lane, limit: 10_000, now })
  const audit = async (portalId = portal.portalId) => (await engine.store.audit.list(portalId, {}, {})).rows

  it.each([
    ['ONCRMLEADADD', { '[FIELDS][ID]': '5' }, 1],
    ['oncrmleadupdate', { '[FIELDS][ID]': '5' }, 1],
    ['ONCRMDEALUPDATE', { '[FIELDS][ID]': '5' }, 2],
    ['ONCRMDEALMOVETOCATEGORY', { '[FIELDS][ID]': '5', '[FIELDS][CATEGORY_ID]': '1', '[FIELDS][STAGE_ID]': 'C1:NEW' }, 2],
  ])('puts the item of %s into the inbox before it answers 200', async (event, data, entityTypeId) => {
    const answer = await send({ event, data })
    expect(answer.statusCode).toBe(200)
    expect(await inbox()).toMatchObject([{ entityTypeId, itemId: 5, deleted: false, firstSeenAt: now, evidence: { events: [event.toUpperCase()], hadUserToken: true } }])
  })

  it('remembers that an item was deleted, and that no user acted', async () => {
    await send({ event: 'ONCRMLEADDELETE', auth: { access_token: undefined, expires_in: undefined } })
    expect(await inbox()).toMatchObject([{ deleted: true, evidence: { hadUserToken: false } }])
  })

  it('keeps one row of an event that is replayed and doubled, at once and later', async () => {
    await Promise.all([send(), send(), send()])
    await send()
    expect(await inbox()).toHaveLength(1)
  })

  it('keeps every one of five hundred events that arrive together', async () => {
    const answers = await Promise.all(Array.from({ length: 500 }, (_, index) => send({ data: { '[FIELDS][ID]': String(index + 1) } })))
    expect(new Set(answers.map(answer => answer.statusCode))).toEqual(new Set([200]))
    expect(new Set([...await inbox(), ...await inbox('bulk')].map(row => row.itemId)).size).toBe(500)
  })

  it('answers a wrong token with the same 200, keeps nothing, and writes one audit row a minute', async () => {
    const good = await send()
    const before = (await inbox())[0]?.version
    const bad = await Promise.all([1, 2, 3].map(() => send({ applicationToken: 'guess' })))
    expect(bad.map(answer => [answer.statusCode, answer.body])).toEqual(bad.map(() => [good.statusCode, good.body]))
    expect((await inbox())[0]?.version).toBe(before)
    expect(await audit()).toMatchObject([{ action: 'event.bad_token', subject: 'ONCRMLEADUPDATE', actorId: null, ipHash: 'hash of 127.0.0.1', detail: { unwritten: 0 } }])
    now += 60_000
    await send({ applicationToken: 'guess' })
    expect((await audit())[0]?.detail).toEqual({ unwritten: 2 })
  })

  it('answers an unknown portal with the same 200 and writes one audit row for all of them', async () => {
    const answers = await Promise.all(['nobody', 'no one', 'x'].map(memberId => send({ memberId })))
    expect(answers.map(answer => [answer.statusCode, answer.body])).toEqual(answers.map(() => [200, 'ok']))
    const rows = (await audit(0)).filter(row => row.at === now)
    expect(rows).toMatchObject([{ action: 'event.unknown_portal' }])
    expect(heard.receptions).toEqual(['refused', 'refused', 'refused'])
  })

  it('does not let in a missing or an empty token of a portal that has none stored', async () => {
    const fresh = await createSamplePortal(engine.store, { applicationTokenHash: null })
    await send({ memberId: fresh.memberId, applicationToken: '' })
    await send({ memberId: fresh.memberId, auth: { application_token: undefined } })
    expect(heard.receptions).toEqual(['refused', 'refused'])
  })

  it('knows a new token, a new portal and a portal that moved out as soon as they are stored', async () => {
    await send()
    await engine.store.portals.update(portal.portalId, { applicationTokenHash: hashApplicationToken('new') }, now)
    await vi.waitFor(async () => {
      heard.receptions.length = 0
      await send({ applicationToken: 'new' })
      expect(heard.receptions).toEqual(['taken'])
    })
    await send()
    expect(heard.receptions.at(-1)).toBe('refused')
    await engine.store.portals.update(portal.portalId, { status: 'locked' }, now)
    await vi.waitFor(async () => {
      await send({ applicationToken: 'new', data: { '[FIELDS][ID]': '77' } })
      expect(heard.receptions.at(-1)).toBe('asleep')
    })
    const later = 'comes-later'
    await send({ memberId: later })
    await createSamplePortal(engine.store, { memberId: later })
    await vi.waitFor(async () => {
      await send({ memberId: later })
      expect(heard.receptions.at(-1)).toBe('taken')
    })
  })

  it.each([
    ['no body', ''],
    ['no form', '{"event":"ONCRMLEADUPDATE"}'],
    ['an unknown event', 'event=ONSOMETHING&auth[member_id]=m&auth[application_token]=t'],
    ['no sender', 'event=ONCRMLEADUPDATE&data[FIELDS][ID]=5'],
    ['no id', 'event=ONCRMLEADUPDATE&auth[member_id]=m&auth[application_token]=t'],
    ['a text as id', 'event=ONCRMLEADUPDATE&data[FIELDS][ID]=5;drop&auth[member_id]=m&auth[application_token]=t'],
  ])('answers 200 to %s and keeps nothing', async (_name, body) => {
    expect((await post(body)).statusCode).toBe(200)
    expect(heard.receptions).toEqual(['unreadable'])
  })

  it('keeps nothing of an id that no item can have, and takes the events beside it', async () => {
    await Promise.all([send({ data: { '[FIELDS][ID]': '99999999999' } }), send()])
    expect((await inbox()).map(row => row.itemId)).toEqual([5])
  })

  it('reads a form whatever type the sender names, and refuses a body beyond its limit', async () => {
    expect((await post(sampleEvent({ memberId: portal.memberId }), { 'content-type': 'text/plain' })).statusCode).toBe(200)
    expect(await inbox()).toHaveLength(1)
    expect((await post(`a=${'x'.repeat(70_000)}`)).statusCode).toBe(413)
  })

  it('looks at the item when our own timeline record was changed, and at nothing for other activities', async () => {
    await engine.store.records.put(portal.portalId, { entityTypeId: 1, itemId: 42, kind: 'need_verdict', activityId: 900, badge: null, nonceHash: null, state: 'open', contentHash: null, openedAt: 0, closedAt: null })
    await send({ event: 'onCrmActivityUpdate', data: { '[FIELDS][ID]': '901' } })
    expect(await inbox()).toEqual([])
    await send({ event: 'onCrmActivityUpdate', data: { '[FIELDS][ID]': '900' } })
    expect((await inbox()).map(row => row.itemId)).toEqual([42])
    await send({ event: 'ONVOXIMPLANTCALLEND', data: { '[CALL_ID]': 'c', '[CRM_ACTIVITY_ID]': '900', '[PORTAL_USER_ID]': '7', '[CALL_DURATION]': '5' } })
    expect((await inbox())[0]?.evidence.events).toEqual(['ONCRMACTIVITYUPDATE', 'ONVOXIMPLANTCALLEND'])
  })

  it('hands a click on, with its tokens, and looks at its item', async () => {
    await send({ event: 'ONCRMTIMELINEITEMACTION', data: { '[id]': 'spam', '[entityTypeId]': '1', '[entityId]': '8', '[userId]': '7', '[actionParams][nonce]': 'n' } })
    expect(heard.clicks).toMatchObject([{ portalId: portal.portalId, item: { entityTypeId: 1, itemId: 8 }, event: { params: { nonce: 'n' }, auth: { accessToken: 'access-of-user-7' } } }])
    expect(await inbox()).toMatchObject([{ itemId: 8, evidence: { claimedUserIds: [7] } }])
  })

  it('hands on changes of fields and the wake-up of the offline queue', async () => {
    await send({ event: 'ONCRMLEADUSERFIELDDELETE', data: { '[FIELDS][ID]': '3', '[FIELDS][ENTITY_ID]': 'CRM_LEAD', '[FIELDS][FIELD_NAME]': 'UF_CRM_PT_VERDICT' } })
    await send({ event: 'ONOFFLINEEVENT', data: {} })
    expect(heard.fields).toEqual([{ portalId: portal.portalId, entityTypeId: 1, fieldName: 'UF_CRM_PT_VERDICT' }])
    expect(heard.wakes).toEqual([portal.portalId])
    expect(await inbox()).toEqual([])
  })

  it('hands on events about the application: with the known token as a hint, without it only if tokens can prove it', async () => {
    await send({ event: 'ONAPPUNINSTALL', data: { '[CLEAN]': '1' }, auth: { access_token: undefined } })
    await send({ event: 'ONAPPUNINSTALL', data: { '[CLEAN]': '1' }, applicationToken: 'forged' })
    await send({ event: 'ONAPPUPDATE', data: { '[VERSION]': '2' }, applicationToken: 'new', auth: { refresh_token: 'r' } })
    await send({ event: 'ONAPPINSTALL', data: { '[VERSION]': '1' }, memberId: 'never seen', auth: { refresh_token: 'r' } })
    await send({ event: 'ONAPPINSTALL', data: { '[VERSION]': '1' }, memberId: 'never seen' })
    expect(heard.lifecycle.map(hint => [hint.event.name, hint.portalId, hint.isTokenKnown])).toEqual([
      ['ONAPPUNINSTALL', portal.portalId, true],
      ['ONAPPUPDATE', portal.portalId, false],
      ['ONAPPINSTALL', null, false],
    ])
    expect((await audit()).map(row => row.subject)).toEqual(['ONAPPUNINSTALL'])
  })

  it('passes on only a few unproven installations a minute', async () => {
    await Promise.all(Array.from({ length: 100 }, (_, index) => send({ event: 'ONAPPINSTALL', memberId: `flood ${index}`, auth: { refresh_token: 'r' } })))
    expect(heard.lifecycle).toHaveLength(20)
  })

  it('keeps the change of one rep in the live lane while a thousand leads are imported', async () => {
    const importer = { access_token: 'access-of-importer' }
    await Promise.all(Array.from({ length: 1_000 }, (_, index) => send({ event: 'ONCRMLEADADD', data: { '[FIELDS][ID]': String(1_000 + index) }, auth: importer })))
    await send({ data: { '[FIELDS][ID]': '1500' }, auth: { access_token: 'access-of-rep' } })
    expect((await inbox()).map(row => row.itemId)).toContain(1500)
    expect((await inbox('bulk')).length).toBe(1_000 - 200 - ((await inbox()).length - 200))
  })
})
