import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { activityListSchema, configurableActivitySchema } from '../../../src/contracts/rest/activities.schema.ts'
import { appInfoSchema, serverTimeSchema } from '../../../src/contracts/rest/app.schema.ts'
import { eventBindingListSchema, placementBindingListSchema } from '../../../src/contracts/rest/bindings.schema.ts'
import { boundFieldsResultSchema } from '../../../src/contracts/rest/bound-fields.schema.ts'
import { calendarSettingsSchema } from '../../../src/contracts/rest/calendar.schema.ts'
import { cardLayoutSchema } from '../../../src/contracts/rest/card-layout.schema.ts'
import { DEAL_SELECT, dealSchema, LEAD_SELECT, leadSchema } from '../../../src/contracts/rest/item.schema.ts'
import { offlineQueueSchema } from '../../../src/contracts/rest/offline-events.schema.ts'
import { departmentListSchema, profileSchema, userListSchema } from '../../../src/contracts/rest/people.schema.ts'
import { stageHistoryResultSchema } from '../../../src/contracts/rest/stage-history.schema.ts'
import { pipelineListSchema, stageListSchema } from '../../../src/contracts/rest/stages.schema.ts'
import { userFieldListSchema } from '../../../src/contracts/rest/user-fields.schema.ts'

/** Answers printed in the vendor's documentation, see the file's own head. */
const answers = JSON.parse(readFileSync(new URL('../../fixtures/rest-answers.json', import.meta.url), 'utf8')) as Record<string, unknown>

describe('documented answers', () => {
  it('of crm.item.get give a lead without contact data', () => {
    const lead = leadSchema.parse((answers['crm.item.get'] as { item: unknown }).item)
    expect(lead).toMatchObject({ entityTypeId: 1, itemId: 250, pipelineId: 0, stageId: 'IN_PROCESS', semantic: 'P', amountMinor: 99_990, currency: 'USD', sourceId: 'TRADE_SHOW', contactId: null, leadId: null, closedAt: null, isReturnCustomer: false })
    expect(lead.movedAt).toBe(Date.parse('2024-07-22T15:00:08Z'))
    expect(JSON.stringify(lead)).not.toMatch(/6111111111|admin@example|Administrative/)
  })

  it('of crm.item.add give a deal with its lead and pipeline', () => {
    expect(dealSchema.parse((answers['crm.item.add'] as { item: unknown }).item)).toMatchObject({ entityTypeId: 2, itemId: 342, pipelineId: 9, stageId: 'C9:UC_KN8KFI', leadId: 102, contactId: 4, amountMinor: 99_999 })
  })

  it('of crm.stagehistory.list give moves of deals', () => {
    expect(stageHistoryResultSchema.parse(answers['crm.stagehistory.list']).items).toEqual([{ historyId: 35, typeId: 1, itemId: 21, movedAt: Date.parse('2024-04-25T14:59:11Z'), pipelineId: 0, stageId: 'NEW', semantic: 'P' }])
  })

  it('of directories give stages with their meaning and pipelines', () => {
    expect(stageListSchema.parse(answers['crm.status.list'])[0]).toMatchObject({ directory: 'DEAL_STAGE', stageId: 'NEW', name: 'New', sort: 10, semantic: 'P', isSystem: true })
    expect(pipelineListSchema.parse(answers['crm.category.list']).find(pipeline => pipeline.isDefault)).toMatchObject({ pipelineId: 0 })
  })

  it('of user fields give options by XML_ID', () => {
    expect(userFieldListSchema.parse(answers['crm.lead.userfield.list'])[1]).toMatchObject({ fieldId: 6799, typeId: 'enumeration', isMultiple: true, label: 'Radio', options: expect.arrayContaining([{ id: 3157, xmlId: '79b4c576f96e65eb40f390e45c0dc802', value: 'Children\'s Radio', sort: 10 }]) })
  })

  it('of people give names and departments and no contact data', () => {
    const [first] = userListSchema.parse(answers['user.get'])
    expect(first).toEqual({ userId: 1, active: true, name: 'Vadim Valeev', position: null, timeZone: null, departmentIds: [1], userType: 'employee' })
    expect(departmentListSchema.parse(answers['department.get'])[0]).toEqual({ departmentId: 15, name: 'R&D', parentId: 1, headUserId: null })
    expect(profileSchema.parse(answers.profile)).toEqual({ userId: 1, isAdmin: true, name: 'Vadim Valeev', timeZone: null })
  })

  it('of the application give what it is', () => {
    expect(appInfoSchema.parse(answers['app.info'])).toMatchObject({ localId: 5, code: 'telefum24.kp10', version: '4', isInstalled: true })
    expect(serverTimeSchema.parse('2024-08-05T12:02:13+03:00')).toEqual({ at: Date.parse('2024-08-05T09:02:13Z'), offsetMinutes: 180 })
  })

  it('of bindings give handlers and placements', () => {
    expect(eventBindingListSchema.parse(answers['event.get'])).toMatchObject([{ event: 'ONCRMLEADADD', userId: null, isOffline: false }, { userId: 15 }])
    expect(placementBindingListSchema.parse(answers['placement.get'])[0]).toMatchObject({ placement: 'CRM_DEAL_LIST_TOOLBAR', userId: null })
  })

  it('of activities give calls and records', () => {
    expect(activityListSchema.parse(answers['crm.activity.list'])[0]).toMatchObject({ activityId: 20, entityTypeId: 3, itemId: 15, isCall: true, isOutgoing: true, isCompleted: true })
    expect(configurableActivitySchema.parse(answers['crm.activity.configurable.get'])).toMatchObject({ activityId: 8903, entityTypeId: 1, itemId: 2975, isCompleted: false })
  })

  it('of the calendar give working hours and days of the year', () => {
    expect(calendarSettingsSchema.parse(answers['calendar.settings.get'])).toMatchObject({ fromMinute: 540, toMinute: 1140, daysOff: [5, 6], weekStart: 0, yearWorkdays: [{ day: 31, month: 12 }] })
  })

  it('of the offline queue give events without data', () => {
    expect(offlineQueueSchema.parse(answers['event.offline.get'])).toEqual({ processId: null, events: [{ queueId: '1', name: 'ONCRMLEADADD', objectId: null, messageId: '1', processId: null }] })
  })

  it('of the card layout keep every key, because it is written back whole', () => {
    const layout = cardLayoutSchema.parse(answers['crm.item.details.configuration.get'])
    expect(layout?.[0]?.elements.find(element => element.name === 'CLIENT')).toEqual({ name: 'CLIENT', optionFlags: 1, options: { defaultCountry: 'RU' } })
    expect([null, [], false].map(value => cardLayoutSchema.parse(value))).toEqual([null, null, null])
  })
})

describe('rows the documentation does not show', () => {
  const bare = { id: '7', stageId: 'NEW', createdTime: '2026-01-01T00:00:00+03:00', updatedTime: '2026-01-01T00:00:00+03:00' }

  it('of leads may lack everything but id, stage and times', () => {
    expect(leadSchema.parse(bare)).toMatchObject({ itemId: 7, assignedBy: null, amountMinor: null, nativeIds: { verdict: null, criteria: [], card: null } })
  })

  it('of leads carry our fields in any spelling', () => {
    const lead = leadSchema.parse({ ...bare, UF_CRM_PT_VERDICT: 81, UF_CRM_PT_CRITERIA: ['90', 91], UF_CRM_PT_WARMTH: '', UF_CRM_PT_REASON: ['5'], UF_CRM_PT_CARD: '{}' })
    expect(lead.nativeIds).toEqual({ verdict: '81', warmth: null, reason: '5', review: null, criteria: ['90', '91'], card: '{}' })
  })

  it('of leads without an id or a stage are refused', () => {
    expect(leadSchema.safeParse({ ...bare, id: null }).success).toBe(false)
    expect(leadSchema.safeParse({ ...bare, stageId: undefined }).success).toBe(false)
  })

  it('of deals count the day of closing only when they are closed', () => {
    const deal = { ...bare, categoryId: '3', closedate: '2026-02-01T00:00:00+03:00' }
    expect(dealSchema.parse({ ...deal, closed: 'N' }).closedAt).toBeNull()
    expect(dealSchema.parse({ ...deal, closed: 'Y' }).closedAt).toBe(Date.parse('2026-01-31T21:00:00Z'))
  })

  it('of stage moves of leads name STATUS_ID', () => {
    const move = { ID: '1', TYPE_ID: '3', OWNER_ID: '7', CREATED_TIME: '2026-01-01T00:00:00+03:00', STATUS_ID: 'JUNK', STATUS_SEMANTIC_ID: 'F' }
    expect(stageHistoryResultSchema.parse({ items: [move] }).items[0]).toMatchObject({ pipelineId: 0, stageId: 'JUNK', semantic: 'F' })
    expect(stageHistoryResultSchema.safeParse({ items: [{ ...move, STATUS_ID: null }] }).success).toBe(false)
  })

  it('of fields that hold files or objects answer nothing', () => {
    expect(boundFieldsResultSchema.parse({ items: [{ id: 1, UF_CRM_A: 'Y', UF_CRM_B: { url: 'x' }, UF_CRM_C: ['1', 2] }] })).toEqual({ id: 1, UF_CRM_A: 'Y', UF_CRM_B: null, UF_CRM_C: ['1', 2] })
    expect(boundFieldsResultSchema.parse({ items: [] })).toEqual({})
  })

  it('are asked for by name, contact fields never', () => {
    expect(LEAD_SELECT).toContain('UF_CRM_PT_VERDICT')
    expect(DEAL_SELECT).toContain('leadId')
    expect([...LEAD_SELECT, ...DEAL_SELECT].filter(name => /phone|email|fm|^name|lastName|comments|\*/i.test(name))).toEqual([])
  })
})
