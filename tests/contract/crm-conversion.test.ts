import type { CrmWorld } from './crm-world.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createCrmWorld, names } from './crm-world.ts'
import { getJson, postJson } from './kernel-caller.ts'

let world: CrmWorld
const everything = { contact: true, company: true, deal: true }
const rep = { kind: 'user', userId: 4, appId: null } as const
const system = { kind: 'system' } as const

beforeAll(async () => {
  world = await createCrmWorld()
})
beforeEach(() => {
  world.clear()
  world.portal.crm.robots.clear()
})
afterAll(() => world.close())

describe('a conversion on the page', () => {
  it('makes contact, company and deal, and closes the lead as a success', async () => {
    const { crm } = world.portal
    const lead = crm.add(1, { title: 'Kitchen', name: 'Ann', lastName: 'Fair', companyTitle: 'Three Pines', sourceId: 'WEB', utmCampaign: 'spring', opportunity: 500, fm: [{ typeId: 'PHONE', valueType: 'WORK', value: '+79990001122' }] }, rep)
    const { deal, contact, company } = crm.convertLead(lead.id, everything, rep)
    expect(await world.item(1, lead.id)).toMatchObject({ stageId: 'CONVERTED', stageSemanticId: 'S', movedBy: 4, dateClosed: expect.any(String), contactId: contact?.id, companyId: company?.id, isReturnCustomer: 'N', isConvert: null })
    expect(await world.item(2, deal?.id ?? 0)).toMatchObject({ leadId: lead.id, title: 'Kitchen', sourceId: 'WEB', utmCampaign: 'spring', opportunity: 500, contactId: contact?.id, companyId: company?.id, assignedById: 4, stageId: 'NEW', categoryId: 0 })
    expect(await world.item(3, contact?.id ?? 0)).toMatchObject({ leadId: lead.id, name: 'Ann', lastName: 'Fair', phone: '+79990001122', companyId: company?.id })
    expect(await world.item(4, company?.id ?? 0)).toMatchObject({ title: 'Three Pines', contactIds: [contact?.id] })
  })

  it.each([
    ['lead first', 'ONCRMLEADUPDATE'],
    ['deal first', 'ONCRMDEALADD'],
  ] as const)('raises its events in the order of the knob: %s', (order, first) => {
    const lead = world.portal.crm.add(1, { name: 'A' }, rep)
    world.raised.length = 0
    world.portal.knobs.set('conversionEventOrder', order)
    world.portal.crm.convertLead(lead.id, { contact: true, company: false, deal: true }, rep)
    expect(names(world.raised)[0]).toBe(first)
    expect(names(world.raised).sort()).toEqual(['ONCRMCONTACTADD', 'ONCRMDEALADD', 'ONCRMLEADUPDATE'])
  })

  it('by chance gives both orders', () => {
    const firsts = Array.from({ length: 40 }, () => {
      const lead = world.portal.crm.add(1, { name: 'A' }, rep)
      world.raised.length = 0
      world.portal.crm.convertLead(lead.id, { contact: false, company: false, deal: true }, rep)
      return names(world.raised)[0]
    })
    expect(new Set(firsts)).toEqual(new Set(['ONCRMDEALADD', 'ONCRMLEADUPDATE']))
  })

  it('copies custom fields to same-named ones of the deal, list values by their code, unless the knob says no', async () => {
    const LIST = [{ VALUE: 'Kitchens', XML_ID: 'K' }, { VALUE: 'Doors', XML_ID: 'D' }]
    for (const kind of ['lead', 'deal'])
      await world.call(`crm.${kind}.userfield.add`, { fields: { FIELD_NAME: 'GROUP', USER_TYPE_ID: 'enumeration', LIST: kind === 'deal' ? [...LIST].reverse() : LIST } })
    const { crm, knobs } = world.portal
    const [kitchens] = crm.userFieldStore.byName(1, 'UF_CRM_GROUP')?.options ?? []
    const twin = crm.userFieldStore.byName(2, 'UF_CRM_GROUP')?.options.find(option => option.xmlId === 'K')
    const convert = () => crm.convertLead(crm.add(1, { name: 'A', UF_CRM_GROUP: kitchens?.id }, rep).id, everything, rep).deal
    expect(convert()?.UF_CRM_GROUP).toBe(twin?.id)
    knobs.set('conversionCopiesUserFields', false)
    expect(convert()?.UF_CRM_GROUP).toBeUndefined()
  })

  it('takes the goods along', () => {
    const { crm } = world.portal
    const lead = crm.add(1, { name: 'A' }, rep)
    crm.productRows.put({ ownerType: 'L', ownerId: lead.id, productId: 0, productName: 'Door', price: 10, quantity: 2, discountTypeId: 2, discountRate: 0, discountSum: 0, taxRate: null, taxIncluded: 'N', measureCode: 796, measureName: 'pcs', sort: 10 })
    const { deal } = crm.convertLead(lead.id, everything, rep)
    expect(crm.productRows.of('D', deal?.id ?? 0)).toMatchObject([{ productName: 'Door', quantity: 2 }])
  })

  it('a second time makes a second deal, or is refused, by knob', () => {
    const { crm, knobs } = world.portal
    const lead = crm.add(1, { name: 'A' }, rep)
    crm.convertLead(lead.id, everything, rep)
    const again = crm.convertLead(lead.id, everything, rep)
    expect(crm.list(2, { filter: { leadId: lead.id } }, system).total).toBe(2)
    expect(again.deal?.isRepeatedApproach).toBe('Y')
    knobs.set('convertAgain', false)
    expect(() => crm.convertLead(lead.id, everything, rep)).toThrow('Insufficient permissions to change the stage')
  })

  it('is refused to people without the right', () => {
    const lead = world.portal.crm.add(1, { name: 'A' }, { ...rep, userId: 5 })
    expect(() => world.portal.crm.convertLead(lead.id, everything, rep)).toThrow('Access denied')
  })

  it('by a robot may stay silent, by knob, and never brings a user', () => {
    const { crm, knobs } = world.portal
    const convert = (): string[] => {
      const lead = crm.add(1, { name: 'A' }, rep)
      world.raised.length = 0
      crm.convertLead(lead.id, everything, system)
      return world.raised.map(({ actor }) => actor.kind)
    }
    expect(new Set(convert())).toEqual(new Set(['system']))
    knobs.set('robotConversionRaisesEvents', false)
    expect(convert()).toEqual([])
  })
})

describe('what hangs on a lead', () => {
  const callsOf = async (ownerTypeId: number, ownerId: number): Promise<string[]> =>
    (await world.call<{ ID: string }[]>('crm.activity.list', { filter: { OWNER_TYPE_ID: ownerTypeId, OWNER_ID: ownerId } })).map(({ ID }) => ID)
  const commentsOf = async (id: number): Promise<unknown[]> =>
    (await world.call<{ COMMENT: string }[]>('crm.timeline.comment.list', { filter: { ENTITY_TYPE: 'lead', ENTITY_ID: id } })).map(({ COMMENT }) => COMMENT)
  const callOn = (leadId: number): string =>
    String(world.portal.work.calls.make({ userId: 4, phoneNumber: '79990001122', durationSec: 60, owner: { entityTypeId: 1, entityId: leadId } }, system).activityId)

  it('shows on what is made of it, and goes when the last item goes', async () => {
    const lead = await world.add(1, { name: 'A' })
    const call = callOn(lead)
    const { deal } = world.portal.crm.convertLead(lead, { contact: false, company: false, deal: true }, system)
    expect(await world.call('crm.activity.binding.list', { activityId: call })).toEqual(expect.arrayContaining([{ entityTypeId: 1, entityId: lead }, { entityTypeId: 2, entityId: deal?.id }]))
    await world.call('crm.item.delete', { entityTypeId: 1, id: lead })
    expect(await callsOf(2, deal?.id ?? 0)).toEqual([call])
    await world.call('crm.item.delete', { entityTypeId: 2, id: deal?.id })
    expect(await world.refusal('crm.activity.get', { id: call })).toMatchObject({ status: 400, error: '' })
  })

  it('moves to the lead that a merge keeps, comments and calls alike', async () => {
    const [kept, doomed] = [await world.add(1, { name: 'A' }), await world.add(1, { name: 'A' })]
    const call = callOn(doomed)
    await world.call('crm.timeline.comment.add', { fields: { ENTITY_TYPE: 'lead', ENTITY_ID: doomed, COMMENT: 'Called twice' } })
    await world.call('crm.entity.mergeBatch', { params: { entityTypeId: 1, entityIds: [kept, doomed] } })
    expect([await callsOf(1, kept), await commentsOf(kept)]).toEqual([[call], ['Called twice']])
  })

  it('goes with a lead that is deleted', async () => {
    const lead = await world.add(1, { name: 'A' })
    const call = callOn(lead)
    const comment = await world.call<number>('crm.timeline.comment.add', { fields: { ENTITY_TYPE: 'lead', ENTITY_ID: lead, COMMENT: 'Gone soon' } })
    await world.call('crm.item.delete', { entityTypeId: 1, id: lead })
    expect(await world.refusal('crm.activity.get', { id: call })).toMatchObject({ status: 400 })
    expect(await world.refusal('crm.timeline.comment.get', { id: comment })).toMatchObject({ status: 400 })
  })
})

describe('a return of the client', () => {
  it('after a won deal makes the next deal a repeat one', () => {
    const { crm } = world.portal
    const { deal, contact } = crm.convertLead(crm.add(1, { name: 'A' }, rep).id, everything, rep)
    crm.update(2, deal?.id ?? 0, { stageId: 'WON' }, rep)
    expect(crm.add(2, { contactId: contact?.id }, rep)).toMatchObject({ isReturnCustomer: 'Y', isRepeatedApproach: 'N' })
  })
})

describe('simple mode', () => {
  it('turns a new lead into a contact and a deal at once', async () => {
    world.portal.knobs.set('crmMode', 'simple')
    expect(await world.call<number>('crm.settings.mode.get')).toBe(2)
    const id = await world.add(1, { name: 'Ann', title: 'Simple' })
    expect(await world.item(1, id)).toMatchObject({ stageId: 'CONVERTED' })
    expect(world.portal.crm.list(2, { filter: { leadId: id } }, system).items).toMatchObject([{ title: 'Simple', stageId: 'NEW' }])
  })

  it('may leave no lead behind, by knob', async () => {
    world.portal.knobs.set('crmMode', 'simple')
    world.portal.knobs.set('simpleModeLead', 'gone')
    const id = await world.call<number>('crm.lead.add', { fields: { NAME: 'Ann' } })
    expect(await world.refusal('crm.lead.get', { id })).toMatchObject({ status: 400, error: '', error_description: 'Not found' })
    expect(world.portal.crm.list(2, { filter: { leadId: id } }, system).total).toBe(1)
  })

  it('is off by default', async () => {
    expect(await world.call<number>('crm.settings.mode.get')).toBe(1)
  })
})

describe('robots of a stage', () => {
  it('message the client once per entry, and count it', () => {
    const { crm } = world.portal
    crm.robots.add({ entityTypeId: 1, pipelineId: 0, stageId: 'IN_PROCESS', action: { kind: 'message client', text: 'Hello' } })
    const lead = crm.add(1, {}, rep)
    crm.update(1, lead.id, { stageId: 'IN_PROCESS' }, rep)
    crm.update(1, lead.id, { title: 'Same stage' }, rep)
    expect(crm.robots.clientMessages(1, lead.id)).toBe(1)
    crm.update(1, lead.id, { stageId: 'NEW' }, rep)
    crm.update(1, lead.id, { stageId: 'IN_PROCESS' }, rep)
    expect(crm.robots.clientMessages(1, lead.id)).toBe(2)
  })

  it('can be set and counted from outside', async () => {
    await postJson(`${world.url}/_knobs`, { clientMessageStages: [{ entityTypeId: 1, stageId: 'IN_PROCESS' }] })
    const id = await world.add(1)
    await world.call('crm.item.update', { entityTypeId: 1, id, fields: { stageId: 'IN_PROCESS' } })
    const { items } = (await getJson(`${world.url}/_robots`)).body
    expect(items).toContainEqual({ entityTypeId: 1, id, count: 1 })
  })

  it('move and change items as the portal itself', () => {
    const { crm } = world.portal
    crm.robots.add({ entityTypeId: 1, pipelineId: 0, stageId: 'NEW', action: { kind: 'set field', field: 'comments', value: 'By robot' } })
    crm.robots.add({ entityTypeId: 1, pipelineId: 0, stageId: 'NEW', action: { kind: 'move', stageId: 'IN_PROCESS' } })
    const lead = crm.add(1, {}, rep)
    expect(crm.get(1, lead.id)).toMatchObject({ stageId: 'IN_PROCESS', movedBy: 0, updatedBy: 0, comments: 'By robot' })
    expect(world.raised.map(({ name, actor }) => [name, actor.kind])).toEqual([['ONCRMLEADADD', 'user'], ['ONCRMLEADUPDATE', 'system'], ['ONCRMLEADUPDATE', 'system']])
  })

  it('that chase each other come to an end', () => {
    const { crm } = world.portal
    crm.robots.add({ entityTypeId: 2, pipelineId: 0, stageId: 'NEW', action: { kind: 'move', stageId: 'PREPARATION' } })
    crm.robots.add({ entityTypeId: 2, pipelineId: 0, stageId: 'PREPARATION', action: { kind: 'move', stageId: 'NEW' } })
    expect(() => crm.add(2, {}, rep)).not.toThrow()
  })

  it('of one pipeline leave the others alone', () => {
    const { crm } = world.portal
    crm.robots.add({ entityTypeId: 2, pipelineId: 1, stageId: 'C1:NEW', action: { kind: 'message client', text: 'Hi' } })
    const deal = crm.add(2, {}, rep)
    expect(crm.robots.clientMessages(2, deal.id)).toBe(0)
    crm.update(2, deal.id, { categoryId: 1 }, rep)
    expect(crm.robots.clientMessages(2, deal.id)).toBe(1)
  })

  it('rest after REST moves when the knob says so', async () => {
    world.portal.crm.robots.add({ entityTypeId: 1, pipelineId: 0, stageId: 'JUNK', action: { kind: 'message client', text: 'Sorry' } })
    world.portal.knobs.set('robotsRunOnRestMoves', false)
    const id = await world.add(1)
    await world.call('crm.item.update', { entityTypeId: 1, id, fields: { stageId: 'JUNK' } })
    expect(world.portal.crm.robots.clientMessages(1, id)).toBe(0)
  })
})
