import type { SceneOptions } from '../../support/gate-scene.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { pauseGate, readGateState } from '../../../src/gate/gate-state.ts'
import { grantPass } from '../../../src/gate/grant-pass.ts'
import { listLedger } from '../../../src/gate/list-ledger.ts'
import { sweepPortal } from '../../../src/sync/sweep-portal.ts'
import { prepareEngine } from '../../support/engines.ts'
import { openGateScene, PEOPLE, REP } from '../../support/gate-scene.ts'

type Treaty = NonNullable<SceneOptions['treaty']>

const policy = (change: object): Treaty => document => ({ ...document, gate: { ...document.gate, pipelines: document.gate.pipelines.map(pipeline => ({ ...pipeline, ...change })) } })
const gate = (change: object): Treaty => document => ({ ...document, gate: { ...document.gate, ...change } })
const ends: (() => Promise<void>)[] = []

const engine = prepareEngine()
let portals = 0

/** Each test has a portal of its own in the one store. */
async function open(options: SceneOptions = {}) {
  portals += 1
  const scene = await openGateScene(engine.store, { seed: portals, ...options })
  ends.push(() => scene.close())
  return scene
}

afterEach(async () => {
  await Promise.all(ends.splice(0).map(end => end()))
})

describe('what the portal refuses', () => {
  it('falls from returning a converted lead to holding its deal, and the ledger says so', async () => {
    const scene = await open({ treaty: policy({ convertedPolicy: 'return_lead' }), knobs: { convertedLeadsLocked: true } })
    const lead = scene.addLead()
    const deal = scene.convert(lead)
    await scene.settle()
    expect([scene.stageOf(1, lead), scene.stageOf(2, deal)]).toEqual(['CONVERTED', 'PT_WAITING'])
    expect((await scene.breaches())[0]?.outcomes).toEqual(expect.arrayContaining(['refused_by_portal', 'held']))
  })

  it('is tried again when the portal is back, and nothing is doubled', async () => {
    const scene = await open()
    const lead = scene.addLead()
    await scene.settle()
    scene.portal.knobs.apply({ restTroubles: [{ method: 'batch', kind: 'reset', times: 2 }] })
    scene.move(1, lead, 'PROCESSED')
    await scene.portal.events.idle()
    for (let round = 0; round < 4; round++) {
      await scene.work()
      scene.advance(20_000)
    }
    await scene.settle()
    expect(scene.stageOf(1, lead)).toBe('NEW')
    expect([...scene.portal.work.activities.all()].filter(one => one.appId !== null)).toHaveLength(1)
    expect(scene.portal.work.notifications.of(PEOPLE.rep).filter(one => one.appId !== null)).toHaveLength(1)
  })
})

describe('returning the lead, where the treaty says so', () => {
  it('takes the lead back, holds the deal, and restores both with the verdict', async () => {
    const scene = await open({ treaty: policy({ convertedPolicy: 'return_lead' }) })
    const lead = scene.addLead()
    const deal = scene.convert(lead)
    await scene.settle()
    expect([scene.stageOf(1, lead), scene.stageOf(2, deal)]).toEqual(['NEW', 'PT_WAITING'])
    await scene.verdict(lead, 'qualified')
    await scene.settle()
    expect([scene.stageOf(1, lead), scene.stageOf(2, deal)]).toEqual(['CONVERTED', 'NEW'])
  })
})

describe('robots that talk to clients', () => {
  it('are never set off by a correction: an unconfirmed stage gets a notice only', async () => {
    const scene = await open({ unconfirmed: ['1:NEW'] })
    scene.portal.crm.robots.add({ entityTypeId: 1, pipelineId: 0, stageId: 'NEW', action: { kind: 'message client', text: 'Здравствуйте' } })
    const lead = scene.addLead()
    scene.move(1, lead, 'PROCESSED')
    await scene.settle()
    expect(scene.stageOf(1, lead)).toBe('PROCESSED')
    expect(scene.portal.crm.robots.clientMessages(1, lead)).toBe(1)
    expect((await scene.breaches())[0]?.outcomes).toEqual(['notice'])
  })

  it('are not set off again by a release', async () => {
    const scene = await open({ unconfirmed: ['2:NEW'] })
    scene.portal.crm.robots.add({ entityTypeId: 2, pipelineId: 0, stageId: 'NEW', action: { kind: 'message client', text: 'Здравствуйте' } })
    const lead = scene.addLead()
    const deal = scene.convert(lead)
    await scene.settle()
    await scene.verdict(lead, 'qualified')
    await scene.settle()
    expect([scene.stageOf(2, deal), scene.portal.crm.robots.clientMessages(2, deal)]).toEqual(['PT_WAITING', 1])
    expect(scene.portal.work.notifications.of(PEOPLE.rep).some(one => one.text.includes('Верните её на стадию сами'))).toBe(true)
  })
})

describe('people who disagree with the gate', () => {
  it('may undo two corrections; then the head of sales is asked', async () => {
    const scene = await open()
    const lead = scene.addLead()
    for (let round = 0; round < 3; round++) {
      scene.move(1, lead, 'PROCESSED')
      await scene.settle()
    }
    expect(scene.stageOf(1, lead)).toBe('PROCESSED')
    expect((await scene.breaches()).map(one => one.outcomes)).toEqual([['returned'], ['returned'], ['handed_to_rop']])
    expect(scene.portal.work.notifications.of(PEOPLE.rop).some(one => one.text.includes('исправление отменили'))).toBe(true)
  })

  it('stop it with one click, and a pass lets one item through', async () => {
    const scene = await open()
    const rop = { userId: PEOPLE.rop, roles: ['rop' as const], teamUserIds: [], language: 'ru' as const }
    const deps = { store: scene.store, now: scene.now, readVersions: scene.deps.readVersions }
    await expect(pauseGate(deps, scene.portalId, { ...rop, userId: PEOPLE.rep, roles: ['rep'] }, { paused: true })).rejects.toMatchObject({ code: 'no_right' })
    await pauseGate(deps, scene.portalId, rop, { paused: true })
    const free = scene.addLead()
    scene.move(1, free, 'PROCESSED')
    await scene.settle()
    expect(scene.stageOf(1, free)).toBe('PROCESSED')
    expect(await readGateState(deps, scene.portalId, rop)).toMatchObject({ mode: 'observe', observingBecause: 'paused' })
    await pauseGate(deps, scene.portalId, rop, { paused: false })
    const lead = scene.addLead()
    const deal = scene.convert(lead)
    await scene.settle()
    const ledger = await listLedger(deps, scene.portalId, rop, { page: 1 })
    expect(ledger).toMatchObject({ total: 2, rows: [{ kind: 'converted', rep: { id: PEOPLE.rep } }, { mode: 'observe' }] })
    await grantPass(deps, scene.portalId, rop, { breachId: ledger.rows[0]!.breachId, reason: 'постоянный партнёр' })
    await scene.settle()
    expect(scene.stageOf(2, deal)).toBe('NEW')
    expect(scene.stageOf(1, free)).toBe('PROCESSED')
  })
})

describe('under an unsigned draft', () => {
  it('everything is written down and nothing changed', async () => {
    const scene = await open({ signed: false })
    const [lead, other] = [scene.addLead(), scene.addLead()]
    scene.move(1, lead, 'PROCESSED')
    const deal = scene.convert(other)
    await scene.settle()
    expect([scene.stageOf(1, lead), scene.stageOf(2, deal)]).toEqual(['PROCESSED', 'NEW'])
    expect((await scene.breaches()).map(one => one.mode)).toEqual(['observe', 'observe'])
    expect(scene.portal.work.notifications.of(PEOPLE.rep).filter(one => one.appId !== null)).toEqual([])
  })
})

describe('on the day of signing', () => {
  it('a portal full of old leads and deals is left alone', async () => {
    const scene = await open({ inForceForMs: -1 })
    const leads = Array.from({ length: 30 }, () => scene.addLead())
    leads.slice(0, 10).forEach(lead => scene.move(1, lead, 'PROCESSED'))
    const deals = leads.slice(10, 20).map(lead => scene.convert(lead))
    scene.advance(5_000)
    await scene.mark([...leads.map(itemId => ({ entityTypeId: 1 as const, itemId })), ...deals.map(itemId => ({ entityTypeId: 2 as const, itemId }))])
    await scene.settle()
    expect(await scene.breaches()).toEqual([])
    expect(deals.map(deal => scene.stageOf(2, deal))).toEqual(deals.map(() => 'NEW'))
  })
})

describe('after an outage', () => {
  it('of minutes the sweep finds what no event told, and it is corrected', async () => {
    const scene = await open({ knobs: { dropEvents: 1 } })
    const lead = scene.addLead()
    const deal = scene.convert(lead)
    await scene.settle()
    expect(scene.stageOf(2, deal)).toBe('NEW')
    expect(await sweepPortal(scene.deps, await scene.portalRow())).toBe(2)
    await scene.work()
    expect(scene.stageOf(2, deal)).toBe('PT_WAITING')
  })

  it('of three days what happened meanwhile goes to the ledger only', async () => {
    const scene = await open({ knobs: { dropEvents: 1 } })
    const lead = scene.addLead()
    const deal = scene.convert(lead)
    scene.advance(3 * 24 * 3_600_000)
    await sweepPortal(scene.deps, await scene.portalRow())
    await scene.work()
    expect(scene.stageOf(2, deal)).toBe('NEW')
    expect((await scene.breaches()).map(one => one.outcomes)).toEqual([['too_old']])
    expect(scene.portal.work.notifications.of(PEOPLE.rep).filter(one => one.appId !== null)).toEqual([])
  })
})

describe('an import into the success stage', () => {
  it('trips the brake after the agreed number, alerts, and leaves the rest alone', async () => {
    const scene = await open({ treaty: gate({ brake: { perHour: 5, sharePercent: 100, fromMoves: 1000 } }) })
    const leads = Array.from({ length: 300 }, () => scene.addLead({ stageId: 'CONVERTED' }, REP))
    await scene.portal.events.idle()
    await scene.work()
    const row = await scene.portalRow()
    expect(row.brakeReason).toBe('per_hour')
    const outcomes = (await scene.breaches()).map(one => one.outcomes[0])
    expect([outcomes.filter(one => one === 'notice').length, outcomes.filter(one => one === 'brake').length]).toEqual([5, leads.length - 5])
    expect(scene.portal.work.notifications.of(PEOPLE.rop).filter(one => one.text.includes('тормозом'))).toHaveLength(1)
    expect([...scene.portal.work.activities.all()].filter(one => one.appId !== null)).toHaveLength(5)
  })
})

describe('a portal that changes under us', () => {
  it('with the verdict field deleted, the lead deleted and the rep dismissed, goes on', async () => {
    const scene = await open()
    const [gone, kept] = [scene.addLead(), scene.addLead()]
    await scene.settle()
    const field = scene.portal.crm.userFields(1).find(one => one.fieldName === 'UF_CRM_PT_VERDICT')!
    scene.portal.crm.userFieldStore.remove(field.id, { kind: 'user', userId: 1, appId: null })
    await scene.store.people.upsertMany(scene.portalId, [{ userId: PEOPLE.rep, name: 'Rep', position: null, active: false, isAdmin: false, departmentIds: [], timeZone: null, seenAt: scene.now() }])
    scene.portal.crm.remove(1, gone, { kind: 'user', userId: 1, appId: null })
    scene.move(1, kept, 'PROCESSED')
    await scene.settle()
    expect(scene.stageOf(1, kept)).toBe('NEW')
    expect(await scene.store.items.get(scene.portalId, { entityTypeId: 1, itemId: gone })).toMatchObject({ deletedAt: expect.any(Number), goneCause: 'deleted' })
    expect((await scene.store.audit.list(scene.portalId, { action: 'items.gone' }, { limit: 5 })).rows).toMatchObject([{ subject: `item:1:${gone}`, detail: { cause: 'deleted' } }])
    expect(scene.portal.work.notifications.of(PEOPLE.rop).some(one => one.text.includes(`details/${kept}/`))).toBe(true)
  })
})
