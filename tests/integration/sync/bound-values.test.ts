import type { Criterion } from '../../../src/domain/criterion.ts'
import type { BoundValues } from '../../../src/store/bound-values.ts'
import type { PastScene } from '../../support/past-scene.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createJoinedReads } from '../../../src/bitrix/joined-reads.ts'
import { createBoundFieldReader } from '../../../src/feedback/bound-fields.ts'
import { readPrefill } from '../../../src/feedback/feedback-form.ts'
import { backfillPortal } from '../../../src/sync/backfill/backfill-portal.ts'
import { readBoundValues } from '../../../src/sync/read-bound-values.ts'
import { openDraft } from '../../../src/treaty/open-draft.ts'
import { previewTreaty } from '../../../src/treaty/preview-treaty.ts'
import { saveDraft } from '../../../src/treaty/save-draft.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { PEOPLE } from '../../support/gate-scene.ts'
import { openPastScene } from '../../support/past-scene.ts'

const DAY_MS = 86_400_000
const LEADS = 120
const asAdmin = { kind: 'user', userId: PEOPLE.admin, appId: null } as const
const rop = { userId: PEOPLE.rop, name: 'Роп', roles: ['rop'], language: 'ru' } as const
const base = { hint: { ru: '', en: '' }, words: { ru: 'Вопрос', en: 'Question' }, mandatory: true }

describeOnBothEngines('criteria bound to fields of the CRM', (engine) => {
  let scene: PastScene
  let bound: Criterion[]
  const lead = (index: number): number => scene.leads[index]!
  const read = async (): Promise<number> => readBoundValues(scene.deps, await scene.portalRow())
  const inDays = (days: number): string => new Date(scene.now() + days * DAY_MS).toISOString().slice(0, 10)
  const preview = async () => (await previewTreaty(scene.deps, scene.portalId, rop, { versionNo: (await scene.store.treaties.latestDraft(scene.portalId))!.versionNo, after: null })).tally

  /** Values kept of a lead; undefined = none. */
  async function valuesOf(itemId: number): Promise<BoundValues['fields'] | undefined> {
    const { createdAt } = (await scene.store.items.get(scene.portalId, { entityTypeId: 1, itemId }))!
    const [item] = await scene.store.cohorts.page(scene.portalId, { entityTypeId: 1, pipelineId: 0, fromAt: createdAt, toAt: createdAt + 1, beyondStageIds: [], dealPipelineIds: [], withFields: true }, { createdAt, itemId: itemId - 1 }, 1)
    return item && Object.keys(item.fields).length > 0 ? item.fields : undefined
  }

  async function draftWith(criteria: readonly Criterion[]): Promise<void> {
    const { document } = (await scene.treaties.signed(scene.portalId)).at(-1)!
    const open = await openDraft(scene.deps, scene.portalId, { document, createdBy: null })
    await saveDraft(scene.deps, scene.portalId, rop, { versionNo: open.versionNo, revision: open.revision, document: { ...document, criteria }, startsAt: null })
  }

  beforeAll(async () => {
    scene = await openPastScene(engine.store, { seed: 78, leads: LEADS })
    const add = (fields: Record<string, unknown>): Promise<unknown> => scene.clients.forPortal(scene.portalId).call('crm.lead.userfield.add', { fields }, { lane: 'people' })
    await add({ FIELD_NAME: 'AREA', USER_TYPE_ID: 'enumeration', LABEL: 'Район', LIST: [{ VALUE: 'Центр' }, { VALUE: 'Окраина' }] })
    await add({ FIELD_NAME: 'MORTGAGE', USER_TYPE_ID: 'boolean', LABEL: 'Ипотека одобрена' })
    await add({ FIELD_NAME: 'BUDGET', USER_TYPE_ID: 'money', LABEL: 'Бюджет' })
    await add({ FIELD_NAME: 'BUY_BY', USER_TYPE_ID: 'date', LABEL: 'Купит до' })
    await add({ FIELD_NAME: 'NOTE', USER_TYPE_ID: 'string', LABEL: 'Заметка о клиенте' })
    const [centre, outskirts] = scene.portal.crm.userFields(1).find(({ fieldName }) => fieldName === 'UF_CRM_AREA')!.options.map(({ id }) => id)
    bound = [
      { ...base, code: 'area', kind: 'choice', field: 'UF_CRM_AREA', metValues: [String(centre)] },
      { ...base, code: 'mortgage', kind: 'yes_no', field: 'UF_CRM_MORTGAGE' },
      { ...base, code: 'budget', kind: 'number_range', field: 'UF_CRM_BUDGET', min: null, max: 1_000_000, tolerancePercent: 25 },
      { ...base, code: 'horizon', kind: 'date_horizon', field: 'UF_CRM_BUY_BY', withinDays: 365 },
    ]
    const good = { UF_CRM_AREA: centre, UF_CRM_MORTGAGE: '1', UF_CRM_BUDGET: '1250000|RUB', UF_CRM_BUY_BY: inDays(200), UF_CRM_NOTE: 'Пётр, 8 900 000-00-00' }
    const put = (index: number, fields: Record<string, unknown>): unknown => scene.portal.crm.update(1, lead(index), fields, asAdmin)
    put(0, good)
    put(1, { ...good, UF_CRM_AREA: outskirts })
    put(2, { ...good, UF_CRM_BUDGET: '1250001|RUB' })
    put(3, { ...good, UF_CRM_MORTGAGE: '0', UF_CRM_BUY_BY: inDays(400) })
    await backfillPortal(scene.backfill, { portalId: scene.portalId, owner: 'test', isStopping: () => false })
    // All were called good by their reps, and the day they came is a day of the last month.
    for (const index of [0, 1, 2, 3, 4])
      await scene.store.feedback.append(scene.portalId, { entityTypeId: 1, itemId: lead(index), kind: 'verdict', label: 'qualified', answers: { area: 'met', mortgage: 'met', budget: 'met', horizon: 'met' }, prefilled: [], warmth: 'hot', reason: null, comment: null, complete: true, unproven: false, authorId: PEOPLE.rep, route: 'api', evidence: { proven: true, givenAs: 'rep' }, versionNo: 1, givenAt: scene.now(), dedupeKey: `bound:${index}`, durationMs: null })
  })
  afterAll(() => scene.close())

  it('answer themselves in the form, whatever their kind', async () => {
    const document = { ...(await scene.treaties.signed(scene.portalId)).at(-1)!.document, criteria: bound }
    const form = { readBoundFields: createBoundFieldReader({ reads: createJoinedReads({ clients: scene.clients }), now: scene.now }), now: scene.now }
    const answers = (index: number) => readPrefill(form, scene.portalId, { entityTypeId: 1, itemId: lead(index) }, document)
    expect(await answers(0)).toEqual({ area: 'met', mortgage: 'met', budget: 'met', horizon: 'met' })
    expect(await answers(1)).toMatchObject({ area: 'not_met', budget: 'met' })
    expect(await answers(2)).toMatchObject({ area: 'met', budget: 'not_met' })
    expect(await answers(3)).toMatchObject({ mortgage: 'not_met', horizon: 'not_met' })
    expect(await answers(4)).toEqual({ mortgage: 'not_met' })
  })

  it('are not read while nothing is bound to more than amount and source', async () => {
    await draftWith(bound.map(criterion => ({ ...criterion, field: criterion.code === 'budget' ? 'opportunity' : null })))
    scene.forgetRequests()
    expect(await read()).toBe(0)
    expect(scene.requests()).toBe(0)
  })

  it('are read of last month\'s leads in a request or two once a draft binds them; texts never are', async () => {
    await draftWith([...bound, { ...base, code: 'note', kind: 'choice', field: 'UF_CRM_NOTE', metValues: [], mandatory: false }])
    scene.forgetRequests()
    expect(await read()).toBe(LEADS)
    expect(scene.requests()).toBeLessThanOrEqual(4)
    expect(JSON.stringify(scene.calls())).not.toContain('UF_CRM_NOTE')
    expect(await valuesOf(lead(0))).toEqual({ UF_CRM_AREA: expect.anything(), UF_CRM_MORTGAGE: expect.anything(), UF_CRM_BUDGET: '1250000|RUB', UF_CRM_BUY_BY: expect.stringContaining(inDays(200)) })
    expect(await read()).toBe(0)
  })

  it('are answered by the draft\'s own bounds in the look back; the rest keeps the rep\'s answer', async () => {
    await draftWith(bound)
    scene.advance(DAY_MS)
    await read()
    // The fifth lead has no values but an empty tick: not approved.
    expect(await preview()).toMatchObject({ byLabel: { qualified: 1 }, incomplete: 4, unread: 0 })
    await draftWith(bound.map(criterion => criterion.kind === 'number_range' ? { ...criterion, max: 2_000_000 } : criterion))
    expect(await preview()).toMatchObject({ byLabel: { qualified: 2 }, incomplete: 3, unread: 0 })
  })

  it('say of how many leads the answer is the rep\'s, until another field was read', async () => {
    await draftWith([bound[1]!, { ...bound[2]!, field: 'UF_CRM_GONE' } as Criterion])
    expect(await preview()).toMatchObject({ unread: 5 })
    await draftWith(bound.slice(0, 2))
    await read()
    expect(await preview()).toMatchObject({ byLabel: { qualified: 2 }, unread: 0 })
    expect(Object.keys(await valuesOf(lead(0)) ?? {})).toEqual(['UF_CRM_AREA', 'UF_CRM_MORTGAGE'])
  })

  it('follow a change of the card the next day, which the draft does not tell', async () => {
    scene.portal.crm.update(1, lead(3), { UF_CRM_MORTGAGE: '1' }, asAdmin)
    expect(await read()).toBe(0)
    scene.advance(DAY_MS)
    expect(await read()).toBe(LEADS)
    expect(await preview()).toMatchObject({ byLabel: { qualified: 3 } })
  })

  it('are forgotten when nothing is bound any more', async () => {
    await draftWith(bound.map(criterion => ({ ...criterion, field: null })))
    expect(await read()).toBe(0)
    expect(await valuesOf(lead(0))).toBeUndefined()
  })

  it('ask the portal for nothing undocumented', () => {
    expect(scene.portal.violations.list()).toEqual([])
  })
})
