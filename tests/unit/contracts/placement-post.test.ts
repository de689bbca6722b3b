import { describe, expect, it } from 'vitest'
import { cardPlacementSchema, fieldPlacementSchema } from '../../../src/contracts/posts/placement-options.schema.ts'
import { placementPostSchema } from '../../../src/contracts/posts/placement-post.schema.ts'

const post = { DOMAIN: 'acme.bitrix24.eu', PROTOCOL: '1', LANG: 'ru', APP_SID: 's', AUTH_ID: 'at', AUTH_EXPIRES: '3600', REFRESH_ID: 'rt', APPLICATION_TOKEN: 'tok', APPLICATION_SCOPE: 'crm,placement', member_id: 'm_1', status: 'F', PLACEMENT: 'CRM_LEAD_DETAIL_TAB', PLACEMENT_OPTIONS: '{"ID":"4812"}' }

describe('what is posted to a page', () => {
  it('is renamed, options unfolded', () => {
    expect(placementPostSchema.parse(post)).toMatchObject({ domain: 'acme.bitrix24.eu', isHttps: true, memberId: 'm_1', accessToken: 'at', expiresInSec: 3600, scopes: ['crm', 'placement'], placement: 'CRM_LEAD_DETAIL_TAB', options: { ID: '4812' } })
  })

  it('may be missing altogether: a page opened outside a portal', () => {
    expect(placementPostSchema.parse({})).toMatchObject({ memberId: null, accessToken: null, placement: 'DEFAULT', options: {}, expiresInSec: null })
  })

  it.each([['{broken'], ['[]'], ['"text"'], [''], ['x'.repeat(30_000)], [undefined], [null]])('has no options when they are %j', (options) => {
    expect(placementPostSchema.parse({ ...post, PLACEMENT_OPTIONS: options }).options).toEqual({})
  })

  it('may carry options as an object already', () => {
    expect(placementPostSchema.parse({ ...post, PLACEMENT_OPTIONS: { ID: 7 } }).options).toEqual({ ID: 7 })
  })
})

describe('options of a widget', () => {
  it('name the item of a card', () => {
    expect(cardPlacementSchema.parse({ ID: '4812' })).toEqual({ itemId: 4812 })
    expect(cardPlacementSchema.parse({})).toEqual({ itemId: null })
  })

  it.each([
    [{ MODE: 'edit', ENTITY_ID: 'CRM_LEAD', ENTITY_VALUE_ID: '4812', VALUE: null }, { mode: 'edit', entityTypeId: 1, itemId: 4812, value: null }],
    [{ MODE: 'view', ENTITY_ID: 'CRM_DEAL', ENTITY_VALUE_ID: 5, VALUE: ['a'] }, { mode: 'view', entityTypeId: 2, itemId: 5, value: 'a' }],
    [{ ENTITY_ID: 'CRM_LEAD', ENTITY_VALUE_ID: '0', VALUE: 'x' }, { mode: 'view', entityTypeId: 1, itemId: null, value: 'x' }],
  ])('of our field say mode, item and value: %j', (options, expected) => {
    expect(fieldPlacementSchema.parse(options)).toEqual(expected)
  })
})
