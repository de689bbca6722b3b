import { describe, expect, it } from 'vitest'
import { READABLE_EVENTS, readPortalEvent } from '../../../src/contracts/events/portal-event.ts'

const auth = { member_id: 'm_1', application_token: 'apptok', domain: 'acme.bitrix24.eu' }
const event = (name: string, data: unknown, more: Record<string, unknown> = {}) => readPortalEvent({ event: name, data, auth, ts: '1790000123', ...more })

describe('events of a portal', () => {
  it.each([
    ['ONCRMLEADADD', { entityTypeId: 1, itemId: 4812 }, false],
    ['ONCRMLEADDELETE', { entityTypeId: 1, itemId: 4812 }, true],
    ['OnCrmDealUpdate', { entityTypeId: 2, itemId: 4812 }, false],
    ['ONCRMDEALMOVETOCATEGORY', { entityTypeId: 2, itemId: 4812 }, false],
  ])('%s say which item to look at', (name, item, deleted) => {
    expect(event(name, { FIELDS: { ID: '4812', CATEGORY_ID: '1' } })).toMatchObject({ kind: 'item', name: name.toUpperCase(), item, deleted, sentAtSec: 1790000123 })
  })

  it('tell who sent them, tokens only when there are any', () => {
    expect(event('ONCRMLEADADD', { FIELDS: { ID: '1' } })?.auth).toMatchObject({ memberId: 'm_1', applicationToken: 'apptok', accessToken: null, refreshToken: null })
    const withToken = readPortalEvent({ event: 'ONCRMLEADADD', data: { FIELDS: { ID: '1' } }, auth: { ...auth, access_token: 'at', expires_in: '3600', scope: 'crm im,placement' } })
    expect(withToken?.auth).toMatchObject({ accessToken: 'at', expiresInSec: 3600, scopes: ['crm', 'im', 'placement'] })
    expect(withToken?.sentAtSec).toBeNull()
  })

  it.each([
    ['nothing', undefined],
    ['no name', { data: {}, auth }],
    ['no sender', { event: 'ONCRMLEADADD', data: { FIELDS: { ID: '1' } } }],
    ['an empty sender', { event: 'ONCRMLEADADD', data: { FIELDS: { ID: '1' } }, auth: { member_id: '' } }],
    ['a name nobody knows', { event: 'ONSOMETHING', data: {}, auth }],
    ['no id', { event: 'ONCRMLEADADD', data: { FIELDS: {} }, auth }],
    ['an id of zero', { event: 'ONCRMLEADADD', data: { FIELDS: { ID: '0' } }, auth }],
    ['an id that is no number', { event: 'ONCRMLEADADD', data: { FIELDS: { ID: '1 or 1=1' } }, auth }],
    ['data of a wrong shape', { event: 'ONCRMLEADADD', data: 'x', auth }],
  ])('with %s are not read', (_, body) => {
    expect(readPortalEvent(body)).toBeNull()
  })

  it('about the application carry version and the wish to wipe', () => {
    expect(event('ONAPPUNINSTALL', { LANGUAGE_ID: 'ru', CLEAN: '1' })).toMatchObject({ kind: 'lifecycle', name: 'ONAPPUNINSTALL', clean: true, language: 'ru', version: null })
    expect(event('ONAPPUPDATE', { VERSION: '4', PREVIOUS_VERSION: '3' })).toMatchObject({ version: '4', previousVersion: '3', clean: false })
    expect(readPortalEvent({ event: 'ONAPPMETHODCONFIRM', auth: { member_id: 'm_1', server_andpoint: 'https://oauth.example/rest/' } })?.auth.serverEndpoint).toBe('https://oauth.example/rest/')
  })

  it('about fields, activities, calls and tasks name what to look at', () => {
    expect(event('ONCRMLEADUSERFIELDSETENUMVALUES', { FIELDS: { ID: '6977', ENTITY_ID: 'CRM_LEAD', FIELD_NAME: 'UF_CRM_PT_VERDICT' } })).toMatchObject({ kind: 'field', entityTypeId: 1, fieldName: 'UF_CRM_PT_VERDICT' })
    expect(event('onCrmActivityAdd', { FIELDS: { ID: '999' } })).toMatchObject({ kind: 'activity', activityId: 999 })
    expect(event('ONVOXIMPLANTCALLEND', { CALL_ID: 'c1', PORTAL_USER_ID: '12', CALL_DURATION: '48', CRM_ACTIVITY_ID: '7953', PHONE_NUMBER: '+499061234567' })).toEqual(expect.objectContaining({ kind: 'call_end', callId: 'c1', userId: 12, durationSec: 48, activityId: 7953 }))
    expect(event('ONTASKUPDATE', { FIELDS_BEFORE: { ID: '5' }, FIELDS_AFTER: { ID: '5' }, IS_ACCESSIBLE_AFTER: 'undefined' })).toMatchObject({ kind: 'task', taskId: 5 })
    expect(event('ONTASKDELETE', { FIELDS_BEFORE: { ID: '5' }, FIELDS_AFTER: 'undefined' })).toMatchObject({ taskId: 5 })
  })

  it('that only wake us need no data', () => {
    expect(event('ONOFFLINEEVENT', undefined)).toMatchObject({ kind: 'offline_wake' })
  })

  it('never pass on a phone number', () => {
    expect(JSON.stringify(event('ONVOXIMPLANTCALLEND', { CALL_ID: 'c1', PHONE_NUMBER: '+499061234567' }))).not.toContain('499061234567')
  })

  it('can all be bound by name', () => {
    expect(READABLE_EVENTS).toContain('ONCRMTIMELINEITEMACTION')
    expect(READABLE_EVENTS.every(name => name === name.toUpperCase())).toBe(true)
  })
})

describe('a click in the timeline', () => {
  const expected = { kind: 'timeline_click', actionId: 'verdict', entityTypeId: 1, itemId: 1042, activityId: 999, claimedUserId: 12, params: { nonce: 'n1', label: 'spam' } }

  it.each([
    ['as documented', { id: 'verdict', entityTypeId: '1', entityId: '1042', activityId: '999', userId: '12', actionParams: { nonce: 'n1', label: 'spam' } }],
    ['in capitals', { ID: 'verdict', ENTITY_TYPE_ID: '1', ENTITY_ID: '1042', ACTIVITY_ID: '999', USER_ID: '12', ACTION_PARAMS: { nonce: 'n1', label: 'spam' } }],
    ['inside FIELDS', { FIELDS: { id: 'verdict', entityTypeId: 1, entityId: 1042, activityId: 999, userId: 12, actionParams: { nonce: 'n1', label: 'spam' } } }],
    ['with parameters as JSON text', { id: 'verdict', entityTypeId: '1', entityId: '1042', activityId: '999', userId: '12', actionParams: '{"nonce":"n1","label":"spam"}' }],
    ['with an owner instead of an entity', { id: 'verdict', ownerTypeId: '1', ownerId: '1042', activityId: '999', userId: '12', actionParams: { nonce: 'n1', label: 'spam' } }],
  ])('is read %s', (_, data) => {
    expect(event('ONCRMTIMELINEITEMACTION', data)).toMatchObject(expected)
  })

  it.each([['nothing', undefined], ['text', 'x'], ['strange types', { entityTypeId: 'lead', entityId: [], actionParams: '{broken' }]])('made of %s names nothing and does not fail', (_, data) => {
    expect(event('ONCRMTIMELINEITEMACTION', data)).toMatchObject({ actionId: null, entityTypeId: null, itemId: null, activityId: null, params: {} })
  })
})
