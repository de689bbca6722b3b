import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import { audioType } from '../../../src/calls/audio-type.ts'
import { mergeCalls } from '../../../src/calls/found-call.ts'
import { joinReads } from '../../../src/calls/join-reads.ts'
import { readShape } from '../../../src/calls/measure-loudness.ts'
import { recordingState } from '../../../src/calls/recording-state.ts'
import { createRecordingTickets, TICKET_LIFE_MS } from '../../../src/calls/recording-tickets.ts'
import { callActivitiesSchema, callStatisticsSchema } from '../../../src/contracts/rest/calls.schema.ts'
import { placeRange, readRange } from '../../../src/http/byte-range.ts'

const NOW = Date.parse('2026-11-27T12:00:00Z')

describe('a ticket', () => {
  const subject = { portalId: 1, userId: 4, item: { entityTypeId: 1, itemId: 1042 }, callId: 'a7', portalEpoch: 2, personEpoch: 3, language: 'ru' } as const
  const tickets = (key: number, now = NOW) => createRecordingTickets({ key: new Uint8Array(32).fill(key), now: () => now })

  it('gives back whom it was made for, until its time is over', async () => {
    const { ticket, expiresAt } = await tickets(1).issue(subject)
    expect(await tickets(1).read(ticket)).toMatchObject(subject)
    expect(expiresAt).toBe(NOW + TICKET_LIFE_MS)
    expect(await tickets(1, expiresAt + 1000).read(ticket)).toBeNull()
  })

  it('of another key, cut or changed opens nothing', async () => {
    const { ticket } = await tickets(1).issue(subject)
    const [head, , sign] = ticket.split('.')
    const forged = [head, Buffer.from(JSON.stringify({ sub: '1:5', jti: 'x', item: '1:1', call: 'a1', pe: 2, ue: 3, lang: 'ru', iss: 'peace-treaty/recordings' })).toString('base64url'), sign].join('.')
    expect(await Promise.all([tickets(2).read(ticket), tickets(1).read(ticket.slice(0, -5)), tickets(1).read(forged), tickets(1).read('nonsense')])).toEqual([null, null, null, null])
  })
})

describe('a range', () => {
  it.each([
    ['bytes=0-9', 100, { start: 0, length: 10 }],
    ['bytes=90-', 100, { start: 90, length: 10 }],
    ['bytes=90-500', 100, { start: 90, length: 10 }],
    ['bytes=-7', 100, { start: 93, length: 7 }],
    ['bytes=-700', 100, { start: 0, length: 100 }],
    ['bytes=100-', 100, null],
    ['bytes=-0', 100, null],
    ['bytes=0-', 0, null],
  ])('%s of %i bytes', (header, size, place) => {
    expect(placeRange(readRange(header)!, size)).toEqual(place)
  })

  it.each([undefined, '', 'bytes=', 'bytes=-', 'bytes=9-2', 'bytes=0-1,4-5', 'items=0-1', 'bytes=a-b', `bytes=${'9'.repeat(40)}-`])('%s is the whole file', (header) => {
    expect(readRange(header)).toBeNull()
  })
})

describe('the two books of the portal', () => {
  const activities = callActivitiesSchema.parse([
    { ID: '7', DIRECTION: '2', RESPONSIBLE_ID: '4', START_TIME: '2026-11-27T10:00:00+00:00', END_TIME: '2026-11-27T10:02:00+00:00', FILES: [{ id: 5, url: 'http://portal/bitrix/tools/crm_show_file.php?fileId=5&auth=' }] },
    { ID: '7', DIRECTION: '2', RESPONSIBLE_ID: '4', START_TIME: '2026-11-27T10:00:00+00:00', END_TIME: '2026-11-27T10:02:00+00:00', FILES: [] },
    { ID: '8', DIRECTION: '1', RESPONSIBLE_ID: '4', START_TIME: '2026-11-27T11:00:00+00:00', END_TIME: '', FILES: false },
  ])
  const statistics = callStatisticsSchema.parse([
    { ID: '1', CALL_TYPE: '2', CALL_DURATION: '95', CALL_START_DATE: '2026-11-27T11:00:00+00:00', CALL_RECORD_URL: '', RECORD_FILE_ID: 6, CALL_FAILED_CODE: '200', CRM_ACTIVITY_ID: '8', PORTAL_USER_ID: '5' },
    { ID: '2', CALL_TYPE: '1', CALL_DURATION: '30', CALL_START_DATE: '2026-11-27T09:00:00+00:00', CALL_RECORD_URL: 'https://pbx.example/2.mp3', RECORD_FILE_ID: null, CALL_FAILED_CODE: '304', CRM_ACTIVITY_ID: null, PORTAL_USER_ID: '5' },
  ])

  it('make one list: each call once, newest first, the talk as long as the statistics say', () => {
    expect(mergeCalls(activities, statistics)).toMatchObject([
      { callId: 'a8', isOutgoing: false, durationSeconds: 95, userId: 5, sources: [{ kind: 'disk', fileId: 6 }] },
      { callId: 'a7', isOutgoing: true, durationSeconds: 120, userId: 4 },
      { callId: 's2', durationSeconds: 0, sources: [{ kind: 'link', url: 'https://pbx.example/2.mp3' }] },
    ])
  })
})

describe('the state of a recording', () => {
  const talk = { startedAt: NOW - 3_600_000, durationSeconds: 60, sources: [] as { kind: 'disk', fileId: number }[] }
  const onDisk = { ...talk, sources: [{ kind: 'disk' as const, fileId: 1 }] }
  const facts = { mayListen: true, hasTelephony: true, file: null, now: NOW }
  it.each([
    ['none', { call: { ...talk, durationSeconds: 0 } }],
    ['not_ready', { call: talk }],
    ['none', { call: { ...talk, startedAt: NOW - 90_000_000 } }],
    ['no_telephony', { call: talk, hasTelephony: false }],
    ['ready', { call: onDisk, file: { size: 9 } }],
    ['empty', { call: onDisk, file: { size: 0 } }],
    ['expired', { call: onDisk, file: 'gone' as const }],
    ['unreadable', { call: onDisk, file: 'closed' as const }],
    ['expired', { call: onDisk, file: 'lost' as const }],
    ['no_right', { call: onDisk, file: { size: 9 }, mayListen: false }],
  ] as const)('%s', (state, own) => {
    expect(recordingState({ ...facts, ...own })).toBe(state)
  })
})

describe('the type of a recording', () => {
  it.each([['audio/x-wav', 'audio/wav'], ['audio/mp3', 'audio/mpeg'], ['audio/strange', 'audio/mpeg'], ['application/octet-stream', 'audio/mpeg'], ['', 'audio/mpeg'], ['text/html', null], ['application/json', null], ['image/svg+xml', null], ['video/mp4', null]])('%s is served as %s', (given, served) => {
    expect(audioType(given)).toBe(served)
  })
})

describe('loudness', () => {
  function wave({ code, bits, data }: { code: number, bits: number, data: Buffer }): Buffer {
    const head = Buffer.alloc(44)
    head.write('RIFF', 0, 'latin1')
    head.write('WAVEfmt ', 8, 'latin1')
    head.writeUInt32LE(16, 16)
    head.writeUInt16LE(code, 20)
    head.writeUInt32LE(8000 * bits / 8, 28)
    head.writeUInt16LE(bits, 34)
    head.write('data', 36, 'latin1')
    return Buffer.concat([head, data])
  }
  /** Half as loud as can be. @see ITU-T G.711, table 1a and 2a */
  it.each([['PCM of 16 bits', 1, 16, Buffer.from([0, 0x40, 0, 0xC0]), 0.5], ['PCM of 8 bits', 1, 8, Buffer.from([64, 192]), 0.5], ['A-law', 6, 8, Buffer.from([0xAA, 0x2A]), 0.98], ['µ-law', 7, 8, Buffer.from([0x80, 0x00]), 0.98]])('of %s', (_, code, bits, data, loud) => {
    const shape = readShape(wave({ code, bits, data }))!
    expect([shape.dataAt, shape.bytesPerSecond]).toEqual([44, 1000 * bits])
    expect(shape.loudness(data)).toBeCloseTo(loud, 1)
  })

  it('of MPEG frames, wherever the piece begins', () => {
    // MPEG 1 layer III, 32 kbit/s at 32 kHz, mono: a frame is 144 bytes; the gain of its first granule starts at bit 39 of the side information.
    const frame = (gain: number): Buffer => {
      const bytes = Buffer.alloc(144)
      bytes.set([0xFF, 0xFB, 0x18, 0xC0])
      bytes[8] = gain >> 7
      bytes[9] = (gain << 1) & 0xFF
      return bytes
    }
    const quiet = Buffer.concat([frame(150), frame(150), frame(150)])
    const loud = Buffer.concat([frame(150), frame(190), frame(150)])
    const shape = readShape(quiet)!
    expect(shape.bytesPerSecond).toBe(4000)
    expect(shape.loudness(loud)! / shape.loudness(quiet)!).toBeCloseTo(2 ** 10, 0)
    expect(shape.loudness(loud.subarray(50))).toBe(shape.loudness(loud))
  })

  it('of anything else is not known', () => {
    expect(readShape(Buffer.from('<html>'.repeat(50)))).toBeNull()
    expect(readShape(Buffer.alloc(0))).toBeNull()
  })
})

describe('the same read asked at the same moment', () => {
  it('is done once for all who wait, and anew for whoever asks later, also after a failure', async () => {
    const asked: string[] = []
    const answers = [async () => 'first', () => Promise.reject(new Error('gone')), async () => 'third']
    const read = joinReads(async (portalId: number, userId: number) => {
      asked.push(`${portalId}:${userId}`)
      return answers[asked.length - 1]!()
    })
    expect(await Promise.all([read(1, 4), read(1, 4)])).toEqual(['first', 'first'])
    await expect(Promise.all([read(1, 4), read(1, 4)])).rejects.toThrow('gone')
    expect(await read(1, 4)).toBe('third')
    expect(asked).toEqual(['1:4', '1:4', '1:4'])
  })
})
