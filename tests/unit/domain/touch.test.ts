import { describe, expect, it } from 'vitest'
import { touchedAt } from '../../../src/domain/touch.ts'

const call = { typeId: 2, providerId: 'VOXIMPLANT_CALL', isOutgoing: true, isCompleted: false, createdAt: 10, startsAt: 20, updatedAt: 30 }

describe('an activity touches the client', () => {
  it.each([
    ['when an outgoing call begins, whether or not it was completed', call, 20],
    ['when an outgoing call was entered, if nothing tells its beginning', { ...call, startsAt: null }, 10],
    ['when an incoming call was answered', { ...call, isOutgoing: false, isCompleted: true }, 20],
    ['never by a call nobody answered', { ...call, isOutgoing: false }, null],
    ['when a message is sent', { ...call, typeId: 4, providerId: 'CRM_EMAIL' }, 10],
    ['never by a message of the client', { ...call, typeId: 4, isOutgoing: false, isCompleted: true }, null],
    ['when a meeting is done, not when it was planned', { ...call, typeId: 1, isCompleted: true }, 30],
    ['never by a to-do that waits', { ...call, typeId: 6, providerId: 'CRM_TODO' }, null],
    ['when a to-do is done', { ...call, typeId: 6, providerId: 'CRM_TODO', isCompleted: true }, 30],
    ['never by what an application drew into the timeline', { ...call, typeId: 6, providerId: 'CONFIGURABLE_REST_APP', isCompleted: true }, null],
  ])('%s', (_, activity, at) => {
    expect(touchedAt(activity)).toBe(at)
  })
})
