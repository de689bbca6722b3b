import type { Method } from '../../rest/method.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { integerOf } from '../../work/input.ts'
import { isVisible } from './list-activities.ts'

/** What was said in a call; null while nobody has written it down. */
export const transcriptMethod: Method = method({
  name: 'crm.activity.call.getTranscript',
  run(call) {
    const { portal, params } = call
    const activity = portal.work.activities.get(integerOf(params.activityId) ?? 0)
    if (!activity || activity.callId === '')
      throw new RestError(400, 'NOT_FOUND', 'Item not found')
    if (!isVisible(call, activity) || portal.knobs.get('callTranscriptsClosed'))
      throw new RestError(403, 'ACCESS_DENIED', 'Access denied')
    const lines = portal.work.calls.byCallId(activity.callId)?.transcript
    return { result: lines ? { transcription: lines.map(line => `${line.side}: ${line.text}`).join('\n') } : null }
  },
})
