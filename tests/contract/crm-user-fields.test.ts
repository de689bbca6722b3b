import type { CrmWorld } from './crm-world.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { camelUserFieldName, camelUserFieldNames } from '../portal/crm/fields/user-field-names.ts'
import { createCrmWorld, names } from './crm-world.ts'

let world: CrmWorld
beforeAll(async () => {
  world = await createCrmWorld()
})
beforeEach(() => world.clear())
afterAll(() => world.close())

interface Option {
  ID: string
  VALUE: string
  XML_ID: string
  SORT: string
  DEF: string
}

describe('names', () => {
  it.each([
    ['UF_CRM_3_DIGIT', 'ufCrm3Digit'],
    ['UF_CRM_3_1747309727', 'ufCrm3_1747309727'],
    ['UF_CRM_3_DIGIT10', 'ufCrm_3_DIGIT10'],
    ['UF_CRM_1747309879', 'ufCrm_1747309879'],
    ['UF_CRM_MKT_VERDICT', 'ufCrmMktVerdict'],
  ])('%s is %s in camelCase', (fieldName, camel) => {
    expect(camelUserFieldName(fieldName)).toBe(camel)
  })

  it('two fields that would share a name keep their own', () => {
    expect([...camelUserFieldNames(['UF_CRM_AB_C', 'UF_CRM_AB__C', 'UF_CRM_OTHER'])]).toEqual([['UF_CRM_AB_C', 'UF_CRM_AB_C'], ['UF_CRM_AB__C', 'UF_CRM_AB__C'], ['UF_CRM_OTHER', 'ufCrmOther']])
  })
})

describe('a new field', () => {
  it('gets its prefix, its options their numbers, and the world two events', async () => {
    const id = await world.call<number>('crm.lead.userfield.add', { fields: {
      FIELD_NAME: 'VERDICT',
      USER_TYPE_ID: 'enumeration',
      LABEL: 'Verdict',
      EDIT_FORM_LABEL: { ru: 'Вердикт', en: 'Verdict' },
      LIST: [{ VALUE: 'Good', XML_ID: 'GOOD', SORT: 20 }, { VALUE: 'Bad', XML_ID: 'BAD', SORT: 10, DEF: 'Y' }, { VALUE: '' }],
    } })
    expect(names(world.raised)).toEqual(['ONCRMLEADUSERFIELDADD', 'ONCRMLEADUSERFIELDSETENUMVALUES'])
    expect(world.raised[0]?.data).toEqual({ FIELDS: { ID: String(id), ENTITY_ID: 'CRM_LEAD', FIELD_NAME: 'UF_CRM_VERDICT' } })
    const field = await world.call<{ LIST: Option[], EDIT_FORM_LABEL: object }>('crm.lead.userfield.get', { id })
    expect(field).toMatchObject({ ID: String(id), ENTITY_ID: 'CRM_LEAD', FIELD_NAME: 'UF_CRM_VERDICT', MANDATORY: 'N', MULTIPLE: 'N', SORT: '100', EDIT_FORM_LABEL: { ru: 'Вердикт', en: 'Verdict' }, LIST_COLUMN_LABEL: { ru: 'Verdict' } })
    expect(field.LIST).toEqual([expect.objectContaining({ VALUE: 'Bad', XML_ID: 'BAD', DEF: 'Y', SORT: '10' }), expect.objectContaining({ VALUE: 'Good', DEF: 'N' })])
    const leadId = await world.add(1)
    expect((await world.item(1, leadId)).UF_CRM_VERDICT).toBe(Number(field.LIST[0]?.ID))
  })

  it.each([
    [{ USER_TYPE_ID: 'string' }, '', 'The \'FIELD_NAME\' field is not found.'],
    [{ FIELD_NAME: 'A' }, '', 'The \'USER_TYPE_ID\' field is not found.'],
    [{ FIELD_NAME: 'A'.repeat(44), USER_TYPE_ID: 'string' }, 'ERROR_CORE', 'Field name is too long (more than 50 characters).'],
    [{ FIELD_NAME: 'small', USER_TYPE_ID: 'string' }, 'ERROR_CORE', 'Field name contains invalid characters. Allowed characters are: A-Z, 0-9 and _.'],
    [{ FIELD_NAME: 'A', USER_TYPE_ID: 'rest_1_none' }, 'ERROR_CORE', 'Invalid custom type specified.'],
    [{ FIELD_NAME: 'TWINS', USER_TYPE_ID: 'enumeration', LIST: [{ VALUE: 'a', XML_ID: 'X' }, { VALUE: 'b', XML_ID: 'X' }] }, 'ERROR_CORE', 'List item with XML_ID=X already exists.'],
  ])('%j is refused: %s %s', async (fields, error, error_description) => {
    expect(await world.refusal('crm.lead.userfield.add', { fields })).toEqual({ status: 400, error, error_description })
  })

  it('needs a CRM administrator', async () => {
    expect(await world.refusal('crm.lead.userfield.add', { fields: { FIELD_NAME: 'NO', USER_TYPE_ID: 'string' } }, 4)).toMatchObject({ status: 403, error: '' })
    expect(await world.call<number>('crm.lead.userfield.add', { fields: { FIELD_NAME: 'OWNER_MAY', USER_TYPE_ID: 'string' } }, 2)).toBeGreaterThan(0)
  })
})

describe('a change of options', () => {
  it('keeps the numbers of known ones, adds, removes, and leaves the rest', async () => {
    const id = await world.call<number>('crm.deal.userfield.add', { fields: { FIELD_NAME: 'STEPS', USER_TYPE_ID: 'enumeration', LIST: [{ VALUE: 'one', SORT: 1 }, { VALUE: 'two', SORT: 2 }, { VALUE: 'three', SORT: 3 }] } })
    const before = (await world.call<{ LIST: Option[] }>('crm.deal.userfield.get', { id })).LIST
    world.raised.length = 0
    await world.call('crm.deal.userfield.update', { id, fields: { LIST: [{ ID: before[0]?.ID, VALUE: 'first' }, { ID: before[1]?.ID, DEL: 'Y' }, { VALUE: 'four', SORT: 4 }] } })
    const after = (await world.call<{ LIST: Option[] }>('crm.deal.userfield.get', { id })).LIST
    expect(after.map(({ ID, VALUE }) => [ID, VALUE])).toEqual([[before[0]?.ID, 'first'], [before[2]?.ID, 'three'], [expect.any(String), 'four']])
    expect(names(world.raised)).toEqual(['ONCRMDEALUSERFIELDUPDATE', 'ONCRMDEALUSERFIELDSETENUMVALUES'])
  })
})

describe('the list of fields', () => {
  it('is filtered and ordered, with labels in the language asked for', async () => {
    const all = await world.answer('crm.lead.userfield.list', { filter: { USER_TYPE_ID: 'enumeration', LANG: 'ru' }, order: { SORT: 'ASC' } })
    expect(all).toMatchObject({ total: 1, result: [{ FIELD_NAME: 'UF_CRM_VERDICT', EDIT_FORM_LABEL: 'Вердикт' }] })
    expect((await world.call<object[]>('crm.lead.userfield.list', { filter: { FIELD_NAME: 'UF_CRM_VERDICT' } }))[0]).not.toHaveProperty('EDIT_FORM_LABEL')
  })
})

describe('values', () => {
  const types: [type: string, extra: object, offered: unknown, stored: unknown, classic: unknown][] = [
    ['string', {}, 'text', 'text', 'text'],
    ['integer', {}, '42', 42, '42'],
    ['double', {}, 1.5, 1.5, '1.5'],
    ['boolean', {}, 'Y', 'Y', '1'],
    ['date', {}, '2026-03-08', '2026-03-08T00:00:00+03:00', '2026-03-08T00:00:00+03:00'],
    ['datetime', {}, '2026-03-08T12:00:00+00:00', '2026-03-08T15:00:00+03:00', '2026-03-08T15:00:00+03:00'],
    ['money', {}, '300|RUB', '300|RUB', '300|RUB'],
    ['url', { MULTIPLE: 'Y' }, ['a.example', 'b.example'], ['a.example', 'b.example'], ['a.example', 'b.example']],
    ['employee', {}, '5', 5, '5'],
    ['crm_status', { SETTINGS: { ENTITY_TYPE: 'SOURCE' } }, 'WEB', 'WEB', 'WEB'],
    ['crm', { SETTINGS: { LEAD: 'Y' } }, '12', '12', '12'],
  ]
  it.each(types)('of type %s travel as documented', async (type, extra, offered, stored, classic) => {
    const FIELD_NAME = `T_${type.toUpperCase()}`
    await world.call('crm.lead.userfield.add', { fields: { FIELD_NAME, USER_TYPE_ID: type, ...extra } })
    const id = await world.add(1, { [`UF_CRM_${FIELD_NAME}`]: offered })
    expect((await world.item(1, id))[`UF_CRM_${FIELD_NAME}`]).toEqual(stored)
    expect((await world.call('crm.lead.get', { id }))[`UF_CRM_${FIELD_NAME}`]).toEqual(classic)
  })

  it('of a file show where to get it', async () => {
    await world.call('crm.lead.userfield.add', { fields: { FIELD_NAME: 'PAPER', USER_TYPE_ID: 'file' } })
    const id = await world.add(1, { UF_CRM_PAPER: ['plan.txt', 'aGVsbG8='] })
    expect((await world.item(1, id)).UF_CRM_PAPER).toEqual({ id: expect.any(Number), url: expect.stringContaining('/bitrix/'), urlMachine: expect.stringContaining('/rest/') })
  })

  it('of a file can be fetched by those who may read the item, and are kept by their id', async () => {
    const id = await world.add(1, { assignedById: 5, UF_CRM_PAPER: ['plan.txt', 'aGVsbG8='] })
    const { UF_CRM_PAPER: file } = await world.item(1, id) as { UF_CRM_PAPER: { id: number, urlMachine: string } }
    const keep = (value: unknown): Promise<{ item: Record<string, unknown> }> => world.call('crm.item.update', { entityTypeId: 1, id, useOriginalUfNames: 'Y', fields: { title: 'Same file', UF_CRM_PAPER: value } })
    expect((await keep({ id: file.id })).item.UF_CRM_PAPER).toEqual(file)
    const read = async (userId: number): Promise<string> => (await fetch(`${file.urlMachine}&auth=${world.portal.tokens.issue({ appId: world.appId, userId }).accessToken}`)).text()
    expect(await read(5)).toBe('hello')
    expect(JSON.parse(await read(4))).toMatchObject({ error: 'ACCESS_DENIED' })
    expect((await fetch(file.urlMachine)).status).toBe(401)
    expect(await world.refusal('crm.item.update', { entityTypeId: 1, id, fields: { ufCrmPaper: { id: file.id + 99 } } })).toMatchObject({ error: 'CRM_FIELD_ERROR_VALUE_NOT_VALID' })
  })

  it('that name no option, or no list where several are kept, are refused', async () => {
    expect(await world.refusal('crm.item.add', { entityTypeId: 1, fields: { ufCrmVerdict: 1 } })).toMatchObject({ error: 'CRM_FIELD_ERROR_VALUE_NOT_VALID' })
    expect(await world.refusal('crm.item.add', { entityTypeId: 1, fields: { ufCrmTUrl: 'one' } })).toMatchObject({ error: '100' })
  })

  it('read by knob: lists as text, emptiness as text', async () => {
    const id = await world.add(1)
    await world.call('crm.item.update', { entityTypeId: 1, id, fields: { UF_CRM_T_MONEY: null }, useOriginalUfNames: 'Y' })
    expect((await world.item(1, id)).UF_CRM_T_MONEY).toBeNull()
    world.portal.knobs.set('emptyCustomFieldAs', 'empty string')
    world.portal.knobs.set('listValuesAs', 'string')
    const item = await world.item(1, id)
    expect(item.UF_CRM_T_MONEY).toBe('')
    expect(item.UF_CRM_VERDICT).toMatch(/^\d+$/)
    world.portal.knobs.set('emptyCustomFieldAs', 'false')
    expect((await world.item(1, id)).UF_CRM_T_MONEY).toBe(false)
  })

  it('vanish with their field', async () => {
    const id = await world.call<number>('crm.lead.userfield.add', { fields: { FIELD_NAME: 'GONE', USER_TYPE_ID: 'string' } })
    const leadId = await world.add(1, { UF_CRM_GONE: 'x' })
    await world.call('crm.lead.userfield.delete', { id })
    expect(await world.item(1, leadId)).not.toHaveProperty('UF_CRM_GONE')
    await world.call('crm.lead.userfield.add', { fields: { FIELD_NAME: 'GONE', USER_TYPE_ID: 'string' } })
    expect((await world.item(1, leadId)).UF_CRM_GONE).toBeNull()
    expect(await world.refusal('crm.lead.userfield.get', { id })).toMatchObject({ status: 400, error: 'ERROR_NOT_FOUND' })
  })

  it('of an iframe field stay or read empty after the application is gone, by knob', async () => {
    await world.call('userfieldtype.add', { USER_TYPE_ID: 'verdict', HANDLER: 'http://127.0.0.1:9/app/uf', TITLE: 'Verdict' })
    const type = `rest_${world.appId}_verdict`
    await world.call('crm.lead.userfield.add', { fields: { FIELD_NAME: 'FRAME', USER_TYPE_ID: type } })
    const id = await world.add(1, { UF_CRM_FRAME: '{"v":1}' })
    expect((await world.item(1, id)).UF_CRM_FRAME).toBe('{"v":1}')
    await world.call('userfieldtype.delete', { USER_TYPE_ID: 'verdict' })
    expect((await world.item(1, id)).UF_CRM_FRAME).toBe('{"v":1}')
    world.portal.knobs.set('orphanedIframeField', 'reads empty')
    expect((await world.item(1, id)).UF_CRM_FRAME).toBeNull()
  })
})

describe('crm.item.fields', () => {
  it('tells custom fields under either name, with their options', async () => {
    const camel = await world.call<{ fields: Record<string, object> }>('crm.item.fields', { entityTypeId: 1 })
    expect(camel.fields.ufCrmVerdict).toMatchObject({ type: 'enumeration', upperName: 'UF_CRM_VERDICT', isDynamic: true, isRequired: false, items: [{ ID: expect.any(String), VALUE: 'Bad' }, { VALUE: 'Good' }] })
    const original = await world.call<{ fields: Record<string, object> }>('crm.item.fields', { entityTypeId: 1, useOriginalUfNames: 'Y' })
    expect(original.fields).toHaveProperty('UF_CRM_VERDICT')
    expect(original.fields.stageId).toMatchObject({ type: 'crm_status', statusType: 'STATUS' })
  })
})
