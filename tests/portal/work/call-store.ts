import type { Actor } from '../crm/actor.ts'
import type { Portal } from '../portal.ts'
import type { Call, Calls, NewCall, OpenCall } from './calls.ts'
import type { OwnerRef } from './owner-ref.ts'
import { randomToken } from '../apps/random-token.ts'
import { addCallActivity } from './call-activity.ts'
import { raiseCallEnd } from './call-events.ts'

const DEAL = 2

/** A call before it has a number. */
type Draft = Omit<Call, 'id' | 'activityId' | 'recordFileId' | 'recordDurationSec' | 'transcript' | 'transcriptId'>

/** No calls yet. */
export function createCalls(portal: () => Portal): Calls {
  const rows: Call[] = []
  const byCallId = new Map<string, Call>()
  const open = new Map<string, OpenCall>()
  const pending = new Map<Call, { cancel: () => void, fileId: number }>()
  let lastTranscript = 0

  const attachRecord = (call: Call, fileId: number): void => {
    pending.delete(call)
    const before = call.recordFileId
    call.recordFileId = fileId
    call.recordDurationSec = call.durationSec
    const activity = portal().work.activities.get(call.activityId ?? 0)
    const file = portal().work.files.get(fileId)
    if (file)
      file.activityId = activity?.id ?? null
    if (activity)
      portal().work.activities.update(activity.id, { fileIds: [...activity.fileIds.filter(id => id !== before), fileId] }, { kind: 'system' })
  }
  const store = (draft: Draft, owners: OwnerRef[], actor: Actor, quietly: boolean): Call => {
    const call: Call = { ...draft, id: rows.length + 1, activityId: null, recordFileId: null, recordDurationSec: null, transcript: null, transcriptId: null }
    rows.push(call)
    byCallId.set(call.callId, call)
    if (owners.length > 0)
      call.activityId = addCallActivity(portal(), call, owners, actor, quietly).id
    if (!quietly)
      raiseCallEnd(portal(), call, actor)
    return call
  }
  const attachTranscript: Calls['attachTranscript'] = (call, lines) => {
    lastTranscript += 1
    call.transcript = lines
    call.transcriptId = lastTranscript
    return lastTranscript
  }
  /** The recording exists from now on and hangs on the call after its delay; stories of the past have it at once. */
  const recordVoice = (call: Call, delayMs: number, quietly: boolean): void => {
    const file = portal().work.files.add({
      name: `${call.callId}.wav`,
      content: { kind: 'voice', seed: call.callId, durationMs: call.durationSec * 1000 },
      createdBy: call.userId,
      createdAt: call.startAt + call.durationSec * 1000,
      activityId: call.activityId,
    })
    if (quietly) {
      call.recordFileId = file.id
      call.recordDurationSec = call.durationSec
      const activity = portal().work.activities.get(call.activityId ?? 0)
      if (activity)
        activity.fileIds = [file.id]
    }
    else if (delayMs > 0) {
      pending.set(call, { fileId: file.id, cancel: portal().clock.alarm(delayMs, () => attachRecord(call, file.id)) })
    }
    else {
      attachRecord(call, file.id)
    }
  }

  return {
    get: id => rows[id - 1],
    byCallId: callId => byCallId.get(callId),
    all: () => rows,
    make(call, actor) {
      const quietly = call.quietly ?? false
      const owners = [...(call.owner ? [call.owner] : []), ...call.alsoOn ?? []]
      const made = store(draftOf(portal(), call), owners, actor, quietly)
      if (call.recorded ?? (made.failedCode === '200' && made.durationSec > 0))
        recordVoice(made, portal().knobs.get('recordDelayMs') + (call.recordDelayMs ?? 0), quietly)
      if (call.transcript)
        attachTranscript(made, call.transcript)
      return made
    },
    open(call, shownTo) {
      const callId = `externalCall.${randomToken(portal().random, 32)}.${Math.floor(portal().clock.now() / 1000)}`
      const opened = { ...call, callId, shownTo: new Set(shownTo) }
      open.set(callId, opened)
      return opened
    },
    openCall: callId => open.get(callId),
    finish(callId, end, actor) {
      const call = open.get(callId)
      if (!call)
        throw new Error(`No open call ${callId}`)
      open.delete(callId)
      const { shownTo: _, lineNumber, ...facts } = call
      return store({ ...facts, ...end, portalNumber: lineNumber || 'REST_APP:' }, call.crmEntity ? [call.crmEntity] : [], actor, false)
    },
    attachRecord,
    attachTranscript,
    get pendingRecords() {
      return pending.size
    },
    attachPending() {
      for (const [call, { cancel, fileId }] of [...pending]) {
        cancel()
        attachRecord(call, fileId)
      }
    },
    close() {
      pending.forEach(({ cancel }) => cancel())
      pending.clear()
    },
  }
}

function draftOf(portal: Portal, call: NewCall): Draft {
  const type = call.type ?? 1
  const startAt = call.startAt ?? portal.clock.now() - call.durationSec * 1000
  const failedCode = call.failedCode ?? (type !== 1 && call.durationSec === 0 ? '304' : '200')
  const ownEntity = call.owner?.entityTypeId === DEAL ? null : call.owner
  return {
    callId: `${randomToken(portal.random, 16).toUpperCase()}.${Math.floor(startAt / 1000)}.${Math.floor(portal.random() * 90_000_000) + 10_000_000}`,
    externalCallId: null,
    userId: call.userId,
    portalNumber: call.portalNumber ?? 'reg100001',
    phoneNumber: call.phoneNumber,
    type,
    durationSec: call.durationSec,
    startAt,
    failedCode,
    failedReason: failedCode === '200' ? '' : 'Call is not answered',
    crmEntity: call.crmEntity === undefined ? ownEntity : call.crmEntity,
    vote: null,
    cost: 0,
    costCurrency: portal.settings.currency,
    appId: null,
    appName: null,
    recordUrl: null,
  }
}
