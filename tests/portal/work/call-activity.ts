import type { Actor } from '../crm/actor.ts'
import type { Portal } from '../portal.ts'
import type { Activity, NewActivity } from './activities.ts'
import type { Call } from './calls.ts'
import type { OwnerRef } from './owner-ref.ts'

const words = {
  ru: { outgoing: 'Исходящий звонок', incoming: 'Входящий звонок', missed: 'Пропущенный звонок' },
  en: { outgoing: 'Outgoing call', incoming: 'Incoming call', missed: 'Missed call' },
} as const

/** True when the client called us. */
function isIncoming(call: Call): boolean {
  return call.type === 2 || call.type === 3
}

/** The timeline record of a finished call on its items, the first of which owns it. */
export function addCallActivity(portal: Portal, call: Call, owners: OwnerRef[], actor: Actor, quietly: boolean): Activity {
  const [owner] = owners
  if (!owner)
    throw new Error('A call in the CRM needs an item')
  const talk = words[portal.settings.language]
  const isMissed = isIncoming(call) && call.failedCode !== '200'
  const endAt = call.startAt + call.durationSec * 1000
  const record: NewActivity = {
    ownerTypeId: owner.entityTypeId,
    ownerId: owner.entityId,
    bindings: owners,
    typeId: 2,
    providerId: call.appId === null ? 'VOXIMPLANT_CALL' : portal.knobs.get('externalCallProviderId'),
    providerTypeId: 'CALL',
    subject: `${isMissed ? talk.missed : isIncoming(call) ? talk.incoming : talk.outgoing} ${call.phoneNumber}`,
    direction: isIncoming(call) ? 1 : 2,
    completed: !isMissed,
    responsibleId: call.userId,
    authorId: call.userId,
    createdAt: endAt,
    startAt: call.startAt,
    endAt,
    deadlineAt: call.startAt,
    originId: `VI_${call.callId}`,
    isIncomingChannel: isMissed,
    communications: [{ type: 'PHONE', value: call.phoneNumber, entityTypeId: owner.entityTypeId, entityId: owner.entityId }],
    callId: call.callId,
    ...(isMissed ? { settings: { MISSED_CALL: true } } : {}),
  }
  return quietly ? portal.work.activities.load(record) : portal.work.activities.add(record, actor)
}
