import type { Route } from '../portal/crm/crm.ts'
import type { KnobValues } from '../portal/knobs/knob-values.ts'
import type { CrmWorld } from './crm-world.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createCrmWorld } from './crm-world.ts'

let world: CrmWorld
const admin = { kind: 'user', userId: 1, appId: null } as const

beforeAll(async () => {
  world = await createCrmWorld()
  await world.call('crm.lead.userfield.add', { fields: { FIELD_NAME: 'MUST', USER_TYPE_ID: 'string', MANDATORY: 'N', EDIT_FORM_LABEL: 'Обязательное' } })
  await world.call('crm.lead.userfield.add', { fields: { FIELD_NAME: 'LATER', USER_TYPE_ID: 'string' } })
})
beforeEach(() => {
  world.clear()
  setMandatory(false)
  world.portal.crm.settings.stageRequirements = []
})
afterAll(() => world.close())

function setMandatory(mandatory: boolean): void {
  const field = world.portal.crm.userFieldStore.byName(1, 'UF_CRM_MUST')
  world.portal.crm.userFieldStore.update(field?.id ?? 0, { mandatory }, admin)
}

function requireFrom(...stageIds: string[]): void {
  world.portal.crm.settings.stageRequirements = [{ entityTypeId: 1, pipelineId: 0, fieldName: 'UF_CRM_LATER', stageIds }]
}

describe('a mandatory field', () => {
  it('stops crm.item.add, and names itself', async () => {
    setMandatory(true)
    expect(await world.refusal('crm.item.add', { entityTypeId: 1, fields: { title: 'x' } })).toEqual({ status: 400, error: 'CRM_FIELD_ERROR_REQUIRED', error_description: 'The "Обязательное" field is required' })
    expect(await world.add(1, { UF_CRM_MUST: 'here' })).toBeGreaterThan(0)
  })

  it('stops crm.item.update only when the stage changes', async () => {
    const id = await world.add(1)
    setMandatory(true)
    expect(await world.call('crm.item.update', { entityTypeId: 1, id, fields: { title: 'Renamed' } })).toMatchObject({ item: { title: 'Renamed' } })
    expect(await world.refusal('crm.item.update', { entityTypeId: 1, id, fields: { stageId: 'IN_PROCESS' } })).toMatchObject({ status: 400, error: 'CRM_FIELD_ERROR_REQUIRED' })
    expect((await world.item(1, id)).stageId).toBe('NEW')
    expect(await world.call('crm.item.update', { entityTypeId: 1, id, fields: { stageId: 'IN_PROCESS', UF_CRM_MUST: 'now' }, useOriginalUfNames: 'Y' })).toMatchObject({ item: { stageId: 'IN_PROCESS' } })
  })

  it('does not stop a move to another pipeline', async () => {
    await world.call('crm.deal.userfield.add', { fields: { FIELD_NAME: 'MUST', USER_TYPE_ID: 'string', MANDATORY: 'Y' } })
    const id = await world.add(2, { UF_CRM_MUST: 'x' })
    await world.call('crm.item.update', { entityTypeId: 2, id, fields: { UF_CRM_MUST: '' }, useOriginalUfNames: 'Y' })
    expect(await world.call('crm.item.update', { entityTypeId: 2, id, fields: { categoryId: 1 } })).toMatchObject({ item: { stageId: 'C1:NEW' } })
    expect(await world.refusal('crm.item.update', { entityTypeId: 2, id, fields: { stageId: 'C1:PREPARATION' } })).toMatchObject({ error: 'CRM_FIELD_ERROR_REQUIRED' })
  })

  it('stops classic crm.lead.add by knob only, without a code', async () => {
    setMandatory(true)
    expect(await world.refusal('crm.lead.add', { fields: { TITLE: 'x' } })).toMatchObject({ status: 400, error: '' })
    world.portal.knobs.set('classicAddChecksMandatoryFields', false)
    expect(await world.call<number>('crm.lead.add', { fields: { TITLE: 'x' } })).toBeGreaterThan(0)
  })

  it('stops imports by knob only', async () => {
    setMandatory(true)
    expect(await world.call('crm.item.import', { entityTypeId: 1, fields: { title: 'x' } })).toMatchObject({ item: { id: expect.any(Number) } })
    world.portal.knobs.set('importChecksMandatoryFields', true)
    expect(await world.refusal('crm.item.import', { entityTypeId: 1, fields: { title: 'x' } })).toMatchObject({ error: 'CRM_FIELD_ERROR_REQUIRED' })
  })
})

describe('a field required from a stage', () => {
  it('stops the move into that stage and no other', async () => {
    requireFrom('PROCESSED', 'CONVERTED')
    const id = await world.add(1)
    await world.call('crm.item.update', { entityTypeId: 1, id, fields: { stageId: 'IN_PROCESS' } })
    expect(await world.refusal('crm.item.update', { entityTypeId: 1, id, fields: { stageId: 'PROCESSED' } })).toMatchObject({ error: 'CRM_FIELD_ERROR_REQUIRED' })
    await world.call('crm.item.update', { entityTypeId: 1, id, fields: { stageId: 'JUNK' } })
    expect((await world.item(1, id)).stageId).toBe('JUNK')
  })

  it('stops a birth in that stage', async () => {
    requireFrom('CONVERTED')
    expect(await world.refusal('crm.item.add', { entityTypeId: 1, fields: { stageId: 'CONVERTED' } })).toMatchObject({ error: 'CRM_FIELD_ERROR_REQUIRED' })
  })

  const roads: [Route, keyof KnobValues | null, boolean][] = [
    ['card', null, true],
    ['kanban', 'kanbanChecksRequiredFields', true],
    ['mass', 'massEditChecksRequiredFields', false],
    ['robot', null, false],
    ['classic', null, false],
  ]
  it.each(roads)('on the road %s (knob %s) is checked: %s', (route, knob, isChecked) => {
    requireFrom('PROCESSED')
    const { crm, knobs } = world.portal
    const move = (): unknown => crm.update(1, crm.add(1, {}, admin).id, { stageId: 'PROCESSED' }, admin, route)
    const check = (isStopped: boolean): void => isStopped ? expect(move).toThrow(/field is required/) : expect(move).not.toThrow()
    check(isChecked)
    if (knob !== null) {
      knobs.set(knob, !isChecked)
      check(!isChecked)
    }
  })

  it('stops a conversion by knob', () => {
    requireFrom('CONVERTED')
    const { crm, knobs } = world.portal
    const options = { contact: true, company: false, deal: true }
    expect(crm.convertLead(crm.add(1, { title: 'a' }, admin).id, options, admin).lead.stageId).toBe('CONVERTED')
    knobs.set('conversionChecksRequiredFields', true)
    const lead = crm.add(1, { title: 'b' }, admin)
    const before = crm.count(2)
    expect(() => crm.convertLead(lead.id, options, admin)).toThrow(/field is required/)
    expect(crm.count(2)).toBe(before)
  })
})
