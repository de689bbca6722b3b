import type { CrmWorld } from './crm-world.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseCsv } from '../portal/crm/csv.ts'
import { createCrmWorld, names } from './crm-world.ts'

let world: CrmWorld
const admin = { kind: 'user', userId: 1, appId: null } as const
const rep = { ...admin, userId: 4 } as const

beforeAll(async () => {
  world = await createCrmWorld()
})
beforeEach(() => world.clear())
afterAll(() => world.close())

describe('a search for duplicates', () => {
  it('finds phones in any spelling and addresses in any case, by kind', async () => {
    const leadId = await world.add(1, { fm: [{ typeId: 'PHONE', valueType: 'WORK', value: '8 (999) 123-45-67' }] })
    const contactId = await world.add(3, { name: 'A', fm: [{ typeId: 'PHONE', valueType: 'WORK', value: '+79991234567' }, { typeId: 'EMAIL', valueType: 'WORK', value: 'Ann@Example.com' }] })
    expect(await world.call('crm.duplicate.findbycomm', { type: 'PHONE', values: ['+7 999 1234567'] })).toEqual({ LEAD: [leadId], CONTACT: [contactId] })
    expect(await world.call('crm.duplicate.findbycomm', { type: 'EMAIL', values: ['ann@example.com'], entity_type: 'CONTACT' })).toEqual({ CONTACT: [contactId] })
  })

  it('finds nothing as an empty list', async () => {
    expect(await world.call<unknown>('crm.duplicate.findbycomm', { type: 'PHONE', values: ['000'] })).toEqual([])
  })

  it('shows a rep only what he may read', async () => {
    await world.add(1, { assignedById: 5, fm: [{ typeId: 'PHONE', valueType: 'WORK', value: '+79990000099' }] })
    expect(await world.call<unknown>('crm.duplicate.findbycomm', { type: 'PHONE', values: ['+79990000099'] }, 4)).toEqual([])
  })
})

describe('a merge', () => {
  it('fills the first item, joins phones, moves links, deletes the others', async () => {
    const first = await world.add(3, { name: 'Ann', fm: [{ typeId: 'PHONE', valueType: 'WORK', value: '1' }] })
    const second = await world.add(3, { name: 'Anna', lastName: 'Fair', fm: [{ typeId: 'PHONE', valueType: 'WORK', value: '2' }] })
    const dealId = await world.add(2, { contactId: second })
    world.raised.length = 0
    expect(await world.call('crm.entity.mergeBatch', { params: { entityTypeId: 3, entityIds: [first, second] } })).toEqual({ STATUS: 'SUCCESS', ENTITY_IDS: [second] })
    const merged = await world.item(3, first)
    expect(merged).toMatchObject({ name: 'Ann', lastName: 'Fair' })
    expect((merged.fm as { value: string }[]).map(({ value }) => value)).toEqual(['1', '2'])
    expect((await world.item(2, dealId)).contactId).toBe(first)
    expect(await world.refusal('crm.item.get', { entityTypeId: 3, id: second })).toMatchObject({ error: 'NOT_FOUND' })
    expect(names(world.raised)).toEqual(['ONCRMDEALUPDATE', 'ONCRMCONTACTUPDATE', 'ONCRMCONTACTDELETE'])
  })

  it('of one item is refused', async () => {
    const id = await world.add(3, { name: 'Alone' })
    expect(await world.refusal('crm.entity.mergeBatch', { params: { entityTypeId: 3, entityIds: [id] } })).toMatchObject({ status: 400, error_description: 'The parameter entityIds must contains at least two elements.' })
  })
})

describe('a mass edit', () => {
  it('changes what it may and names what it may not', () => {
    const { crm } = world.portal
    const mine = crm.add(1, {}, rep)
    const other = crm.add(1, {}, { ...rep, userId: 5 })
    expect(crm.massEdit(1, [mine.id, other.id, 999_999], { stageId: 'JUNK' }, rep)).toEqual({
      changed: [mine.id],
      refused: [{ id: other.id, code: 'ACCESS_DENIED', message: 'Access denied' }, { id: 999_999, code: 'NOT_FOUND', message: 'Element not found' }],
    })
  })
})

describe('csv', () => {
  it.each([
    ['a,b\r\n1,"two, ""2"""\r\n', [['a', 'b'], ['1', 'two, "2"']]],
    ['\uFEFFa;b\n"line\nbreak";x,y\n\n', [['a', 'b'], ['line\nbreak', 'x,y']]],
    ['one', [['one']]],
    ['', []],
  ])('%j is read', (text, rows) => {
    expect(parseCsv(text)).toEqual(rows)
  })

  it('imports leads by titles, codes and names, and refuses bad rows one by one', () => {
    const { crm } = world.portal
    const csv = 'Название;Источник;Стадия;Телефон;UTM Campaign;Сумма\n"Кухня ""Лофт""; белая";Веб-сайт;В работе;+79990001111;spring;1000\nПлохая;WEB;NEW;;;много\n<b>x</b>;CALL;;;;\n'
    const report = crm.importCsv(csv, admin)
    expect(report.imported).toHaveLength(2)
    expect(report.refused).toEqual([{ row: 2, message: 'Invalid value for field "Сумма"' }])
    expect(crm.get(1, report.imported[0] ?? 0)).toMatchObject({ title: 'Кухня "Лофт"; белая', sourceId: 'WEB', stageId: 'IN_PROCESS', utmCampaign: 'spring', opportunity: 1000, fm: [{ value: '+79990001111' }] })
    expect(crm.get(1, report.imported[1] ?? 0)?.title).toBe('<b>x</b>')
    expect(names(world.raised)).toEqual(['ONCRMLEADADD', 'ONCRMLEADADD'])
  })
})

describe('the search line', () => {
  it('finds by words, phone and number, within the reader\'s rights', () => {
    const { crm } = world.portal
    const lead = crm.add(1, { title: 'Unusual wardrobe', fm: [{ typeId: 'PHONE', valueType: 'WORK', value: '+7 999 777-66-55' }] }, { ...rep, userId: 5 })
    for (const term of ['wardrobe', '9997776655', String(lead.id)])
      expect(crm.search(term, admin)).toContainEqual(expect.objectContaining({ entityTypeId: 1, id: lead.id }))
    expect(crm.search('wardrobe', rep)).toEqual([])
    expect(crm.search('  ', admin)).toEqual([])
  })
})
