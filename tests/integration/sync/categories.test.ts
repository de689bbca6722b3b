import type { Portal } from '../../../src/store/portals.ts'
import type { PastScene } from '../../support/past-scene.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chooseCategoryField, readCategoryField } from '../../../src/portals/category-field.ts'
import { backfillPortal } from '../../../src/sync/backfill/backfill-portal.ts'
import { readCategories } from '../../../src/sync/read-categories.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { PEOPLE } from '../../support/gate-scene.ts'
import { openPastScene } from '../../support/past-scene.ts'

const DAY_MS = 86_400_000
const admin = { userId: PEOPLE.admin, roles: ['admin'], language: 'ru' } as const
const asAdmin = { kind: 'user', userId: PEOPLE.admin, appId: null } as const

describeOnBothEngines('the product category of leads', (engine) => {
  let scene: PastScene
  const option = (name: string): number => scene.portal.crm.userFields(1).find(field => field.fieldName === 'UF_CRM_GROUP')?.options.find(one => one.value === name)?.id ?? 0
  const put = (lead: number, group: string): unknown => scene.portal.crm.update(1, lead, { UF_CRM_GROUP: option(group) }, asAdmin)
  const portal = async (): Promise<Portal> => scene.portalRow()
  const read = async (): Promise<number> => readCategories(scene.deps, await portal())
  const category = async (lead: number): Promise<string | null | undefined> => (await scene.store.items.get(scene.portalId, { entityTypeId: 1, itemId: lead }))?.categoryKey
  const marked = async (): Promise<number[]> => (await scene.store.figureFacts.takeMarked(scene.portalId, 1_000)).map(ref => ref.itemId)

  beforeAll(async () => {
    scene = await openPastScene(engine.store, { seed: 77, leads: 130 })
    await scene.clients.forPortal(scene.portalId).call('crm.lead.userfield.add', { fields: { FIELD_NAME: 'GROUP', USER_TYPE_ID: 'enumeration', EDIT_FORM_LABEL: { ru: 'Группа', en: 'Group' }, LIST: [{ VALUE: 'Кухни' }, { VALUE: 'Двери' }] } }, { lane: 'people' })
    await scene.clients.forPortal(scene.portalId).call('crm.lead.userfield.add', { fields: { FIELD_NAME: 'NUMBER', USER_TYPE_ID: 'double', LABEL: 'Число' } }, { lane: 'people' })
    scene.leads.forEach((lead, index) => index % 3 > 0 && put(lead, index % 3 === 1 ? 'Кухни' : 'Двери'))
    await backfillPortal(scene.backfill, { portalId: scene.portalId, owner: 'test', isStopping: () => false })
  })
  afterAll(() => scene.close())

  it('is not known before an administrator has chosen its field, and may be a list or a text', async () => {
    expect(await read()).toBe(0)
    const answer = await readCategoryField(scene.deps, scene.portalId, admin)
    expect(answer.current).toBeNull()
    expect(answer.candidates.map(one => one.fieldName)).toContain('UF_CRM_GROUP')
    expect(answer.candidates.map(one => one.fieldName)).not.toContain('UF_CRM_NUMBER')
    expect(answer.candidates.filter(one => one.fieldName.startsWith('UF_CRM_PT_'))).toEqual([])
  })

  it('is chosen by an administrator alone; a field that is none is refused with a sentence', async () => {
    await expect(chooseCategoryField(scene.deps, scene.portalId, { ...admin, roles: ['rop'] }, 'UF_CRM_GROUP')).rejects.toMatchObject({ status: 403 })
    await expect(chooseCategoryField(scene.deps, scene.portalId, admin, 'UF_CRM_NUMBER')).rejects.toMatchObject({ status: 400, message: expect.stringContaining('UF_CRM_NUMBER') })
    await expect(chooseCategoryField(scene.deps, scene.portalId, admin, 'UF_CRM_NOTHING')).rejects.toMatchObject({ status: 400 })
    expect(await scene.store.categoryFields.get(scene.portalId)).toBeNull()
  })

  it('is read of every lead once the field is chosen, and their figures are worked out again', async () => {
    await chooseCategoryField(scene.deps, scene.portalId, admin, 'UF_CRM_GROUP')
    const { rows } = await scene.store.audit.list(scene.portalId, { action: 'category_field.chosen' }, { limit: 5 })
    expect(rows).toMatchObject([{ actorId: PEOPLE.admin, subject: 'UF_CRM_GROUP', detail: { before: null } }])
    await scene.store.figureFacts.doneMarked(scene.portalId, await scene.store.figureFacts.takeMarked(scene.portalId, 1_000))
    expect(await read()).toBe(scene.leads.filter((_, index) => index % 3 > 0).length)
    expect(await Promise.all(scene.leads.slice(0, 3).map(category))).toEqual([null, 'Кухни', 'Двери'])
    expect((await marked()).sort((one, other) => one - other)).toEqual(scene.leads.filter((_, index) => index % 3 > 0))
    expect(await read()).toBe(0)
    expect((await readCategoryField(scene.deps, scene.portalId, admin)).current).toMatchObject({ fieldName: 'UF_CRM_GROUP', readAt: expect.any(Number), isMissing: false })
  })

  it('follows a change of the lead by its event', async () => {
    const [lead] = scene.leads as [number]
    put(lead, 'Двери')
    await scene.settle()
    expect(await category(lead)).toBe('Двери')
    scene.portal.crm.update(1, lead, { UF_CRM_GROUP: null }, asAdmin)
    await scene.settle()
    expect(await category(lead)).toBeNull()
  })

  it('takes the new name of an option the next day, which no event tells', async () => {
    const field = scene.portal.crm.userFields(1).find(one => one.fieldName === 'UF_CRM_GROUP')!
    await scene.clients.forPortal(scene.portalId).call('crm.lead.userfield.update', { id: field.id, fields: { LIST: field.options.map(one => ({ ID: one.id, VALUE: one.value === 'Кухни' ? 'Кухни и столы' : one.value })) } }, { lane: 'people' })
    expect(await read()).toBe(0)
    scene.advance(DAY_MS)
    expect(await read()).toBeGreaterThan(0)
    expect(await category(scene.leads[1]!)).toBe('Кухни и столы')
  })

  it('is forgotten when no field is chosen any more', async () => {
    expect((await chooseCategoryField(scene.deps, scene.portalId, admin, null)).current).toBeNull()
    expect(await category(scene.leads[1]!)).toBeNull()
    expect(await read()).toBe(0)
  })

  it('asks the portal for nothing undocumented', () => {
    expect(scene.portal.violations.list()).toEqual([])
  })
})
