import { describe, expect, it } from 'vitest'
import { isAttempt, talkSecondsOf, touchedAt } from '../../../src/domain/touch.ts'

const call = { typeId: 2, providerId: 'VOXIMPLANT_CALL', isOutgoing: true, isCompleted: false, createdAt: 10, startsAt: 20, endsAt: 20, updatedAt: 30 }

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

describe('an activity is a talk', () => {
  const talk = { ...call, isCompleted: true, startsAt: 1_000, endsAt: 62_400 }

  it.each([
    ['of so many seconds when a call was completed and took time', talk, 61],
    ['also when the client called', { ...talk, isOutgoing: false }, 61],
    ['not when nobody answered: the call ended when it began', { ...talk, endsAt: 1_000 }, 0],
    ['not while the call is planned, whatever time is set aside for it', { ...talk, isCompleted: false }, 0],
    ['not when its end is unknown', { ...talk, endsAt: null }, 0],
    ['not when it is a meeting', { ...talk, typeId: 1 }, 0],
  ])('%s', (_, activity, seconds) => {
    expect(talkSecondsOf(activity)).toBe(seconds)
  })
})

describe('an activity is an attempt to reach the client', () => {
  it('when it is an outgoing call, answered or not; no incoming one and no letter', () => {
    expect([call, { ...call, isCompleted: true }, { ...call, isOutgoing: false }, { ...call, typeId: 4 }].map(isAttempt)).toEqual([true, true, false, false])
  })
})
