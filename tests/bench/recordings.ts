import type { ItemCalls } from '../../src/contracts/api/calls.schema.ts'
import type { Ask } from '../support/run-wizard.ts'
import type { Heard } from './recordings-parts/listen.ts'
import type { House } from './recordings-parts/open-house.ts'
import { readFile } from 'node:fs/promises'
import { buildWidgets } from '../../widgets/build-widgets.ts'
import { defaultStaff } from '../portal/people/default-staff.ts'
import { openSession } from '../support/run-wizard.ts'
import { startChild } from '../support/start-child.ts'
import { openHouse } from './recordings-parts/open-house.ts'

const LISTENERS = 100
const REP = defaultStaff.reps[0]
/** Everybody who may hear the rep's calls. */
const EARS = [REP, defaultStaff.headOfSales, defaultStaff.headOfMarketing, defaultStaff.owner]
/** A minute and a half of plain telephone sound: 1.4 MB. */
const DURATION_SEC = 90

/** What a hundred listeners cost. The portal, the application and the listeners have a process each. */
export interface RecordingTimes {
  listeners: number
  streamed_mb: number
  streaming_s: number
  /** One listener alone, from asking to the first sound, ms. */
  first_byte_alone_ms: number
  first_byte_p50_ms: number
  first_byte_p95_ms: number
  /** Processor time the application took for all of it, s: what a crowded machine does not change. */
  server_cpu_s: number
  /** Resident memory of the application: before, and the most while streaming over that, MB. */
  rss_before_mb: number
  rss_growth_mb: number
}

/** `npm run bench -- recordings --json`: a hundred recordings of ninety seconds streamed at once, each by its own ticket. */
export async function run(): Promise<RecordingTimes> {
  await buildWidgets()
  const house = await openHouse()
  try {
    const leadId = await recordedLead(house)
    const asks = await Promise.all(EARS.map(userId => openSession({ portal: house.portal, appId: house.appId, url: house.appUrl, userId })))
    const address = async (index = 0): Promise<string> => house.appUrl + await ticketOf(asks[index % asks.length]!, leadId)
    const addresses = await Promise.all(Array.from({ length: LISTENERS }, (_, index) => address(index)))
    // The first listener alone wakes everything; the second shows what it takes.
    await listenApart([await address()])
    const [alone] = await listenApart([await address()])
    const memory = await watchMemory(house.server.pid)
    const startedAt = performance.now()
    const busyBefore = await processorSeconds(house.server.pid)
    const heard = await listenApart(addresses)
    const streamingMs = performance.now() - startedAt
    const busySeconds = await processorSeconds(house.server.pid) - busyBefore
    const growthMb = memory.stop()
    const first = heard.map(({ firstByteMs }) => firstByteMs).sort((one, other) => one - other)
    const at = (part: number): number => Math.round(first[Math.floor(first.length * part)] ?? Number.NaN)
    return {
      listeners: LISTENERS,
      streamed_mb: Math.round(heard.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6),
      streaming_s: Math.round(streamingMs / 100) / 10,
      first_byte_alone_ms: Math.round(alone?.firstByteMs ?? Number.NaN),
      first_byte_p50_ms: at(0.5),
      first_byte_p95_ms: at(0.95),
      server_cpu_s: Math.round(busySeconds * 10) / 10,
      rss_before_mb: Math.round(memory.beforeMb),
      rss_growth_mb: Math.round(growthMb),
    }
  }
  finally {
    await house.close()
  }
}

/** A lead with one call. Its voice is made once and kept: what is measured is the streaming, not the making of voices. */
async function recordedLead({ portal }: House): Promise<number> {
  const actor = { kind: 'user', userId: REP, appId: null } as const
  const { id } = portal.crm.add(1, { title: 'A lead', assignedById: REP }, actor)
  const call = portal.work.calls.make({ userId: REP, phoneNumber: '79990000001', durationSec: DURATION_SEC, owner: { entityTypeId: 1, entityId: id } }, actor)
  const voice = portal.work.files.get(call.recordFileId!)!
  portal.work.calls.attachRecord(call, portal.work.files.add({ name: voice.name, content: { kind: 'bytes', bytes: portal.work.files.read(voice, 0, voice.size) }, createdBy: REP }).id)
  await portal.events.idle()
  return id
}

async function ticketOf(ask: Ask, leadId: number): Promise<string> {
  const { calls: [call] } = await ask<ItemCalls>(`/api/items/1/${leadId}/calls`)
  if (!call?.recording.address)
    throw new Error(`Nothing to hear: ${JSON.stringify(call)}`)
  return call.recording.address
}

async function listenApart(addresses: string[]): Promise<Heard[]> {
  const ears = startChild('../bench/recordings-parts/listen-child.ts', addresses)
  const line = await ears.line(said => said.startsWith('heard '))
  return JSON.parse(line.slice('heard '.length)) as Heard[]
}

/** Processor time a process has used. @throws Error where the system has no /proc */
async function processorSeconds(pid: number): Promise<number> {
  const ticksPerSecond = 100
  const facts = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? []
  return (Number(facts[11]) + Number(facts[12])) / ticksPerSecond
}

/** Looks at a process's resident memory twenty times a second. @throws Error where the system has no /proc */
async function watchMemory(pid: number): Promise<{ beforeMb: number, stop: () => number }> {
  const read = async (): Promise<number> => Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  const beforeMb = await read()
  let highestMb = beforeMb
  const timer = setInterval(() => void read().then((mb) => {
    highestMb = Math.max(highestMb, mb)
  }), 50)
  return {
    beforeMb,
    stop() {
      clearInterval(timer)
      return highestMb - beforeMb
    },
  }
}
