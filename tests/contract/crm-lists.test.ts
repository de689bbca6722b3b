import type { CrmWorld } from './crm-world.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createCrmWorld } from './crm-world.ts'

let world: CrmWorld
/** Ids of the six leads, by title. */
const ids: Record<string, number> = {}

const leads = [
  { title: 'Alpha kitchen', name: 'Ann', sourceId: 'WEB', opportunity: 100, stageId: 'NEW', assignedById: 4, UF_CRM_VIP: 'Y', UF_CRM_TAGS: [] as number[] },
  { title: 'Beta kitchen', sourceId: 'CALL', opportunity: 200, stageId: 'IN_PROCESS', assignedById: 4, UF_CRM_VIP: 'N' },
  { title: 'Gamma door', name: 'Gleb', sourceId: 'WEB', opportunity: 300, stageId: 'PROCESSED', assignedById: 5 },
  { title: 'Delta 100% door', sourceId: '', opportunity: 400, stageId: 'JUNK', assignedById: 5 },
  { title: 'Epsilon', sourceId: 'EMAIL', opportunity: 500, stageId: 'CONVERTED', assignedById: 6 },
  { title: 'Zeta', sourceId: 'WEB', opportunity: 600, stageId: 'NEW', assignedById: 6 },
]

beforeAll(async () => {
  world = await createCrmWorld()
  await world.call('crm.lead.userfield.add', { fields: { FIELD_NAME: 'VIP', USER_TYPE_ID: 'boolean' } })
  const tags = await world.call<number>('crm.lead.userfield.add', { fields: { FIELD_NAME: 'TAGS', USER_TYPE_ID: 'enumeration', MULTIPLE: 'Y', LIST: [{ VALUE: 'a' }, { VALUE: 'b' }] } })
  const [a, b] = world.portal.crm.userFieldStore.byId(tags)?.options.map(option => option.id) ?? []
  for (const [index, lead] of leads.entries())
    ids[lead.title] = await world.add(1, { ...lead, UF_CRM_TAGS: index === 0 ? [a, b] : index === 1 ? [b] : [] })
  ids.tagA = a ?? 0
})
beforeEach(() => world.clear())
afterAll(() => world.close())

async function titles(filter: object, more: object = {}, userId = 1): Promise<string[]> {
  const { items } = await world.call<{ items: { title: string }[] }>('crm.item.list', { entityTypeId: 1, select: ['title'], filter, order: { id: 'ASC' }, useOriginalUfNames: 'Y', ...more }, userId)
  return items.map(item => item.title.split(' ')[0] ?? '')
}

describe('filters', () => {
  it.each<[object, string[]]>([
    [{ sourceId: 'WEB' }, ['Alpha', 'Gamma', 'Zeta']],
    [{ '=stageId': ['NEW', 'JUNK'] }, ['Alpha', 'Delta', 'Zeta']],
    [{ '@stageId': ['IN_PROCESS', 'PROCESSED'] }, ['Beta', 'Gamma']],
    [{ '!@stageId': ['NEW', 'JUNK', 'CONVERTED'] }, ['Beta', 'Gamma']],
    [{ '!sourceId': 'WEB' }, ['Beta', 'Delta', 'Epsilon']],
    [{ '!=sourceId': 'WEB' }, ['Beta', 'Delta', 'Epsilon']],
    [{ sourceId: '' }, ['Delta']],
    [{ '!=name': '' }, ['Alpha', 'Gamma']],
    [{ '>opportunity': 400 }, ['Epsilon', 'Zeta']],
    [{ '>=opportunity': 400, '<opportunity': 600 }, ['Delta', 'Epsilon']],
    [{ '<=opportunity': '200' }, ['Alpha', 'Beta']],
    [{ '%title': 'KITCHEN' }, ['Alpha', 'Beta']],
    [{ '!%title': 'kitchen' }, ['Gamma', 'Delta', 'Epsilon', 'Zeta']],
    [{ '=%title': '%door' }, ['Gamma', 'Delta']],
    [{ '%=title': 'g%' }, ['Gamma']],
    [{ '!=%title': '%door' }, ['Alpha', 'Beta', 'Epsilon', 'Zeta']],
    [{ '!%=title': '%e%' }, ['Gamma']],
    [{ stageSemanticId: 'S' }, ['Epsilon']],
    [{ UF_CRM_VIP: 1 }, ['Alpha']],
    [{ UF_CRM_VIP: 0 }, ['Beta', 'Gamma', 'Delta', 'Epsilon', 'Zeta']],
    [{ 0: { logic: 'OR', 0: { sourceId: 'CALL' }, 1: { '>=opportunity': 600 } } }, ['Beta', 'Zeta']],
    [{ 0: { logic: 'OR', 0: { '=stageId': 'NEW', 'assignedById': 6 }, 1: { '%title': 'gamma' } }, sourceId: 'WEB' }, ['Gamma', 'Zeta']],
    [{ '>=createdTime': '2020-01-01', '<createdTime': '2021-01-01T00:00:00+03:00' }, []],
    [{ '>=updatedTime': '2020-01-01T00:00:00+03:00' }, ['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon', 'Zeta']],
  ])('%j finds %j', async (filter, expected) => {
    expect(await titles(filter)).toEqual(expected)
  })

  it('a list field with several values is found by any of them', async () => {
    expect(await titles({ UF_CRM_TAGS: ids.tagA })).toEqual(['Alpha'])
    expect(await titles({ '!UF_CRM_TAGS': ids.tagA })).toEqual(['Beta', 'Gamma', 'Delta', 'Epsilon', 'Zeta'])
  })

  it.each<[object, string]>([
    [{ filter: { nothing: 1 } }, 'Invalid filter: field \'nothing\' is not allowed in filter'],
    [{ filter: { '>=opportunity': 'much' } }, 'Invalid filter: field \'opportunity\' has invalid value'],
    [{ filter: { '>createdTime': 'soon' } }, 'Invalid filter: field \'createdTime\' has invalid value'],
    [{ filter: { fm: 'x' } }, 'Invalid filter: field \'fm\' is not allowed in filter'],
    [{ order: { nothing: 'ASC' } }, 'Invalid order: field \'nothing\' is not allowed in order'],
    [{ order: { title: 'UP' } }, 'Invalid order: allowed sort directions are ASC, DESC. But got \'UP\' for field \'title\''],
    [{ filter: { UF_CRM_VIP: 1 }, useOriginalUfNames: 'N' }, 'Invalid filter: field \'UF_CRM_VIP\' is not allowed in filter'],
  ])('%j is refused: %s', async (params, error_description) => {
    expect(await world.refusal('crm.item.list', { entityTypeId: 1, ...params })).toEqual({ status: 400, error: 'INVALID_ARG_VALUE', error_description })
  })
})

describe('order', () => {
  it.each<[object, string[]]>([
    [{ title: 'DESC' }, ['Zeta', 'Gamma', 'Epsilon', 'Delta', 'Beta', 'Alpha']],
    [{ assignedById: 'DESC', opportunity: 'ASC' }, ['Epsilon', 'Zeta', 'Gamma', 'Delta', 'Alpha', 'Beta']],
    [{ id: 'DESC' }, ['Zeta', 'Epsilon', 'Delta', 'Gamma', 'Beta', 'Alpha']],
    [{ name: 'ASC', id: 'ASC' }, ['Beta', 'Delta', 'Epsilon', 'Zeta', 'Alpha', 'Gamma']],
  ])('%j gives %j', async (order, expected) => {
    expect(await titles({}, { order })).toEqual(expected)
  })
})

describe('pages', () => {
  beforeAll(async () => {
    for (let index = 0; index < 120; index++)
      world.portal.crm.add(2, { title: `Deal ${index}` }, { kind: 'system' })
  })

  it('hold fifty rows and tell what follows', async () => {
    const first = await world.answer('crm.item.list', { entityTypeId: 2, select: ['id'] })
    expect(first).toMatchObject({ total: 120, next: 50 })
    expect((first.result as { items: object[] }).items).toHaveLength(50)
    const last = await world.answer('crm.item.list', { entityTypeId: 2, select: ['id'], start: 100 })
    expect((last.result as { items: object[] }).items).toHaveLength(20)
    expect(last.next).toBeUndefined()
  })

  it('are not counted with start -1', async () => {
    const answer = await world.answer('crm.item.list', { entityTypeId: 2, start: -1, select: ['id'] })
    expect(answer).not.toHaveProperty('total')
    expect(answer).not.toHaveProperty('next')
  })

  it('walk the whole list by id without a gap', async () => {
    const seen: number[] = []
    for (let after = 0; ;) {
      const { items } = await world.call<{ items: { id: number }[] }>('crm.item.list', { entityTypeId: 2, select: ['id'], filter: { '>id': after }, order: { id: 'ASC' }, start: -1 })
      seen.push(...items.map(item => item.id))
      if (items.length < 50)
        break
      after = items.at(-1)?.id ?? 0
    }
    expect(new Set(seen).size).toBe(120)
  })

  it('count anew after a change', async () => {
    const before = await world.answer('crm.item.list', { entityTypeId: 2, filter: { '%title': 'deal' } })
    const id = await world.add(2, { title: 'Deal one more' })
    expect((await world.answer('crm.item.list', { entityTypeId: 2, filter: { '%title': 'deal' } })).total).toBe(Number(before.total) + 1)
    await world.call('crm.item.delete', { entityTypeId: 2, id })
    expect((await world.answer('crm.item.list', { entityTypeId: 2, filter: { '%title': 'deal' } })).total).toBe(before.total)
  })

  it('find changed items through the order of changes, deleted ones not', async () => {
    const id = await world.add(2, { title: 'Late' })
    world.portal.clock.shift(3_600_000)
    const since = new Date(world.portal.clock.now() - 1000).toISOString()
    await world.call('crm.item.update', { entityTypeId: 2, id, fields: { title: 'Later' } })
    const filter = { '>=updatedTime': since }
    expect(await world.call('crm.item.list', { entityTypeId: 2, filter, select: ['title'] })).toEqual({ items: [{ id, title: 'Later' }] })
    await world.call('crm.item.delete', { entityTypeId: 2, id })
    expect(await world.call('crm.item.list', { entityTypeId: 2, filter, select: ['title'] })).toEqual({ items: [] })
  })
})

describe('select', () => {
  it('gives the id and the named fields only, never the phones', async () => {
    const { items } = await world.call<{ items: object[] }>('crm.item.list', { entityTypeId: 1, select: ['title', 'fm', 'nonsense'], filter: { id: ids.Zeta } })
    expect(items).toEqual([{ id: ids.Zeta, title: 'Zeta' }])
  })

  it('with a star gives every field, phones too', async () => {
    const { items } = await world.call<{ items: object[] }>('crm.item.list', { entityTypeId: 1, select: ['*'], filter: { id: ids.Zeta } })
    expect(items[0]).toMatchObject({ id: ids.Zeta, fm: [], ufCrmVip: 'N', ufCrmTags: [], contactIds: [], entityTypeId: 1 })
  })
})

describe('rights', () => {
  it.each<[number, string[]]>([
    [4, ['Alpha', 'Beta']],
    [3, ['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon', 'Zeta']],
    [10, ['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon', 'Zeta']],
  ])('employee %i sees %j', async (userId, expected) => {
    expect(await titles({}, {}, userId)).toEqual(expected)
  })

  it('leave no trace of hidden items in the total', async () => {
    expect((await world.answer('crm.item.list', { entityTypeId: 1 }, 4)).total).toBe(2)
  })

  it('of a person without any give an empty list', async () => {
    const { id } = world.portal.people.add({ name: 'New', lastName: 'One', position: '', departmentIds: [4], crmRead: 'none' })
    expect(await world.answer('crm.item.list', { entityTypeId: 1 }, id)).toMatchObject({ result: { items: [] }, total: 0 })
  })

  it('hide the history of hidden items', async () => {
    const { items } = await world.call<{ items: { OWNER_ID: number }[] }>('crm.stagehistory.list', { entityTypeId: 1 }, 4)
    expect(new Set(items.map(row => row.OWNER_ID))).toEqual(new Set([ids['Alpha kitchen'], ids['Beta kitchen']]))
  })
})
