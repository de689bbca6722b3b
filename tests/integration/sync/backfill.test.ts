import type { PastScene } from '../../support/past-scene.ts'
import { afterEach, expect, it } from 'vitest'
import { MethodMissingError } from '../../../src/bitrix/portal-errors.ts'
import { backfillPortal } from '../../../src/sync/backfill/backfill-portal.ts'
import { readBackfill } from '../../../src/sync/backfill/read-backfill.ts'
import { sweepPortal } from '../../../src/sync/sweep-portal.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { addCall, backfillDeps, openPastScene, rewritingClients } from '../../support/past-scene.ts'
import { itNamesThePortalInEveryStatement } from '../../support/statements-name-portal.ts'

describeOnBothEngines('reading a portal\'s past', (engine) => {
  const ends: (() => Promise<void>)[] = []
  let seed = 900

  async function open(): Promise<PastScene> {
    seed += 1
    const scene = await openPastScene(engine.store, { seed })
    ends.push(() => scene.close())
    return scene
  }

  afterEach(async () => {
    await Promise.all(ends.splice(0).map(end => end()))
  })

  function read(scene: PastScene, deps = scene.backfill, isStopping = () => false) {
    return backfillPortal(deps, { portalId: scene.portalId, owner: 'reader', isStopping })
  }

  async function mirrored(scene: PastScene): Promise<{ leads: number, deals: number, moves: number, uncalled: number }> {
    const { rows: [row] } = await engine.store.executeSql(`select
      (select count(*)::int from item where portal_id = ${scene.portalId} and entity_type_id = 1) as leads,
      (select count(*)::int from item where portal_id = ${scene.portalId} and entity_type_id = 2) as deals,
      (select count(*)::int from stage_move where portal_id = ${scene.portalId}) as moves,
      (select count(*)::int from item where portal_id = ${scene.portalId} and calls_made = 0) as uncalled`) as { rows: { leads: number, deals: number, moves: number, uncalled: number }[] }
    return row!
  }

  function inPortal(scene: PastScene) {
    const { crm } = scene.portal
    return { leads: scene.leads.length, deals: 13, moves: crm.history(1).rows.length + crm.history(2).rows.length }
  }

  it('brings leads, deals, moves and calls into the mirror, corrects nobody and keeps no personal data', async () => {
    const scene = await open()
    addCall(scene, scene.leads[0]!)
    addCall(scene, scene.leads[0]!)
    addCall(scene, scene.leads[200]!)
    expect(await read(scene)).toBeNull()
    expect(await mirrored(scene)).toMatchObject({ ...inPortal(scene), uncalled: scene.leads.length + 13 - 2 })
    expect((await engine.store.items.get(scene.portalId, { entityTypeId: 1, itemId: scene.leads[0]! }))?.callsMade).toBe(2)
    await scene.settle()
    expect(await scene.breaches()).toEqual([])
    expect(await engine.store.intentions.countUndone(scene.portalId)).toBe(0)
    expect(await engine.store.figureFacts.countMarked(scene.portalId)).toBe(scene.leads.length + 13)
    expect(scene.calls().filter(call => /"(?:name|lastName|phone|email|fm|title|comments)"/i.test(JSON.stringify(call.params.select ?? [])))).toEqual([])
  })

  it('tells rows, total, rate and time left while it reads, and that it is done', async () => {
    const scene = await open()
    expect((await readBackfill(engine.store, scene.portalId, scene.now())).state).toBe('none')
    await read(scene)
    const done = await readBackfill(engine.store, scene.portalId, scene.now())
    expect(done).toMatchObject({ state: 'done', secondsLeft: 0, hindrance: null })
    expect(done.rows).toBe(done.total)
    expect(done.rows).toBe(inPortal(scene).leads + 13 + inPortal(scene).moves + 4)
    expect(done.rowsPerSec).toBeGreaterThan(0)
    expect(done.parts.map(part => part.state)).toEqual(Array.from({ length: 6 }, () => 'done'))
    // As after an update that reads one part anew.
    await engine.store.executeSql(`delete from backfill_part where portal_id = ${scene.portalId} and part = 'activities'`)
    addCall(scene, scene.leads[0]!)
    await read(scene)
    expect((await readBackfill(engine.store, scene.portalId, scene.now())).parts.find(part => part.part === 'activities')).toMatchObject({ state: 'done', rows: 1, total: 1 })
  })

  it('leaves the embedded engine with counted tables, and is read though that failed', async () => {
    const scene = await open()
    const isCounted = async (): Promise<boolean> => (await engine.store.executeSql(`select 1 from pg_class where relname = 'stage_move' and reltuples > 0`)).rows.length > 0
    await read(scene)
    expect(await isCounted() || engine.store.engine === 'postgres').toBe(true)
    await engine.store.executeSql(`delete from backfill_part where portal_id = ${scene.portalId} and part = 'activities'`)
    const warnings: unknown[] = []
    const deps = { ...scene.backfill, log: { info: () => {}, warn: (facts: unknown) => void warnings.push(facts) } }
    await read(scene, { ...deps, store: { ...deps.store, vacuum: () => Promise.reject(new Error('disk full')) } })
    expect(warnings).toEqual([expect.objectContaining({ fault: expect.stringContaining('disk full') })])
    expect((await readBackfill(engine.store, scene.portalId, scene.now())).state).toBe('done')
  })

  it('tells once that the whole past is read', async () => {
    const scene = await open()
    const told: number[] = []
    const deps = { ...scene.backfill, pastRead: (portalId: number) => void told.push(portalId) }
    let requests = 0
    await read(scene, deps, () => ++requests > 2)
    expect(told).toEqual([])
    await read(scene, deps)
    await read(scene, deps)
    expect(told).toEqual([scene.portalId])
  })

  it('chains pages inside a batch: 260 leads take one request and one that proves the end', async () => {
    const scene = await open()
    await read(scene)
    const pages = scene.calls().filter(call => call.method === 'crm.item.list' && call.params.entityTypeId === 1 && call.params.start === -1)
    expect(pages.filter(call => JSON.stringify(call.params.filter).includes('$result'))).toHaveLength(6)
    expect(scene.requests()).toBeLessThanOrEqual(12)
  })

  it.each([
    ['starts again from the first id', '0'],
    ['brings nothing', ''],
    ['refuses it', 'no number at all'],
  ])('goes on by ranges of ids when the portal does not follow a reference and %s', async (_, text) => {
    const scene = await open()
    scene.portal.crm.remove(1, scene.leads[100]!, { kind: 'user', userId: 1, appId: null })
    const clients = rewritingClients(scene.clients, row => ({ ...row, params: { ...row.params, filter: Object.fromEntries(Object.entries(row.params.filter ?? {}).map(([name, value]) => [name, String(value).startsWith('$result') ? text : value])) } }))
    await read(scene, backfillDeps(scene, clients))
    expect(await mirrored(scene)).toMatchObject({ leads: scene.leads.length - 1, deals: 13, moves: inPortal(scene).moves })
    expect((await engine.store.backfills.list(scene.portalId)).find(part => part.part === 'leads')?.way).toBe('ranges')
  })

  it('goes on from its watermark after a crash between any two requests, and doubles nothing', async () => {
    const scene = await open()
    let left = 0
    for (let crash = 1; crash < 30; crash++) {
      left = 1
      const clients = { ...scene.clients, forPortal: (portalId: number) => {
        const client = scene.clients.forPortal(portalId)
        return { ...client, batch: async (...args: Parameters<typeof client.batch>) => {
          if (left-- <= 0)
            throw new Error('the process is gone')
          return client.batch(args[0].slice(0, 1), args[1])
        } }
      } }
      const dying = { ...backfillDeps(scene, clients), log: { info: () => {}, warn: () => {} } }
      await read(scene, dying)
      await engine.store.executeSql(`update backfill_part set resume_at = null where portal_id = ${scene.portalId}`)
    }
    const half = await readBackfill(engine.store, scene.portalId, scene.now())
    expect(half.rows).toBeGreaterThan(100)
    await read(scene)
    expect(await mirrored(scene)).toMatchObject(inPortal(scene))
    const all = await readBackfill(engine.store, scene.portalId, scene.now())
    expect(all).toMatchObject({ state: 'done', rows: all.total })
  })

  it('stores nothing once another process reads', async () => {
    const scene = await open()
    const clients = { ...scene.clients, forPortal: (portalId: number) => {
      const client = scene.clients.forPortal(portalId)
      return { ...client, batch: async (...args: Parameters<typeof client.batch>) => {
        const answers = await client.batch(...args)
        await engine.store.executeSql(`update task_lease set epoch = epoch + 1, owner = 'another' where portal_id = ${portalId} and task = 'backfill'`)
        return answers
      } }
    } }
    await read(scene, backfillDeps(scene, clients))
    expect(await mirrored(scene)).toMatchObject({ leads: 0, deals: 0, moves: 0 })
    expect((await readBackfill(engine.store, scene.portalId, scene.now())).parts.find(part => part.part === 'leads')?.rows).toBe(0)
  })

  it('is read by one of two processes', async () => {
    const scene = await open()
    await Promise.all([read(scene), backfillPortal(scene.backfill, { portalId: scene.portalId, owner: 'another', isStopping: () => false })])
    expect(await mirrored(scene)).toMatchObject(inPortal(scene))
    expect((await readBackfill(engine.store, scene.portalId, scene.now())).rows).toBe(inPortal(scene).leads + 13 + inPortal(scene).moves + 4)
  })

  it('leaves what changed since the installation to the gate', async () => {
    const scene = await open()
    await engine.store.portals.update(scene.portalId, { installedAt: scene.now() - 60_000 }, scene.now())
    scene.portal.knobs.apply({ dropEvents: 1 })
    scene.portal.clock.shift(12 * 60_000)
    scene.advance(2 * 60_000)
    const lead = scene.leads[5]!
    scene.move(1, lead, 'PROCESSED')
    await scene.portal.events.idle()
    await read(scene)
    expect(await engine.store.items.get(scene.portalId, { entityTypeId: 1, itemId: lead })).toBeNull()
    await sweepPortal(scene.deps, await scene.portalRow())
    await scene.work()
    expect(scene.stageOf(1, lead)).toBe('NEW')
    expect((await scene.breaches()).map(breach => breach.item)).toEqual([`1:${lead}`])
  })

  it('says that other applications on the address leave too little, and when it goes on', async () => {
    const scene = await open()
    scene.portal.knobs.apply({ restTroubles: [{ method: 'batch', kind: 'status', status: 503, code: 'QUERY_LIMIT_EXCEEDED' }] })
    const nextAt = await read(scene, { ...scene.backfill, readPace: async () => ({ operatingLeftSec: 240, crowdedUntil: scene.now() + 5_000 }) })
    expect(nextAt).not.toBeNull()
    expect(await readBackfill(engine.store, scene.portalId, scene.now())).toMatchObject({ state: 'slowed', hindrance: 'other_apps', resumeAt: nextAt })
  })

  it('does without calls on a portal that has no such method, and says so', async () => {
    const scene = await open()
    const clients = { ...scene.clients, forPortal: (portalId: number) => {
      const client = scene.clients.forPortal(portalId)
      return { ...client, batch: async (...args: Parameters<typeof client.batch>) => {
        const answers = new Map(await client.batch(...args))
        for (const row of args[0].filter(one => one.method === 'crm.activity.list'))
          answers.set(row.key, { state: 'refused', error: new MethodMissingError('ERROR_METHOD_NOT_FOUND', 'Method not found!', { method: row.method }) })
        return answers
      } }
    } }
    await read(scene, backfillDeps(scene, clients))
    const done = await readBackfill(engine.store, scene.portalId, scene.now())
    expect(done.state).toBe('done')
    expect(done.parts.find(part => part.part === 'activities')).toMatchObject({ state: 'done', hindrance: 'missing', rows: 0 })
  })

  itNamesThePortalInEveryStatement(engine)
})
