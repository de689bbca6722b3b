import type { ItemCalls } from '../../src/contracts/api/calls.schema.ts'
import type { SessionAnswer } from '../../src/contracts/api/session.schema.ts'
import { startDemo } from '../demo/start-demo.ts'
import { defaultStaff } from '../portal/people/default-staff.ts'
import { watchMemory } from './watch-memory.ts'

const LISTENERS = 100
const REP = defaultStaff.reps[0]
/** A minute and a half of plain telephone sound: 1.4 MB. */
const DURATION_SEC = 90

/** What a hundred listeners cost. Portal, application and listeners share this one process. */
export interface RecordingTimes {
  listeners: number
  streamed_mb: number
  /** One listener alone, from asking to the first sound, ms. */
  first_byte_alone_ms: number
  first_byte_p95_ms: number
  /** Highest resident memory during streaming over the one before it, MB. */
  rss_growth_mb: number
}

/** `npm run bench -- recordings --json`: a hundred recordings of ninety seconds streamed at once. */
export async function run(): Promise<RecordingTimes> {
  const demo = await startDemo({ leads: 20, env: { B24_REQUEST_BURST: '500' } })
  try {
    const { portal } = demo.running
    const actor = { kind: 'user', userId: REP, appId: null } as const
    const { id } = portal.crm.add(1, { title: 'A lead', assignedById: REP }, actor)
    const call = portal.work.calls.make({ userId: REP, phoneNumber: '79990000001', durationSec: DURATION_SEC, owner: { entityTypeId: 1, entityId: id } }, actor)
    // Made once and kept: what is measured is the streaming, not the making of voices.
    const voice = portal.work.files.get(call.recordFileId!)!
    portal.work.calls.attachRecord(call, portal.work.files.add({ name: voice.name, content: { kind: 'bytes', bytes: portal.work.files.read(voice, 0, voice.size) }, createdBy: REP }).id)
    const { accessToken } = portal.tokens.issue({ appId: demo.appId, userId: REP })
    const session = await fetch(`${demo.appUrl}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ memberId: portal.settings.memberId, accessToken }) })
    const { token } = await session.json() as SessionAnswer
    const list = async (): Promise<string> => {
      const { calls: [call] } = await (await fetch(`${demo.appUrl}/api/items/1/${id}/calls`, { headers: { authorization: `Bearer ${token}` } })).json() as ItemCalls
      return demo.appUrl + call!.recording.address!
    }
    const address = await list()
    const alone = await listen(address)
    const memory = watchMemory()
    const heard = await Promise.all(Array.from({ length: LISTENERS }, () => listen(address)))
    memory.stop()
    const first = heard.map(({ firstByteMs }) => firstByteMs).sort((one, other) => one - other)
    return {
      listeners: LISTENERS,
      streamed_mb: Math.round(heard.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6),
      first_byte_alone_ms: Math.round(alone.firstByteMs),
      first_byte_p95_ms: Math.round(first[Math.floor(first.length * 0.95)] ?? 0),
      rss_growth_mb: memory.growthMb(),
    }
  }
  finally {
    await demo.close()
  }
}

/** Plays a recording through and forgets what it hears. */
async function listen(address: string): Promise<{ firstByteMs: number, bytes: number }> {
  const startedAt = performance.now()
  const answer = await fetch(address)
  let firstByteMs: number | null = null
  let bytes = 0
  for await (const chunk of answer.body!) {
    firstByteMs ??= performance.now() - startedAt
    bytes += (chunk as Uint8Array).length
  }
  return { firstByteMs: firstByteMs ?? Number.NaN, bytes }
}
