import { describe, expect, it } from 'vitest'
import { contract, contractExamples } from '../portal/contract/contract.ts'
import { compileMethodCheck } from '../portal/contract/method-check.ts'
import { compareAnswer } from './replay/compare-answer.ts'

const rules = contract()

function faultsOf(name: string, params: Record<string, unknown>): string[] {
  const check = checkOf(name)
  return check.faults(check.spell(params)).map(fault => `${fault.kind}: ${fault.path}`)
}

function checkOf(name: string): ReturnType<typeof compileMethodCheck> {
  const method = rules.methods.get(name)
  if (!method)
    throw new Error(`${name} is not in the contract`)
  return compileMethodCheck(method, rules)
}

describe('the kept contract', () => {
  it('holds every area the stand-in speaks about', () => {
    for (const name of ['app.info', 'batch', 'crm.item.list', 'crm.lead.userfield.add', 'crm.activity.configurable.add', 'event.offline.get', 'placement.bind', 'voximplant.statistic.get', 'disk.file.get', 'tasks.task.add', 'calendar.event.add', 'im.message.add'])
      expect(rules.methods.has(name), name).toBe(true)
    expect(rules.events.ONCRMLEADADD?.keys).toContain('auth')
    expect(rules.placements.placements.CRM_LEAD_DETAIL_TAB?.handlerKeys).toContain('PLACEMENT_OPTIONS')
    expect(rules.otherMethods.has('sale.order.list')).toBe(true)
  })

  it('holds no descriptive sentences', () => {
    const texts = JSON.stringify([...rules.methods.values(), rules.objects, rules.placements])
    expect(texts).not.toMatch(/"(?:description|title|when|who)":"/)
  })
})

describe('a documented example request', () => {
  it('is never a violation', () => {
    const faults = [...contractExamples()].flatMap(([name, { requests }]) =>
      requests.flatMap(request => faultsOf(name, request as Record<string, unknown>).map(fault => `${name} ${fault}`)))
    expect(faults).toEqual([])
  })
})

describe('undocumented parameters', () => {
  it.each([
    ['crm.item.list', { entityTypeId: 1, sort: {} }, ['undocumented parameter: sort']],
    ['crm.item.list', { entityTypeId: 1, filter: { stage: 'NEW' } }, ['undocumented parameter: filter.stage']],
    ['crm.item.list', { entityTypeId: 1, filter: { '0': { logic: 'OR', 0: { '>=opportunity': 1 } }, '!%title': 'x' } }, []],
    ['crm.item.list', { entityTypeId: 1, select: ['id', 'stageID', '*', 'UF_CRM_1', 'ufCrm1'] }, ['undocumented parameter: select.stageID']],
    ['crm.item.list', { entityTypeId: 1, order: { colour: 'ASC' } }, ['undocumented parameter: order.colour']],
    ['crm.item.list', { entitytypeid: 1 }, ['undocumented parameter: entitytypeid']],
    ['crm.lead.get', { ID: 1 }, []],
    ['crm.item.add', { entityTypeId: 1, fields: { title: 'x', UF_CRM_X: 1, parentId128: 3, colour: 1 } }, ['undocumented parameter: fields.colour']],
    ['event.bind', { event: 'x', handler: 'y', retries: 3 }, ['undocumented parameter: retries']],
    ['user.get', { FILTER: { ID: 1 } }, []],
    ['crm.item.add', { entityTypeId: 1, fields: { fm: [{ typeId: 'PHONE', valueType: 'WORK', value: '+79990000001' }] } }, []],
    ['crm.item.update', { entityTypeId: 1, id: 1, fields: { fm: { 12: { value: '+79990000001' }, n0: { typeId: 'EMAIL', value: 'a@b.c' } } } }, []],
    ['crm.item.add', { entityTypeId: 1, fields: { fm: [{ kind: 'PHONE' }] } }, ['undocumented parameter: fields.fm[].kind']],
    ['crm.activity.configurable.add', { ownerTypeId: 1, ownerId: 1, fields: { typeId: 'CONFIGURABLE' }, layout: { colour: 1 } }, ['undocumented parameter: layout.colour']],
  ])('%s %j', (name, params, faults) => {
    expect(faultsOf(name, params)).toEqual(faults)
  })
})

describe('wrong types', () => {
  it.each([
    ['crm.item.get', { entityTypeId: 'lead', id: 1 }, ['wrong type: entityTypeId']],
    ['crm.item.get', { entityTypeId: '1', id: '5' }, []],
    ['crm.item.get', { entityTypeId: 1, id: { deep: 1 } }, ['wrong type: id']],
    ['crm.item.list', { entityTypeId: 1, filter: 'id=1' }, ['wrong type: filter']],
    ['crm.item.list', { entityTypeId: 1, start: -1, useOriginalUfNames: 'Y' }, []],
    ['crm.item.list', { entityTypeId: 1, useOriginalUfNames: 'maybe' }, ['wrong type: useOriginalUfNames']],
    ['crm.item.list', { entityTypeId: 1, filter: '', order: [] }, []],
    ['crm.item.update', { entityTypeId: 3, id: 1, fields: { companyIds: [1, 2], observers: [1] } }, []],
    ['crm.deal.add', { fields: { UTM_MEDIUM: 'email' } }, []],
    ['crm.lead.add', { fields: { OPENED: 'maybe' } }, ['wrong type: fields.OPENED']],
  ])('%s %j', (name, params, faults) => {
    expect(faultsOf(name, params)).toEqual(faults)
  })
})

describe('a required parameter left out', () => {
  it.each([
    ['crm.activity.todo.add', { ownerTypeId: 2 }, '100'],
    ['crm.activity.badge.add', {}, 'REQUIRED_ARG_MISSING'],
    ['crm.item.get', { entityTypeId: 1 }, 'NOT_FOUND'],
    ['feature.get', {}, 'CODE_EMPTY'],
    ['event.bind', { event_type: 'offline' }, 'ERROR_ARGUMENT'],
    ['calendar.event.add', { type: 'user' }, ''],
    ['crm.lead.get', {}, ''],
    ['crm.company.add', {}, ''],
    ['crm.lead.userfield.get', {}, ''],
    ['im.notify.personal.add', {}, 'USER_ID_EMPTY'],
  ])('is refused by %s %j with %s', (name, params, code) => {
    expect(() => checkOf(name).requireAll(params)).toThrow(expect.objectContaining({ code, status: 400 }))
  })
})

describe('text where a map or list belongs, or the other way round', () => {
  it.each([
    ['crm.item.add', { entityTypeId: 1, fields: 'title' }, '100', 'Invalid value {title} to match with parameter {fields}. Should be value of type array.'],
    ['crm.item.list', { entityTypeId: 1, filter: 'id=1' }, '100', 'Invalid value {id=1} to match with parameter {filter}. Should be value of type array.'],
    ['crm.item.get', { entityTypeId: 1, id: [1] }, '100', 'Invalid value to match with parameter {id}. Should be value of type int.'],
    ['crm.deal.add', { fields: 7 }, '', 'Parameter \'fields\' must be array'],
    ['crm.lead.list', { filter: 'ID=1' }, '', 'Parameter \'filter\' must be array.'],
    ['crm.company.contact.items.set', { id: 1, items: 'x' }, '', 'The parameter items must be array'],
    ['calendar.event.add', { crm_fields: 'L_1' }, '', 'The list of event links to CRM must be an array'],
    ['user.access', { ACCESS: 7 }, 'ERROR_ARGUMENT', 'The value of an argument \'ACCESS\' must be of type array'],
  ])('is refused by %s %j with code "%s"', (name, params, code, message) => {
    expect(() => checkOf(name).requireShapes(params)).toThrow(expect.objectContaining({ status: 400, code, message }))
  })

  it.each([
    ['crm.item.list', { entityTypeId: 1, filter: '', order: [] }],
    ['voximplant.statistic.get', { FILTER: { CALL_ID: '1' }, SORT: 'ID', ORDER: 'ASC' }],
    ['user.get', { FILTER: { ID: 1 } }],
  ])('is nothing that %s %j has', (name, params) => {
    expect(() => checkOf(name).requireShapes(params)).not.toThrow()
  })
})

describe('a parameter required only under a condition', () => {
  it.each([
    ['event.bind', { event: 'ONCRMLEADADD', event_type: 'offline' }],
    ['calendar.event.add', { type: 'user', ownerId: 1, name: 'Call', from_ts: 1, to_ts: 2, auto_detect_section: 'Y' }],
    ['im.message.add', { DIALOG_ID: '1', ATTACH: [] }],
  ])('is left to %s', (name, params) => {
    expect(() => checkOf(name).requireAll(params)).not.toThrow()
  })
})

describe('comparing an answer with the documented one', () => {
  const compare = (example: unknown, answer: unknown): string[] =>
    compareAnswer({ method: 'x', area: 'x', scope: null, params: [], errors: [] }, example, { time: {}, ...answer as object }, rules)

  it.each([
    [{ result: { id: 1, name: 'a' } }, { result: { id: 2, name: null } }, []],
    [{ result: { id: 1 } }, { result: {} }, ['result.id is missing']],
    [{ result: { id: 1 } }, { result: { id: '1' } }, ['result.id is string, documented is number']],
    [{ result: [{ a: 1 }, { a: 1, b: 2 }] }, { result: [{ a: 1 }] }, []],
    [{ result: [{ a: 1 }] }, { result: [{ a: 1 }, { b: 2 }] }, ['result[].a is missing']],
    [{ result: { map: { x: 1 } } }, { result: { map: [] } }, []],
    [{ result: { 5: { id: 1 } } }, { result: { 7: { id: 2 }, 9: {} } }, ['result[].id is missing']],
    [{ result: [], total: 3 }, { result: [] }, ['total is missing']],
    [{ result: true }, { result: 'Y' }, ['result is string, documented is boolean']],
    [{ result: true }, {}, ['no result']],
  ])('%j against %j', (example, answer, faults) => {
    expect(compare(example, answer)).toEqual(faults)
  })
})
