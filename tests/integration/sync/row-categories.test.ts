import type { FiguresQuery } from '../../../src/contracts/api/figures-query.schema.ts'
import type { Portal } from '../../../src/store/portals.ts'
import type { PastScene } from '../../support/past-scene.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PortalUnreachableError } from '../../../src/bitrix/portal-errors.ts'
import { readChoices } from '../../../src/figures/query/read-choices.ts'
import { readSources } from '../../../src/figures/query/read-groups.ts'
import { refreshFigures } from '../../../src/figures/refresh/refresh-figures.ts'
import { chooseCategoryField, readCategoryField } from '../../../src/portals/category-field.ts'
import { backfillPortal } from '../../../src/sync/backfill/backfill-portal.ts'
import { readCategories } from '../../../src/sync/read-categories.ts'
import { readRowCategories } from '../../../src/sync/read-row-categories.ts'
import { tendPortals } from '../../../src/sync/tend-portals.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { PEOPLE } from '../../support/gate-scene.ts'
import { openPastScene } from '../../support/past-scene.ts'
import { sampleReading } from '../../support/sample-item.ts'
import { createSamplePortal } from '../../support/sample-portal.ts'

const DAY_MS = 86_400_000
const LIST = 'crm.item.productrow.list'
const admin = { userId: PEOPLE.admin, roles: ['admin'], language: 'ru' } as const
const viewer = { userId: PEOPLE.rop, roles: ['rop'], teamUserIds: [], language: 'ru' } as const

describeOnBothEngines('the product category by rows', (engine) => {
  let scene: PastScene
  const portal = async (): Promise<Portal> => scene.portalRow()
  const read = async (deps = scene.deps): Promise<number> => readRowCategories(deps, await portal())
  const lead = (index: number): number => scene.leads[index]!
  const category = async (itemId: number): Promise<string | null | undefined> => (await scene.store.items.get(scene.portalId, { entityTypeId: 1, itemId }))?.categoryKey
  const asked = (): unknown[] => scene.calls().filter(call => call.method === LIST).map(call => (call.params.filter as Record<string, unknown>)['=ownerId'])
  const setRows = async (itemId: number, productRows: object[]): Promise<unknown> => scene.clients.forPortal(scene.portalId).call('crm.item.productrow.set', { ownerType: 'L', ownerId: itemId, productRows }, { lane: 'people' })
  const name = (productName: string, price: number, quantity = 1): object => ({ productName, price, quantity })
  const waiting = async (): Promise<unknown> => (await readCategoryField(scene.deps, scene.portalId, admin)).byRows
  const query = (more: Partial<FiguresQuery> = {}): FiguresQuery => ({ from: new Date(scene.now() - 30 * DAY_MS).toISOString().slice(0, 10), to: new Date(scene.now() + 2 * DAY_MS).toISOString().slice(0, 10), view: 'cohort', repeats: 'all', ...more })

  async function sources(categories?: string[]) {
    const deps = { store: scene.store, treaties: scene.treaties, now: scene.now }
    await refreshFigures(deps, scene.portalId)
    const { sources } = await readSources(deps, scene.portalId, viewer, query(categories && { category: categories }))
    return Object.fromEntries(sources.map(source => [source.key, source.mix.items.value]).filter(([, count]) => count))
  }

  beforeAll(async () => {
    scene = await openPastScene(engine.store, { seed: 91, leads: 60 })
    scene.leads.forEach((id, index) => scene.portal.crm.update(1, id, { sourceId: index % 2 ? 'WEB' : 'CALL' }, { kind: 'system' }))
  })
  afterAll(() => scene.close())

  it('costs a portal without amounts no request', async () => {
    expect(await waiting()).toEqual({ waiting: null })
    await backfillPortal(scene.backfill, { portalId: scene.portalId, owner: 'test', isStopping: () => false })
    await scene.settle()
    scene.forgetRequests()
    expect(await read()).toBe(0)
    expect(scene.requests()).toBe(0)
    expect(await waiting()).toEqual({ waiting: 0 })
  })

  it('is the name of the row that carries the most money; who has no amount is not asked for', async () => {
    await setRows(lead(0), [name('Ручки', 10, 5), name('Двери', 300), name('Монтаж', 120, 2)])
    await setRows(lead(1), [name('Окна', 100)])
    await setRows(lead(3), [name('Окна', 100)])
    scene.portal.crm.update(1, lead(4), { opportunity: 5_000, isManualOpportunity: 'Y' }, { kind: 'system' })
    await scene.settle()
    // Slices of changed leads ask for no rows: the gate waits for nobody's goods.
    expect([await waiting(), asked()]).toEqual([{ waiting: 4 }, []])
    scene.forgetRequests()
    expect(await read()).toBe(3)
    expect(scene.requests()).toBe(1)
    expect(asked()).toEqual([lead(4), lead(3), lead(1), lead(0)])
    expect(await Promise.all([0, 1, 2, 3, 4].map(async index => category(lead(index))))).toEqual(['Двери', 'Окна', null, 'Окна', null])
    scene.forgetRequests()
    expect([await read(), scene.requests()]).toEqual([0, 0])
  })

  it('narrows the figures, also by source, and is offered as a choice', async () => {
    expect(await sources(['Окна'])).toEqual({ WEB: 2 })
    expect(await sources(['Двери'])).toEqual({ CALL: 1 })
    expect(await sources([''])).toEqual({ CALL: 29, WEB: 28 })
    expect((await readChoices({ store: scene.store, treaties: scene.treaties, now: scene.now }, scene.portalId, viewer)).categories).toEqual(['Двери', 'Окна'])
  })

  it('is kept when the lead is read again, and follows its rows', async () => {
    scene.portal.crm.update(1, lead(0), { title: 'Другие двери' }, { kind: 'system' })
    await scene.settle()
    expect(await category(lead(0))).toBe('Двери')
    await setRows(lead(0), [name('Двери', 100), name('Кухни', 900)])
    await setRows(lead(1), [])
    await scene.settle()
    await tendPortals(scene.deps, () => {}, () => false, 'test')
    expect([await category(lead(0)), await category(lead(1))]).toEqual(['Кухни', null])
    expect((await readChoices({ store: scene.store, treaties: scene.treaties, now: scene.now }, scene.portalId, viewer)).categories).toEqual(['Двери', 'Окна'])
    await sources()
    expect((await readChoices({ store: scene.store, treaties: scene.treaties, now: scene.now }, scene.portalId, viewer)).categories).toEqual(['Кухни', 'Окна'])
  })

  it('is found within a week where a row changed and no event told', async () => {
    scene.portal.knobs.apply({ dropEvents: 1 })
    const [row] = scene.portal.crm.productRows.of('L', lead(3))
    scene.portal.crm.productRows.put({ ...row!, productName: 'Окна и двери' })
    await scene.portal.events.idle()
    scene.portal.knobs.apply({ dropEvents: 0 })
    expect(await read()).toBe(0)
    scene.advance(7 * DAY_MS + 60_000)
    expect(await read()).toBe(1)
    expect(await category(lead(3))).toBe('Окна и двери')
  })

  it('is found beyond the first page of rows', async () => {
    await setRows(lead(5), [...Array.from({ length: 120 }, (_, index) => name(`Мелочь ${index}`, 1)), name('Витраж', 500)])
    await scene.settle()
    scene.forgetRequests()
    expect(await read()).toBe(1)
    expect([await category(lead(5)), asked()]).toEqual(['Витраж', [lead(5), lead(5), lead(5)]])
  })

  it('stays what it was for a lead the portal says nothing about, and others go on', async () => {
    await setRows(lead(6), [name('Лестницы', 50)])
    await setRows(lead(7), [name('Перила', 50)])
    await scene.settle()
    // The portal has deleted one of them, and its event is still on the way.
    scene.portal.knobs.apply({ dropEvents: 1 })
    scene.portal.crm.remove(1, lead(7), { kind: 'system' })
    await scene.portal.events.idle()
    scene.portal.knobs.apply({ dropEvents: 0 })
    expect(await read()).toBe(1)
    expect([await category(lead(6)), await category(lead(7))]).toEqual(['Лестницы', null])
    expect(await scene.store.goodsDue.count(scene.portalId)).toBe(0)
  })

  it('is left alone when the lead is deleted: it stays counted under what it was about', async () => {
    scene.portal.crm.remove(1, lead(6), { kind: 'system' })
    await scene.settle()
    await scene.store.goodsDue.markAll(scene.portalId)
    await read()
    expect(await category(lead(6))).toBe('Лестницы')
  })

  it('goes on after a crash with what was not settled', async () => {
    scene.leads.slice(8).forEach((id, index) => scene.portal.crm.update(1, id, { opportunity: 100 + index }, { kind: 'system' }))
    await setRows(lead(8), [name('Полы', 10)])
    await setRows(lead(59), [name('Крыши', 10)])
    await setRows(lead(5), [])
    await scene.settle()
    await scene.store.goodsDue.markAll(scene.portalId)
    scene.forgetRequests()
    let batches = 0
    const clients = { ...scene.clients, forPortal: (portalId: number) => ({ ...scene.clients.forPortal(portalId), batch: async (...args: Parameters<ReturnType<typeof scene.clients.forPortal>['batch']>) => {
      batches += 1
      if (batches === 2)
        throw new PortalUnreachableError('it burns', { method: 'batch' })
      return scene.clients.forPortal(portalId).batch(...args)
    } }) }
    await expect(read({ ...scene.deps, clients })).rejects.toThrow('it burns')
    const first = asked()
    expect([first.length, await category(lead(59)), await category(lead(8))]).toEqual([50, 'Крыши', null])
    scene.forgetRequests()
    expect([await read(), scene.requests()]).toEqual([2, 1])
    expect(asked().filter(id => first.includes(id))).toEqual([])
    expect([await category(lead(8)), await category(lead(5))]).toEqual(['Полы', null])
  })

  it('gives way to a chosen field, and comes back when no field is chosen', async () => {
    await scene.clients.forPortal(scene.portalId).call('crm.lead.userfield.add', { fields: { FIELD_NAME: 'GROUP', USER_TYPE_ID: 'string', LABEL: 'Группа' } }, { lane: 'people' })
    scene.portal.crm.update(1, lead(0), { UF_CRM_GROUP: 'Мебель' }, { kind: 'system' })
    await scene.settle()
    await chooseCategoryField(scene.deps, scene.portalId, admin, 'UF_CRM_GROUP')
    expect([await category(lead(0)), await category(lead(3)), await scene.store.goodsDue.count(scene.portalId)]).toEqual([null, null, 0])
    expect([await readCategories(scene.deps, await portal()), await category(lead(0)), await category(lead(3))]).toEqual([1, 'Мебель', null])
    await setRows(lead(3), [name('Шкафы', 700)])
    await scene.settle()
    scene.forgetRequests()
    expect([await read(), scene.requests(), await category(lead(3))]).toEqual([0, 0, null])
    expect(await sources(['Мебель'])).toEqual({ CALL: 1 })

    await chooseCategoryField(scene.deps, scene.portalId, admin, null)
    expect(await category(lead(0))).toBeNull()
    await read()
    expect([await category(lead(0)), await category(lead(3))]).toEqual(['Кухни', 'Шкафы'])
    await chooseCategoryField(scene.deps, scene.portalId, admin, null)
    expect(await category(lead(0))).toBe('Кухни')
    expect(await sources(['Шкафы'])).toEqual({ WEB: 1 })
  })

  it('takes at most twenty requests of one visit, and the rest of the next', async () => {
    const row = await createSamplePortal(engine.store)
    await engine.store.items.upsertMany(row.portalId, Array.from({ length: 1_030 }, (_, index) => sampleReading({ itemId: index + 1 })))
    let owners: number[] = []
    const batch = async (rows: readonly { key: string }[]) => {
      owners.push(rows.length)
      return new Map(rows.map(one => [one.key, { state: 'done', result: { productRows: [] }, next: null, total: null } as const]))
    }
    const deps = { ...scene.deps, clients: { ...scene.clients, forPortal: () => ({ ...scene.clients.forPortal(row.portalId), batch }) } }
    await readRowCategories(deps, row)
    expect(owners).toEqual(Array.from({ length: 20 }, () => 50))
    owners = []
    await readRowCategories(deps, (await engine.store.portals.get(row.portalId))!)
    expect(owners).toEqual([30])
  })

  it('asks the portal for nothing undocumented', () => {
    expect(scene.portal.violations.list()).toEqual([])
  })
})
