import type { CrmWorld } from './crm-world.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createCrmWorld, names } from './crm-world.ts'

let world: CrmWorld
beforeAll(async () => {
  world = await createCrmWorld()
})
beforeEach(() => world.clear())
afterAll(() => world.close())

describe('a new lead', () => {
  it('stands in the first stage, belongs to whoever adds it, and is told to the world once', async () => {
    const id = await world.add(1, { title: 'Kitchen', sourceId: 'WEB' })
    expect(await world.item(1, id)).toMatchObject({ id, title: 'Kitchen', stageId: 'NEW', stageSemanticId: 'P', assignedById: 1, createdBy: 1, movedBy: 1, sourceId: 'WEB', currencyId: 'RUB', opened: 'Y', companyId: 0, contactId: 0, isConvert: null, entityTypeId: 1 })
    expect(world.raised).toEqual([{ name: 'ONCRMLEADADD', data: { FIELDS: { ID: String(id) } }, actor: { kind: 'user', userId: 1, appId: world.appId } }])
  })

  it('ignores unknown and read-only fields without a word', async () => {
    const id = await world.add(1, { title: 'Typo', opportunitty: 5, id: 77_777, createdBy: 3, stageSemanticId: 'S' })
    expect(await world.item(1, id)).toMatchObject({ id, createdBy: 1, opportunity: 0, stageSemanticId: 'P' })
  })

  it('is named by its number when nobody names it', async () => {
    const id = await world.add(1)
    expect((await world.item(1, id)).title).toBe(`Лид #${id}`)
  })

  it('shows phones as a list and in short forms', async () => {
    const id = await world.add(1, { fm: [{ typeId: 'PHONE', valueType: 'WORK', value: '+79990000001' }, { typeId: 'EMAIL', valueType: 'HOME', value: 'a@example.com' }] })
    const item = await world.item(1, id)
    expect(item).toMatchObject({ hasPhone: 'Y', hasEmail: 'Y', hasImol: 'N', phone: '+79990000001', phoneWork: '+79990000001', phoneMobile: '', emailHome: 'a@example.com' })
    expect(item.fm).toEqual([expect.objectContaining({ typeId: 'PHONE', value: '+79990000001', id: expect.any(Number) }), expect.objectContaining({ typeId: 'EMAIL' })])
  })

  it('is a repeat lead when it names a client', async () => {
    const contactId = await world.add(3, { name: 'Зоя' })
    const id = await world.add(1, { contactId })
    expect(await world.item(1, id)).toMatchObject({ isReturnCustomer: 'Y', contactId, contactIds: [contactId] })
  })

  it('may be added in the name of a rep only within the rep\'s own reach', async () => {
    expect(await world.refusal('crm.item.add', { entityTypeId: 1, fields: { assignedById: 5 } }, 4)).toMatchObject({ status: 400, error: 'ACCESS_DENIED' })
    expect(await world.call('crm.item.add', { entityTypeId: 1, fields: { title: 'Mine' } }, 4)).toMatchObject({ item: { assignedById: 4, createdBy: 4 } })
  })
})

describe('a change', () => {
  it('that changes nothing is not saved and raises nothing', async () => {
    const id = await world.add(1, { title: 'Same', utmSource: 'vk' })
    const before = await world.item(1, id)
    world.raised.length = 0
    world.portal.clock.shift(60_000)
    await world.call('crm.item.update', { entityTypeId: 1, id, fields: { title: 'Same', utmSource: 'vk', comments: '' } })
    expect(await world.item(1, id)).toEqual(before)
    expect(world.raised).toEqual([])
  })

  it('of the stage is remembered with its time, its person and a row of history', async () => {
    const id = await world.add(1)
    world.portal.clock.shift(3_600_000)
    const { item } = await world.call<{ item: Record<string, string> }>('crm.item.update', { entityTypeId: 1, id, fields: { stageId: 'IN_PROCESS' } })
    expect(item).toMatchObject({ stageId: 'IN_PROCESS', movedBy: 1, updatedBy: 1 })
    expect(item.movedTime).toBe(item.updatedTime)
    expect(Date.parse(item.movedTime ?? '') - Date.parse(item.createdTime ?? '')).toBeGreaterThanOrEqual(3_600_000)
    await world.call('crm.item.update', { entityTypeId: 1, id, fields: { stageId: 'JUNK' } })
    const { items } = await world.call<{ items: object[] }>('crm.stagehistory.list', { entityTypeId: 1, filter: { OWNER_ID: id }, order: { ID: 'ASC' } })
    expect(items).toEqual([
      expect.objectContaining({ OWNER_ID: id, TYPE_ID: 1, STATUS_ID: 'NEW', STATUS_SEMANTIC_ID: 'P' }),
      expect.objectContaining({ TYPE_ID: 2, STATUS_ID: 'IN_PROCESS' }),
      expect.objectContaining({ TYPE_ID: 3, STATUS_ID: 'JUNK', STATUS_SEMANTIC_ID: 'F' }),
    ])
  })

  it('into a final stage closes a lead, and back opens it again', async () => {
    const id = await world.add(1)
    await world.call('crm.item.update', { entityTypeId: 1, id, fields: { stageId: 'JUNK' } })
    expect((await world.item(1, id)).dateClosed).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+03:00$/)
    await world.call('crm.item.update', { entityTypeId: 1, id, fields: { stageId: 'NEW' } })
    expect((await world.item(1, id)).dateClosed).toBeNull()
  })

  it('of the pipeline puts a deal into its first stage and raises the move', async () => {
    const id = await world.add(2, { title: 'Deal' })
    world.raised.length = 0
    await world.call('crm.item.update', { entityTypeId: 2, id, fields: { categoryId: 1 } })
    expect(await world.item(2, id)).toMatchObject({ categoryId: 1, stageId: 'C1:NEW', isNew: 'Y' })
    expect(names(world.raised)).toEqual(['ONCRMDEALUPDATE', 'ONCRMDEALMOVETOCATEGORY'])
    expect(world.raised[1]?.data).toEqual({ FIELDS: { ID: String(id), CATEGORY_ID: '1', STAGE_ID: 'C1:NEW' } })
    expect(world.portal.crm.history(2).ofOwner(id).map(row => row.typeId)).toEqual([1, 5])
  })

  it('of a won deal closes it', async () => {
    const id = await world.add(2)
    await world.call('crm.item.update', { entityTypeId: 2, id, fields: { stageId: 'WON' } })
    expect(await world.item(2, id)).toMatchObject({ closed: 'Y', stageSemanticId: 'S' })
  })

  it('of one phone by its number leaves the others', async () => {
    const id = await world.add(1, { fm: [{ typeId: 'PHONE', valueType: 'WORK', value: '1111' }, { typeId: 'PHONE', valueType: 'WORK', value: '2222' }] })
    const [first] = (await world.item(1, id)).fm as { id: number }[]
    await world.call('crm.item.update', { entityTypeId: 1, id, fields: { fm: { [first?.id ?? 0]: { typeId: 'PHONE', value: '3333' } } } })
    expect(((await world.item(1, id)).fm as { value: string }[]).map(({ value }) => value)).toEqual(['3333', '2222'])
  })

  it('of a contact\'s company shows on the company', async () => {
    const companyId = await world.add(4, { title: 'Three Pines' })
    const contactId = await world.add(3, { name: 'Ann', companyIds: [companyId] })
    expect((await world.item(4, companyId)).contactIds).toEqual([contactId])
    await world.call('crm.company.contact.items.delete', { id: companyId })
    expect(await world.item(3, contactId)).toMatchObject({ companyIds: [], companyId: 0 })
  })
})

describe('refusals', () => {
  const missing = 999_999
  it.each([
    ['crm.item.get', { entityTypeId: 1, id: missing }, 'NOT_FOUND'],
    ['crm.item.get', { entityTypeId: 1268, id: 1 }, 'NOT_FOUND'],
    ['crm.item.update', { entityTypeId: 1, id: missing, fields: { title: 'x' } }, 'NOT_FOUND'],
    ['crm.item.delete', { entityTypeId: 2, id: missing }, 'NOT_FOUND'],
    ['crm.item.add', { entityTypeId: 1, fields: { stageId: 'NOWHERE' } }, 'CRM_FIELD_ERROR_VALUE_NOT_VALID'],
    ['crm.item.add', { entityTypeId: 2, fields: { categoryId: 1, stageId: 'C2:NEW' } }, 'CRM_FIELD_ERROR_VALUE_NOT_VALID'],
    ['crm.item.add', { entityTypeId: 1, fields: { birthdate: 'yesterday' } }, 'CRM_FIELD_ERROR_VALUE_NOT_VALID'],
    ['crm.item.add', { entityTypeId: 1, fields: { opportunity: 'much' } }, 'CRM_FIELD_ERROR_VALUE_NOT_VALID'],
    ['crm.item.add', { entityTypeId: 1, fields: { observers: 5 } }, '100'],
    ['crm.item.add', { entityTypeId: 4, fields: {} }, 'CRM_FIELD_ERROR_REQUIRED'],
  ])('%s %j is answered %s', async (method, params, error) => {
    expect(await world.refusal(method, params)).toMatchObject({ status: 400, error })
  })

  it('names PHP\'s word for what came instead of a list', async () => {
    expect((await world.refusal('crm.item.add', { entityTypeId: 1, fields: { observers: 'five' } })).error_description).toBe('Expected iterable value for multiple field, but got string instead')
  })

  it('hides other people\'s items from a rep', async () => {
    const id = await world.add(1, { assignedById: 5 })
    expect(await world.refusal('crm.item.get', { entityTypeId: 1, id }, 4)).toMatchObject({ status: 400, error: 'ACCESS_DENIED' })
    expect(await world.refusal('crm.item.update', { entityTypeId: 1, id, fields: { title: 'Mine now' } }, 4)).toMatchObject({ error: 'ACCESS_DENIED' })
    expect(await world.call('crm.item.get', { entityTypeId: 1, id }, 3)).toMatchObject({ item: { id } })
  })

  it('lets a marketer read everything and change nothing', async () => {
    const id = await world.add(1, { assignedById: 5 })
    expect(await world.call('crm.item.get', { entityTypeId: 1, id }, 10)).toMatchObject({ item: { id } })
    expect(await world.refusal('crm.item.update', { entityTypeId: 1, id, fields: { title: 'x' } }, 10)).toMatchObject({ status: 400, error: 'ACCESS_DENIED' })
  })

  it('keeps extranet people out', async () => {
    const { id: userId } = world.portal.people.add({ name: 'Guest', lastName: 'Outside', position: '', departmentIds: [4], extranet: true, crmRead: 'all' })
    expect(await world.refusal('crm.item.list', { entityTypeId: 1 }, userId)).toMatchObject({ status: 403, error: 'allowed_only_intranet_user' })
  })

  it('refuses to move a converted lead when the portal locks such leads', async () => {
    const id = await world.add(1, { stageId: 'CONVERTED' })
    world.portal.knobs.set('convertedLeadsLocked', true)
    expect(await world.refusal('crm.item.update', { entityTypeId: 1, id, fields: { stageId: 'NEW' } })).toMatchObject({ status: 400, error: '' })
    world.portal.knobs.set('convertedLeadsLocked', false)
    expect(await world.call('crm.item.update', { entityTypeId: 1, id, fields: { stageId: 'NEW' } })).toMatchObject({ item: { stageId: 'NEW' } })
  })
})

describe('an import', () => {
  it('answers each of up to twenty rows on its own', async () => {
    const { items } = await world.call<{ items: object[] }>('crm.item.batchImport', { entityTypeId: 1, data: [{ title: 'First' }, { title: 'Second', stageId: 'NOWHERE' }] })
    expect(items).toEqual([{ item: { id: expect.any(Number) } }, { error: 'CRM_FIELD_ERROR_VALUE_NOT_VALID', error_description: expect.any(String) }])
    expect(await world.refusal('crm.item.batchImport', { entityTypeId: 1, data: Array.from({ length: 21 }, () => ({ title: 'x' })) })).toMatchObject({ status: 400, error: 'MAX_IMPORT_BATCH_SIZE_EXCEEDED' })
  })

  it('may set the time of birth when an administrator brings it', async () => {
    const { item: { id } } = await world.call<{ item: { id: number } }>('crm.item.import', { entityTypeId: 1, fields: { title: 'Old', createdTime: '2024-01-15T10:00:00+03:00' } })
    expect((await world.item(1, id)).createdTime).toBe('2024-01-15T10:00:00+03:00')
  })
})

describe('goods', () => {
  it('make the amount of a deal whose amount nobody typed', async () => {
    const id = await world.add(2)
    const { productRows } = await world.call<{ productRows: Record<string, unknown>[] }>('crm.item.productrow.set', { ownerType: 'D', ownerId: id, productRows: [{ productName: 'Door', price: 1000, quantity: 3 }, { productName: 'Knob', price: 50, quantity: 2, taxRate: 20, taxIncluded: 'N' }] })
    expect(productRows).toHaveLength(2)
    expect((await world.item(2, id)).opportunity).toBe(3120)
    expect(await world.refusal('crm.item.productrow.add', { fields: { ownerType: 'D', ownerId: 999_999, price: 1 } })).toMatchObject({ status: 400, error: 'OWNER_NOT_FOUND' })
  })
})
