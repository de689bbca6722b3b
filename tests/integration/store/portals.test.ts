import type { Announcement } from '../../../src/store/store.ts'
import { expect, it, vi } from 'vitest'
import { describeOnBothEngines } from '../../support/engines.ts'
import { sampleReading } from '../../support/sample-item.ts'
import { createSamplePortal } from '../../support/sample-portal.ts'
import { itNamesThePortalInEveryStatement } from '../../support/statements-name-portal.ts'

const NOW = Date.UTC(2026, 10, 23, 10, 30, 0, 456)

describeOnBothEngines('portals', (engine) => {
  it('opens one record however often and at once a portal is installed', async () => {
    const wish = { memberId: 'same', origin: 'https://a', clientEndpoint: 'https://a/rest/', serverEndpoint: 'https://o/rest/' }
    const all = await Promise.all([1, 2, 3, 4].map(() => engine.store.portals.create(wish, NOW)))
    expect(new Set(all.map(portal => portal.portalId)).size).toBe(1)
    expect(await engine.store.portals.findByMemberId('same')).toEqual(all[0])
  })

  it('gives back every column as it was written, instants to the millisecond', async () => {
    const portal = await createSamplePortal(engine.store, { scopes: ['crm', 'im'], lockedAt: NOW, deleteAt: NOW + 1, clean: true, crmMode: 'simple' })
    expect(await engine.store.portals.get(portal.portalId)).toMatchObject({ scopes: ['crm', 'im'], lockedAt: NOW, deleteAt: NOW + 1, clean: true, crmMode: 'simple' })
  })

  it('changes the given columns and leaves the others', async () => {
    const portal = await createSamplePortal(engine.store)
    const changed = await engine.store.portals.update(portal.portalId, { gatePausedAt: NOW, gatePausedBy: 7, scopes: ['crm'] }, NOW)
    expect(changed).toEqual({ ...portal, gatePausedAt: NOW, gatePausedBy: 7, scopes: ['crm'], updatedAt: NOW })
    expect((await engine.store.portals.update(portal.portalId, { gatePausedAt: null, gatePausedBy: null }, NOW))?.gatePausedAt).toBeNull()
  })

  it('says null for a portal it does not know', async () => {
    expect(await engine.store.portals.get(999_999)).toBeNull()
    expect(await engine.store.portals.findByMemberId('nobody')).toBeNull()
    expect(await engine.store.portals.update(999_999, { language: 'en' }, NOW)).toBeNull()
  })

  it('keeps wizard steps, capabilities and watermarks apart when they change at the same time', async () => {
    const { portalId } = await createSamplePortal(engine.store)
    await Promise.all([
      engine.store.portals.setInstallStep(portalId, 'fields', { state: 'done' }, NOW),
      engine.store.portals.setInstallStep(portalId, 'events', { state: 'failed', message: 'no' }, NOW),
      engine.store.portals.setWatermark(portalId, 'leads', { updatedAt: NOW, id: 5 }),
      engine.store.portals.setWatermark(portalId, 'deals', 17),
      engine.store.portals.setCapabilities(portalId, { offline: false }, NOW),
    ])
    expect(await engine.store.portals.get(portalId)).toMatchObject({
      installState: { fields: { state: 'done' }, events: { state: 'failed', message: 'no' } },
      watermarks: { leads: { updatedAt: NOW, id: 5 }, deals: 17 },
      capabilities: { offline: false },
    })
  })

  it('tells every listener that a portal changed, after the commit and not before', async () => {
    const heard: Announcement[] = []
    const stop = engine.store.listen(announcement => heard.push(announcement))
    const { portalId } = await createSamplePortal(engine.store)
    await vi.waitFor(() => expect(heard).toContainEqual({ topic: 'portal', portalId }))
    heard.length = 0
    await expect(engine.store.transaction(async (within) => {
      await within.portals.bumpSessionEpoch(portalId)
      throw new Error('changed my mind')
    })).rejects.toThrow('changed my mind')
    await engine.store.portals.setCapabilities(portalId, { x: true }, NOW)
    await vi.waitFor(() => expect(heard).toEqual([{ topic: 'portal', portalId }]))
    stop()
    await engine.store.portals.bumpSessionEpoch(portalId)
    expect(heard).toHaveLength(1)
    expect((await engine.store.portals.get(portalId))?.sessionEpoch).toBe(2)
  })

  it('deletes everything of one portal and nothing of another, and gives a returning portal its old number', async () => {
    const [leaving, staying] = [await createSamplePortal(engine.store), await createSamplePortal(engine.store)]
    for (const { portalId } of [leaving, staying]) {
      await engine.store.items.upsertMany(portalId, [sampleReading()])
      await engine.store.preferences.set(portalId, 7, 'hint', true)
    }
    await engine.store.portals.purge(leaving.portalId)
    expect(await engine.store.portals.get(leaving.portalId)).toBeNull()
    expect(await engine.store.items.get(leaving.portalId, { entityTypeId: 1, itemId: 1 })).toBeNull()
    expect(await engine.store.items.get(staying.portalId, { entityTypeId: 1, itemId: 1 })).not.toBeNull()
    const again = await engine.store.portals.create(leaving, NOW)
    expect(again.portalId).toBe(leaving.portalId)
  })

  it('leaves no row of a deleted portal in any table that has a portal', async () => {
    const { portalId } = await createSamplePortal(engine.store)
    const { rows } = await engine.store.executeSql(`
      select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'portal_id' and table_name <> 'portal_directory'`) as { rows: { name: string }[] }
    const before = engine.statements.length
    await engine.store.portals.purge(portalId)
    const deleted = engine.statements.slice(before).map(sql => /delete from "(\w+)"/.exec(sql)?.[1])
    expect(rows.map(row => row.name).filter(name => !deleted.includes(name))).toEqual([])
  })

  it('lets no call be logged beside the deletion of its portal, whichever began first', async () => {
    const { store } = engine
    const portal = await createSamplePortal(store)
    const { portalId } = portal
    const call = { at: NOW, method: 'profile', params: {}, status: 200, error: null, durationMs: 1 }
    const logged = async (): Promise<number> => (await store.restLog.list(portalId, {}, {})).rows.length
    const meanwhile = async (work: () => Promise<void>): Promise<{ end: Promise<void> }> => {
      const end = work()
      await new Promise(resolve => setTimeout(resolve, 100))
      return { end }
    }
    await store.restLog.writeMany(portalId, [call])
    expect(await logged()).toBe(1)
    const deleted = await store.transaction(async (within) => {
      await within.restLog.writeMany(portalId, [call])
      return meanwhile(() => store.portals.purge(portalId))
    })
    await deleted.end
    expect(await logged()).toBe(0)
    await store.portals.create(portal, NOW)
    const written = await store.transaction(async (within) => {
      await within.portals.purge(portalId)
      return meanwhile(() => store.restLog.writeMany(portalId, [call]))
    })
    await written.end
    expect(await logged()).toBe(0)
  })

  it('lists active portals by id, page by page, and locked ones whose time has come', async () => {
    const active = await createSamplePortal(engine.store)
    const locked = await createSamplePortal(engine.store, { status: 'locked', deleteAt: NOW })
    const page = await engine.store.portals.listActive({ afterPortalId: active.portalId - 1, limit: 1 })
    expect(page.map(portal => portal.portalId)).toEqual([active.portalId])
    expect((await engine.store.portals.listActive({ afterPortalId: active.portalId, limit: 10 })).map(portal => portal.portalId)).not.toContain(locked.portalId)
    expect((await engine.store.portals.listDueForDeletion(NOW)).map(portal => portal.portalId)).toEqual([locked.portalId])
    expect(await engine.store.portals.listDueForDeletion(NOW - 1)).toEqual([])
  })

  itNamesThePortalInEveryStatement(engine)
})
