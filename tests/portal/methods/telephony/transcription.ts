import type { Method, Call as RestCall } from '../../rest/method.ts'
import type { TranscriptLine } from '../../work/calls.ts'
import { method } from '../../rest/method.ts'
import { numberOf, recordOf, textOf } from '../../work/input.ts'
import { finishedCall, requireTelephony, telephonyRefusal } from './telephony-input.ts'

/** @throws RestError ERROR_CORE naming the row and what is wrong with it */
function lineOf(value: unknown, index: number): TranscriptLine {
  const row = recordOf(value) ?? {}
  const side = textOf(row.SIDE)
  const [startSec, stopSec] = [numberOf(row.START_TIME), numberOf(row.STOP_TIME)]
  const text = textOf(row.MESSAGE)
  if (side !== 'User' && side !== 'Client')
    throw telephonyRefusal(`MESSAGES[${index}][SIDE] should be either Client or User`)
  if (startSec === undefined || startSec < 0)
    throw telephonyRefusal(`MESSAGES[${index}][START_TIME] should be greater or equal to zero`)
  if (stopSec === undefined || stopSec <= 0)
    throw telephonyRefusal(`MESSAGES[${index}][STOP_TIME] should be greater than zero`)
  if (text === '')
    throw telephonyRefusal(`MESSAGES[${index}][MESSAGE] is empty`)
  return { side, startSec, stopSec, text }
}

/** What was said in a finished call. */
export const transcriptionMethod: Method = method({
  name: 'telephony.call.attachTranscription',
  run(call: RestCall) {
    requireTelephony(call)
    const callId = textOf(call.params.CALL_ID)
    if (callId === '')
      throw telephonyRefusal('CALL_ID should be set')
    if (!Array.isArray(call.params.MESSAGES))
      throw telephonyRefusal('MESSAGES should be an array')
    const lines = call.params.MESSAGES.map(lineOf)
    const finished = finishedCall(call, `Call ${callId} is not found. Is it finished?`)
    return { result: { TRANSCRIPT_ID: call.portal.work.calls.attachTranscript(finished, lines) } }
  },
})
