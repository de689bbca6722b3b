import type { CrmWorld } from './crm-world.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createCrmWorld } from './crm-world.ts'

let world: CrmWorld
beforeAll(async () => {
  world = await createCrmWorld()
})
beforeEach(() => world.clear())
afterAll(() => world.close())

describe('lead stages', () => {
  it('come with strings for numbers, null for work in progress', async () => {
    const rows = await world.call<Record<string, unknown>[]>('crm.status.list', { filter: { ENTITY_ID: 'STATUS' }, order: { SORT: 'ASC' } })
    expect(rows.map(row => [row.STATUS_ID, row.SEMANTICS, (row.EXTRA as { SEMANTICS: string }).SEMANTICS, row.SORT])).toEqual([
      ['NEW', null, 'process', '10'],
      ['IN_PROCESS', null, 'process', '20'],
      ['PROCESSED', null, 'process', '30'],
      ['CONVERTED', 'S', 'success', '40'],
      ['JUNK', 'F', 'failure', '50'],
    ])
    expect(rows[0]).toMatchObject({ ID: expect.stringMatching(/^\d+$/), SYSTEM: 'Y', CATEGORY_ID: null })
  })

  it('can be added by an administrator before the final one, and then be used', async () => {
    const fields = { ENTITY_ID: 'STATUS', STATUS_ID: 'UC_SQL', NAME: 'SQL', SORT: 35 }
    expect(await world.refusal('crm.status.add', { fields }, 4)).toMatchObject({ status: 400, error: '', error_description: 'Access denied.' })
    const id = await world.call<number>('crm.status.add', { fields })
    expect(await world.call('crm.status.get', { id })).toMatchObject({ ID: String(id), SYSTEM: 'N', STATUS_ID: 'UC_SQL' })
    const leadId = await world.add(1, { stageId: 'UC_SQL' })
    expect((await world.item(1, leadId)).stageSemanticId).toBe('P')
    expect(await world.refusal('crm.status.delete', { id })).toMatchObject({ error_description: 'There are active items in this status.' })
    await world.call('crm.item.delete', { entityTypeId: 1, id: leadId })
    expect(await world.call<boolean>('crm.status.delete', { id })).toBe(true)
  })

  it.each([
    [{ ENTITY_ID: 'STATUS', NAME: 'x' }, '', 'The field STATUS_ID is required.'],
    [{ ENTITY_ID: 'NOWHERE', STATUS_ID: 'A', NAME: 'x' }, '', 'Specified entity type is not supported.'],
    [{ ENTITY_ID: 'STATUS', STATUS_ID: 'NEW', NAME: 'x' }, 'ERROR_CORE', 'The specified status ID already exists.'],
    [{ ENTITY_ID: 'STATUS', STATUS_ID: 'LATE', NAME: 'x', SORT: 45 }, '', expect.stringContaining('Cannot create more stages after the final stage')],
  ])('%j is refused', async (fields, error, error_description) => {
    expect(await world.refusal('crm.status.add', { fields })).toEqual({ status: 400, error, error_description })
  })
})

describe('pipelines', () => {
  it('are three, the first of them default, each with stages of its own', async () => {
    const { categories } = await world.call<{ categories: Record<string, unknown>[] }>('crm.category.list', { entityTypeId: 2 })
    expect(categories.map(({ id, isDefault }) => [id, isDefault])).toEqual([[0, 'Y'], [1, 'N'], [2, 'N']])
    const stages = await world.call<{ STATUS_ID: string }[]>('crm.status.list', { filter: { ENTITY_ID: 'DEAL_STAGE_2' }, order: { SORT: 'ASC' } })
    expect(stages[0]?.STATUS_ID).toBe('C2:NEW')
    expect(await world.refusal('crm.category.list', { entityTypeId: 1 })).toMatchObject({ status: 400, error: 'ENTITY_TYPE_NOT_SUPPORTED' })
  })

  it('come and go with their stages, but not with deals inside', async () => {
    const { category } = await world.call<{ category: { id: number } }>('crm.category.add', { entityTypeId: 2, fields: { name: 'Waiting', sort: 900 } })
    const dealId = await world.add(2, { categoryId: category.id })
    expect((await world.item(2, dealId)).stageId).toBe(`C${category.id}:NEW`)
    expect(await world.refusal('crm.category.delete', { entityTypeId: 2, id: category.id })).toMatchObject({ status: 400, error: '0' })
    await world.call('crm.item.delete', { entityTypeId: 2, id: dealId })
    expect(await world.call('crm.category.delete', { entityTypeId: 2, id: category.id })).toBeNull()
    expect(world.portal.crm.stages(2, category.id)).toEqual([])
  })
})

describe('card layouts', () => {
  const data = [{ name: 'main', title: 'About', type: 'section', elements: [{ name: 'TITLE' }, { name: 'UF_CRM_X', optionFlags: 1 }] }]

  it('are null until saved; flags are written as numbers and read as text', async () => {
    const card = { entityTypeId: 1, scope: 'C', extras: { leadCustomerType: 1 } }
    expect(await world.call('crm.item.details.configuration.get', card)).toBeNull()
    await world.call('crm.item.details.configuration.set', { ...card, data })
    expect(await world.call<object>('crm.item.details.configuration.get', card)).toEqual([{ ...data[0], elements: [{ name: 'TITLE', optionFlags: '0' }, { name: 'UF_CRM_X', optionFlags: '1' }] }])
    expect(await world.call('crm.item.details.configuration.get', { ...card, extras: { leadCustomerType: 2 } })).toBeNull()
  })

  it('of one person hide the common one until they are reset or forced', async () => {
    const { layouts } = world.portal.crm
    const own = { entityTypeId: 2 as const, variant: 0, userId: 4 }
    await world.call('crm.item.details.configuration.set', { entityTypeId: 2, scope: 'C', data })
    await world.call('crm.item.details.configuration.set', { entityTypeId: 2, data: [{ ...data[0], title: 'Mine' }] }, 4)
    expect(layouts.seenBy(own)?.[0]?.title).toBe('Mine')
    await world.call('crm.item.details.configuration.forceCommonScopeForAll', { entityTypeId: 2 })
    expect(layouts.seenBy(own)?.[0]?.title).toBe('About')
  })

  it.each([
    [{ entityTypeId: 1, data: [] }, 'There are no data to write.'],
    [{ entityTypeId: 1, data: [{ name: 'a', title: 'b', type: 'block' }] }, 'Section at index 0 have type block. The expected type is \'section\'.'],
    [{ entityTypeId: 1, data: [{ name: 'a', title: 'b', type: 'section', elements: [{ optionFlags: 1 }] }] }, 'Element at index 0 in section at index 0 does not have name.'],
  ])('%j is refused', async (params, error_description) => {
    expect(await world.refusal('crm.item.details.configuration.set', params)).toEqual({ status: 400, error: '', error_description })
  })

  it('of everybody are changed by administrators only', async () => {
    expect(await world.refusal('crm.item.details.configuration.set', { entityTypeId: 1, scope: 'C', data }, 4)).toMatchObject({ error: '', error_description: 'Access denied.' })
  })
})

describe('the stage history', () => {
  it('pages uncounted by id, in UTC', async () => {
    for (let index = 0; index < 60; index++)
      world.portal.crm.add(1, {}, { kind: 'system' })
    const first = await world.answer('crm.stagehistory.list', { entityTypeId: 1, filter: { '>ID': 0 }, order: { ID: 'ASC' }, start: -1 })
    const { items } = first.result as { items: { ID: number, CREATED_TIME: string }[] }
    expect(items).toHaveLength(50)
    expect(first).not.toHaveProperty('total')
    expect(items[0]?.CREATED_TIME).toMatch(/\+00:00$/)
    const next = await world.call<{ items: { ID: number }[] }>('crm.stagehistory.list', { entityTypeId: 1, filter: { '>ID': items.at(-1)?.ID }, order: { ID: 'ASC' }, start: -1 })
    expect(next.items[0]?.ID).toBeGreaterThan(items.at(-1)?.ID ?? 0)
  })

  it.each([
    [{ entityTypeId: 3 }, 'ENTITY_TYPE_NOT_SUPPORTED'],
    [{ entityTypeId: 1, filter: { USER_ID: 1 } }, 'INVALID_ARG_VALUE'],
    [{ entityTypeId: 1, filter: { '>CREATED_TIME': 'soon' } }, 'INVALID_ARG_VALUE'],
    [{ entityTypeId: 1, order: { ID: 'UP' } }, 'INVALID_ARG_VALUE'],
  ])('%j is refused %s', async (params, error) => {
    expect(await world.refusal('crm.stagehistory.list', params)).toMatchObject({ status: 400, error })
  })
})

describe('classic methods', () => {
  it('answer with strings, empty texts for empty dates, and no code when they refuse', async () => {
    const id = await world.call<number>('crm.lead.add', { fields: { TITLE: 'Classic', OPPORTUNITY: 10, PHONE: [{ VALUE: '555', VALUE_TYPE: 'WORK' }] } })
    expect(await world.call('crm.lead.get', { id })).toMatchObject({ ID: String(id), TITLE: 'Classic', STATUS_ID: 'NEW', STATUS_SEMANTIC_ID: 'P', OPPORTUNITY: '10.00', ASSIGNED_BY_ID: '1', COMPANY_ID: null, CONTACT_ID: null, BIRTHDATE: '', DATE_CLOSED: '', HAS_PHONE: 'Y', PHONE: [{ VALUE: '555', VALUE_TYPE: 'WORK', TYPE_ID: 'PHONE', ID: expect.stringMatching(/^\d+$/) }] })
    expect(await world.refusal('crm.lead.get', { id: 999_999 })).toEqual({ status: 400, error: '', error_description: 'Not found' })
    expect(await world.refusal('crm.lead.get', { id: -1 })).toEqual({ status: 400, error: '', error_description: 'ID is not defined or invalid.' })
  })

  it('list with masks, skip unknown filters, find by phone', async () => {
    const id = await world.call<number>('crm.lead.add', { fields: { TITLE: 'By phone', PHONE: [{ VALUE: '+7 999 555', VALUE_TYPE: 'WORK' }] } })
    const found = await world.answer('crm.lead.list', { filter: { PHONE: '+7 999 555', NOTHING: 1 }, select: ['TITLE', 'PHONE'] })
    expect(found).toMatchObject({ total: 1, result: [{ ID: String(id), TITLE: 'By phone', PHONE: [{ VALUE: '+7 999 555' }] }] })
    const [full] = await world.call<Record<string, unknown>[]>('crm.lead.list', { filter: { ID: id }, select: ['*'] })
    expect(full).toHaveProperty('DATE_CREATE')
    expect(full).not.toHaveProperty('PHONE')
  })

  it('never write LEAD_ID of a deal, while crm.item.add does', async () => {
    const leadId = await world.add(1)
    const classic = await world.call<number>('crm.deal.add', { fields: { TITLE: 'x', LEAD_ID: leadId } })
    expect((await world.item(2, classic)).leadId).toBeNull()
    expect((await world.item(2, await world.add(2, { leadId }))).leadId).toBe(leadId)
  })
})
