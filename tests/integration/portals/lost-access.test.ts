import type { PortalStatus } from '../../../src/contracts/api/portal-status.schema.ts'
import type { EnforcingScene } from '../../support/enforcing-scene.ts'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defaultStaff } from '../../portal/people/default-staff.ts'
import { asRep, openEnforcingScene } from '../../support/enforcing-scene.ts'
import { prepareEngine } from '../../support/engines.ts'

const REP = defaultStaff.reps[0]
const ADMIN = defaultStaff.admin

describe('access that is lost in the middle of the work', () => {
  const engine = prepareEngine()
  let scene: EnforcingScene
  let ahead = 0
  let seed = 300
  const portal = () => scene.running.portal
  const records = (lead: number) => portal().work.activities.ofOwner({ entityTypeId: 1, entityId: lead }).filter(activity => activity.layout)
  const pass = (ms: number): void => {
    ahead += ms
    portal().clock.shift(ms)
  }

  async function status(): Promise<PortalStatus> {
    const { token } = await scene.session(ADMIN)
    return await (await scene.api(token, '/api/portal/status')).json() as PortalStatus
  }
  const promise = async (code: string) => (await status()).promises.find(one => one.code === code)

  /** An administrator opens the application in the portal: the page brings living tokens. */
  async function openApp(userId: number): Promise<void> {
    pass(61_000)
    expect((await scene.openFrame({ userId, placement: 'DEFAULT' })).status).toBe(200)
  }

  /** Calls the portal has answered with success, newest first. */
  const answered = async () => (await engine.store.restLog.list(scene.portalId, {}, { limit: 200 })).rows.filter(row => row.error === null).length

  beforeEach(async () => {
    seed += 1
    scene = await openEnforcingScene({ store: engine.store, portal: { seed }, now: () => Date.now() + ahead })
  })
  afterEach(() => scene.close())

  it('by revoked tokens: nothing is lost while an administrator is away, people go on giving verdicts, and all is made up for once he opens the app', async () => {
    const [moved, judged] = [scene.addLead(), scene.addLead()]
    await scene.settle()
    portal().tokens.revokeAll()
    scene.move(moved, 'PROCESSED')
    await portal().events.idle()
    await vi.waitFor(async () => expect(await scene.audit('tokens.dead')).toHaveLength(1), 15_000)
    expect(scene.stageOf(1, moved)).toBe('PROCESSED')
    const { token } = await scene.session(REP)
    const given = await scene.api(token, `/api/items/1/${judged}/feedback`, { method: 'POST', body: { clientKey: randomUUID(), route: 'tab', label: 'spam', reason: 'bot' } })
    expect(given.status).toBe(200)
    expect(await promise('tokens')).toMatchObject({ state: 'red', reason: 'tokens_dead' })
    await openApp(ADMIN)
    await vi.waitFor(() => expect(scene.stageOf(1, moved)).toBe('NEW'), 15_000)
    await scene.settle()
    expect((await scene.audit('portal.tokens_renewed'))[0]).toMatchObject({ actorId: ADMIN })
    expect(await scene.breachesOf(1, moved)).toEqual([{ kind: 'past_handoff', outcomes: ['returned'] }])
    expect([scene.noticesOf(REP, moved).length, records(moved).length]).toEqual([1, 1])
    expect(portal().crm.get(1, judged)?.UF_CRM_PT_VERDICT).toBeTruthy()
    expect(await promise('tokens')).toMatchObject({ state: 'green' })
  })

  it('between a correction and the answer to it: the correction is found made, told once, recorded once', async () => {
    const lead = scene.addLead()
    await scene.settle()
    const update = portal().crm.update
    let cut = false
    vi.spyOn(portal().crm, 'update').mockImplementation((...args) => {
      const item = update.apply(portal().crm, args)
      const [, itemId, change, actor] = args
      if (!cut && itemId === lead && (change as { stageId?: unknown }).stageId === 'NEW' && actor.kind === 'user' && actor.appId !== null) {
        cut = true
        portal().tokens.revokeAll()
        portal().knobs.apply({ restTroubles: [{ method: 'batch', kind: 'reset', times: 1 }] })
      }
      return item
    })
    scene.move(lead, 'PROCESSED')
    await vi.waitFor(async () => expect(await scene.audit('tokens.dead')).toHaveLength(1), 15_000)
    expect([cut, scene.stageOf(1, lead)]).toEqual([true, 'NEW'])
    await openApp(ADMIN)
    await vi.waitFor(async () => expect(await engine.store.intentions.countUndone(scene.portalId)).toBe(0), 15_000)
    await scene.settle()
    const stages = portal().crm.history(1).rows.filter(row => row.ownerId === lead).map(row => row.stageId)
    expect(stages).toEqual(['NEW', 'PROCESSED', 'NEW'])
    expect(await scene.breachesOf(1, lead)).toEqual([{ kind: 'past_handoff', outcomes: ['returned'] }])
    expect([scene.noticesOf(REP, lead).length, records(lead).length]).toEqual([1, 1])
  })

  it('by the dismissal of the employee who installed: somebody without rights brings nothing back, another administrator does', async () => {
    portal().people.update(defaultStaff.owner, { admin: true })
    const lead = scene.addLead()
    await scene.settle()
    portal().people.dismiss(ADMIN)
    scene.move(lead, 'PROCESSED')
    await portal().events.idle()
    await vi.waitFor(async () => expect((await engine.store.dirty.listFailing(scene.portalId, { minAttempts: 1, limit: 5 })).length).toBeGreaterThan(0), 15_000)
    pass(3_700_000)
    await vi.waitFor(async () => expect(await scene.audit('tokens.dead')).toHaveLength(1), 15_000)
    const before = await answered()
    await openApp(REP)
    await vi.waitFor(async () => expect(await answered()).toBeGreaterThan(before), 15_000)
    expect(await engine.store.tokens.read(scene.portalId)).toMatchObject({ state: 'dead' })
    expect(scene.stageOf(1, lead)).toBe('PROCESSED')
    await openApp(defaultStaff.owner)
    await vi.waitFor(() => expect(scene.stageOf(1, lead)).toBe('NEW'), 15_000)
    await scene.settle()
    expect(await scene.breachesOf(1, lead)).toEqual([{ kind: 'past_handoff', outcomes: ['returned'] }])
  })

  describe.each([['breaks the connection after the work was done', { kind: 'reset' }], ['breaks off half an answer', { kind: 'half' }], ['answers 503', { kind: 'status', status: 503 }]] as const)('a portal that %s in the middle of a correction', (_, trouble) => {
    it('is tried again: the lead comes back once, its rep hears of it once, the failed calls stand in the log', async () => {
      const lead = scene.addLead()
      await scene.settle()
      const update = portal().crm.update
      let calls = 0
      vi.spyOn(portal().crm, 'update').mockImplementation((...args) => {
        if (args[1] === lead && args[3].kind === 'user' && args[3].appId !== null)
          calls += 1
        return update.apply(portal().crm, args)
      })
      portal().crm.update(1, lead, { stageId: 'PROCESSED' }, asRep, 'kanban')
      portal().knobs.apply({ restTroubles: [{ method: 'batch', times: 3, ...trouble }] })
      await vi.waitFor(async () => {
        pass(10_000)
        scene.app.sync?.wake(scene.portalId)
        expect([scene.stageOf(1, lead), await engine.store.intentions.countUndone(scene.portalId)]).toEqual(['NEW', 0])
      }, { timeout: 40_000, interval: 500 })
      expect(calls).toBe(1)
      expect(await scene.breachesOf(1, lead)).toEqual([{ kind: 'past_handoff', outcomes: ['returned'] }])
      expect([scene.noticesOf(REP, lead).length, records(lead).length]).toEqual([1, 1])
      await vi.waitFor(async () => expect((await engine.store.restLog.list(scene.portalId, { failed: true }, { limit: 10 })).rows.length).toBeGreaterThan(0), 15_000)
    })
  })
})
