import type { Actor } from '../portal/crm/actor.ts'
import type { Scene } from './apps-scene.ts'
import { Buffer } from 'node:buffer'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startScene } from './apps-scene.ts'

const byRep: Actor = { kind: 'user', userId: 4, appId: null }

let scene: Scene
let appId: number
let lead: number
beforeEach(async () => {
  scene = await startScene()
  appId = scene.installed('calls')
  lead = scene.portal.crm.add(1, { title: 'A lead', assignedById: 4 }, byRep).id
})
afterEach(() => scene.close())

type Rows = Record<string, unknown>[]
function makeCall(durationSec = 12): void {
  return void scene.portal.work.calls.make({ userId: 4, phoneNumber: '79990000001', durationSec, owner: { entityTypeId: 1, entityId: lead } }, byRep)
}

describe('a call', () => {
  it('is an activity, a row of the statistics and an event', async () => {
    await scene.must(appId, 1, 'event.bind', { event: 'ONVOXIMPLANTCALLEND', handler: `${scene.receiver.url}/events` })
    makeCall()
    const [activity] = await scene.must(appId, 4, 'crm.activity.list', { filter: { OWNER_TYPE_ID: 1, OWNER_ID: lead, TYPE_ID: 2 }, select: ['*', 'COMMUNICATIONS', 'FILES'] }) as Rows
    expect(activity).toMatchObject({ PROVIDER_ID: 'VOXIMPLANT_CALL', PROVIDER_TYPE_ID: 'CALL', DIRECTION: '2', COMPLETED: 'Y', TYPE_ID: '2' })
    const [row] = await scene.must(appId, 1, 'voximplant.statistic.get', { FILTER: { CRM_ENTITY_TYPE: 'LEAD', CRM_ENTITY_ID: lead } }) as Rows
    expect(row).toMatchObject({ CALL_DURATION: '12', CALL_TYPE: '1', CRM_ACTIVITY_ID: activity?.ID, CALL_FAILED_CODE: '200' })
    expect(activity?.FILES).toEqual([{ id: row?.RECORD_FILE_ID, url: expect.stringMatching(/crm_show_file\.php\?.*&auth=$/) }])
    await scene.portal.events.idle()
    const { form } = scene.receiver.of('ONVOXIMPLANTCALLEND')[0]!
    expect(form.get('data[CALL_DURATION]')).toBe('12')
    expect(form.get('data[CRM_ACTIVITY_ID]')).toBe(activity?.ID)
    expect([...form.keys()].some(key => key.includes('RECORD'))).toBe(false)
  })

  it('shows its statistics only to those who hold the right', async () => {
    expect(await scene.call(appId, 4, 'voximplant.statistic.get')).toMatchObject({ status: 403, body: { error: 'ACCESS_DENIED' } })
    scene.portal.knobs.set('telephonyMissing', true)
    expect(await scene.call(appId, 1, 'voximplant.statistic.get')).toMatchObject({ status: 403 })
  })

  it('gets its record late when the knob says so', async () => {
    scene.portal.knobs.set('recordDelayMs', 3_600_000)
    makeCall()
    const read = async (): Promise<unknown> => ((await scene.must(appId, 1, 'voximplant.statistic.get')) as Rows)[0]?.RECORD_FILE_ID
    expect(await read()).toBeNull()
    expect(scene.portal.work.calls.pendingRecords).toBe(1)
    scene.portal.clock.shift(3_599_000)
    expect(await read()).toBeNull()
    scene.portal.clock.shift(2_000)
    expect(await read()).toEqual(expect.any(Number))
    expect(scene.portal.work.calls.pendingRecords).toBe(0)
  })

  it('tells what was said, or null', async () => {
    makeCall()
    const call = scene.portal.work.calls.all()[0]!
    expect(await scene.must(appId, 4, 'crm.activity.call.getTranscript', { activityId: call.activityId })).toBeNull()
    scene.portal.work.calls.attachTranscript(call, [{ side: 'User', startSec: 0, stopSec: 2, text: 'Hello' }])
    expect(await scene.must(appId, 4, 'crm.activity.call.getTranscript', { activityId: call.activityId })).toEqual({ transcription: 'User: Hello' })
    scene.portal.knobs.set('callTranscriptsClosed', true)
    expect(await scene.call(appId, 4, 'crm.activity.call.getTranscript', { activityId: call.activityId })).toMatchObject({ status: 403 })
  })
})

describe('a recording', () => {
  const downloadUrl = async (userId = 1): Promise<string> => {
    const { RECORD_FILE_ID } = ((await scene.must(appId, 1, 'voximplant.statistic.get')) as Rows)[0]!
    const file = await scene.must(appId, userId, 'disk.file.get', { id: RECORD_FILE_ID }) as { DOWNLOAD_URL: string }
    return file.DOWNLOAD_URL
  }

  it('is a playable WAV of exactly the length of the call, always the same', async () => {
    makeCall(3)
    const url = await downloadUrl()
    expect(url).toMatch(/\/rest\/download\.json\?auth=[^&]+&token=disk%7C/)
    const answer = await fetch(url)
    expect(answer.headers.get('content-type')).toBe('audio/wav')
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes.toString('latin1', 0, 4)).toBe('RIFF')
    expect(bytes.readUInt32LE(24)).toBe(8000)
    expect(bytes.readUInt16LE(22)).toBe(1)
    expect(bytes.readUInt32LE(40)).toBe(3 * 8000 * 2)
    expect(bytes.length).toBe(44 + 3 * 8000 * 2)
    const loudest = Math.max(...new Int16Array(bytes.buffer, bytes.byteOffset + 44, 3 * 8000).map(Math.abs))
    expect(loudest).toBeGreaterThan(2000)
    expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(bytes)).toBe(true)
  })

  it('is read in parts, each equal to the same part of the whole', async () => {
    makeCall(2)
    const url = await downloadUrl()
    const whole = Buffer.from(await (await fetch(url)).arrayBuffer())
    for (const [range, start, end] of [['bytes=0-9', 0, 10], ['bytes=41-1000', 41, 1001], ['bytes=-7', whole.length - 7, whole.length], ['bytes=30000-', 30_000, whole.length]] as const) {
      const part = await fetch(url, { headers: { range } })
      expect(part.status).toBe(206)
      expect(part.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/${whole.length}`)
      expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(start, end))).toBe(true)
    }
    expect((await fetch(url, { headers: { range: 'bytes=99999999-' } })).status).toBe(416)
    scene.portal.knobs.set('downloadRanges', false)
    const ignored = await fetch(url, { headers: { range: 'bytes=0-9' } })
    expect(ignored.status).toBe(200)
    expect(Buffer.from(await ignored.arrayBuffer())).toHaveLength(whole.length)
  })

  it('says what it is, or whatever the knob says it is', async () => {
    makeCall(1)
    const url = await downloadUrl()
    expect((await fetch(url)).headers.get('content-type')).toBe('audio/wav')
    scene.portal.knobs.set('downloadContentType', 'text/html')
    expect((await fetch(url)).headers.get('content-type')).toBe('text/html')
  })

  it('has a link that dies with its token, with its time, and with a wrong letter', async () => {
    makeCall(1)
    scene.portal.knobs.set('downloadUrlLifetimeSec', 60)
    const url = await downloadUrl()
    expect((await fetch(url.replace('disk%7C', 'disk%7CA'))).status).toBe(401)
    expect((await fetch(url.replace(/auth=[^&]+/, 'auth='))).status).toBe(401)
    scene.portal.clock.shift(61_000)
    expect((await fetch(url)).status).toBe(401)
    const fresh = await downloadUrl()
    expect((await fetch(fresh)).status).toBe(200)
    scene.portal.tokens.expireAll()
    expect(await (await fetch(fresh)).json()).toMatchObject({ error: 'expired_token' })
  })

  it('opens by the address of the activity with a token at its end, unless the knob says no', async () => {
    makeCall(1)
    const [activity] = await scene.must(appId, 4, 'crm.activity.list', { filter: { OWNER_TYPE_ID: 1, OWNER_ID: lead }, select: ['FILES'] }) as { FILES: { url: string }[] }[]
    const open = async (userId: number): Promise<number> => (await fetch(activity!.FILES[0]!.url + scene.portal.tokens.issue({ appId, userId }).accessToken)).status
    expect([await open(4), await open(5)]).toEqual([200, 403])
    scene.portal.knobs.set('activityFilesTakeToken', false)
    expect(await open(4)).toBe(401)
  })

  it('is refused to people who may not see the item', async () => {
    makeCall(1)
    const { RECORD_FILE_ID } = ((await scene.must(appId, 1, 'voximplant.statistic.get')) as Rows)[0]!
    expect(await scene.call(appId, 5, 'disk.file.get', { id: RECORD_FILE_ID })).toMatchObject({ status: 403, body: { error: 'ACCESS_DENIED' } })
    expect(await scene.call(appId, 1, 'disk.file.get', { id: 987654 })).toMatchObject({ body: { error: 'ERROR_NOT_FOUND' } })
  })
})

describe('outside telephony', () => {
  const register = (params: Record<string, unknown> = {}): Promise<Record<string, unknown>> =>
    scene.must(appId, 1, 'telephony.externalCall.register', { USER_ID: 4, PHONE_NUMBER: '+7 999 123-45-67', TYPE: 2, ...params }) as Promise<Record<string, unknown>>

  it('registers, finishes and attaches a record later', async () => {
    const { CALL_ID } = await register({ CRM_ENTITY_TYPE: 'LEAD', CRM_ENTITY_ID: lead })
    const done = await scene.must(appId, 1, 'telephony.externalCall.finish', { CALL_ID, USER_ID: 4, DURATION: 95, STATUS_CODE: '200', VOTE: 5 })
    expect(done).toMatchObject({ CALL_DURATION: 95, CRM_ENTITY_TYPE: 'LEAD', CRM_ENTITY_ID: lead, INCOMING: '2', CALL_VOTE: 5 })
    const wav = Buffer.from('RIFF....WAVE').toString('base64')
    const { FILE_ID } = await scene.must(appId, 1, 'telephony.externalCall.attachRecord', { CALL_ID, FILENAME: 'one.wav', FILE_CONTENT: wav }) as { FILE_ID: number }
    expect(await scene.must(appId, 1, 'voximplant.statistic.get', { FILTER: { CALL_ID } })).toMatchObject([{ RECORD_FILE_ID: FILE_ID, CALL_VOTE: '5', REST_APP_ID: String(appId) }])
    const again = await scene.must(appId, 1, 'telephony.externalCall.attachRecord', { CALL_ID, FILENAME: 'two.mp3', FILE_CONTENT: wav }) as { FILE_ID: number }
    const [activity] = await scene.must(appId, 1, 'crm.activity.list', { filter: { OWNER_TYPE_ID: 1, OWNER_ID: lead }, select: ['FILES'] }) as { FILES: { id: number }[] }[]
    expect(activity?.FILES.map(file => file.id)).toEqual([again.FILE_ID])
  })

  it('takes a record by an address of its own, once the call is known by its name alone', async () => {
    const { CALL_ID } = await register({ CRM_ENTITY_TYPE: 'LEAD', CRM_ENTITY_ID: lead })
    await scene.must(appId, 1, 'telephony.externalCall.finish', { CALL_ID, USER_ID: 4, DURATION: 95 })
    const { uploadUrl, fieldName } = await scene.must(appId, 1, 'telephony.externalCall.attachRecord', { CALL_ID, FILENAME: 'one.mp3' }) as { uploadUrl: string, fieldName: string }
    const bring = async (url: string, content = 'ID3 sound'): Promise<Response> => {
      const form = new FormData()
      form.append(fieldName, new Blob([content]), 'any.mp3')
      return fetch(url, { method: 'POST', body: form })
    }
    expect((await bring(uploadUrl.replace('telephony%7C', 'telephony%7CA'))).status).toBe(401)
    expect((await bring(uploadUrl.replace(/auth=[^&]+/, 'auth='))).status).toBe(401)
    expect(await (await bring(uploadUrl, '')).json()).toMatchObject({ error: 'ERROR_CORE', error_description: 'File content is empty.' })
    const { result } = await (await bring(uploadUrl)).json() as { result: { FILE_ID: number } }
    expect(await scene.must(appId, 1, 'voximplant.statistic.get', { FILTER: { CALL_ID } })).toMatchObject([{ RECORD_FILE_ID: result.FILE_ID }])
    const { DOWNLOAD_URL } = await scene.must(appId, 1, 'disk.file.get', { id: result.FILE_ID }) as { DOWNLOAD_URL: string }
    expect(await (await fetch(DOWNLOAD_URL)).text()).toBe('ID3 sound')
    scene.portal.clock.shift(3_600_001)
    expect((await bring(uploadUrl)).status).toBe(401)
  })

  it('fetches a record from another server, and says what that server answered', async () => {
    const { CALL_ID } = await register({ CRM_ENTITY_TYPE: 'LEAD', CRM_ENTITY_ID: lead })
    await scene.must(appId, 1, 'telephony.externalCall.finish', { CALL_ID, USER_ID: 4, DURATION: 95 })
    const attach = (RECORD_URL: string): ReturnType<Scene['call']> => scene.call(appId, 1, 'telephony.externalCall.attachRecord', { CALL_ID, RECORD_URL })
    expect(await attach(`${scene.receiver.url}/one.wav`)).toMatchObject({ status: 200, body: { result: { FILE_ID: expect.any(Number) } } })
    expect(await attach(`${scene.portal.settings.origin}/nowhere/one.wav`)).toMatchObject({ status: 400, body: { error: 'ERROR_CORE', error_description: 'Server returns HTTP error code 404' } })
    expect(await attach(`${scene.receiver.url}/one.exe`)).toMatchObject({ body: { error_description: 'Wrong file extension. Only wav and mp3 are allowed' } })
  })

  it('finds clients by the whole number, contacts first, as far as the caller may see', async () => {
    const fm = [{ typeId: 'PHONE' as const, valueType: 'WORK', value: '8 (999) 555-44-33' }]
    const [mine, company] = [scene.portal.crm.add(1, { title: 'Mine', assignedById: 4, fm }, byRep), scene.portal.crm.add(4, { title: 'Daisy', assignedById: 5, fm }, { kind: 'system' })]
    const search = (userId: number, PHONE_NUMBER: string): Promise<unknown> => scene.must(appId, userId, 'telephony.externalCall.searchCrmEntities', { PHONE_NUMBER })
    expect(await search(1, '+79995554433')).toMatchObject([
      { CRM_ENTITY_TYPE: 'COMPANY', CRM_ENTITY_ID: company.id, NAME: 'Daisy', ASSIGNED_BY_ID: 5, ASSIGNED_BY: { ID: '5', USER_PHONE_INNER: '5' } },
      { CRM_ENTITY_TYPE: 'LEAD', CRM_ENTITY_ID: mine.id, NAME: 'Mine' },
    ])
    expect(await search(1, '5554433')).toEqual([])
    expect(await search(4, '79995554433')).toMatchObject([{ CRM_ENTITY_ID: mine.id }])
    expect(await scene.call(appId, 1, 'telephony.externalCall.searchCrmEntities', { PHONE_NUMBER: '' })).toMatchObject({ status: 400, body: { error: 'ERROR_CORE', error_description: 'PHONE_NUMBER is empty' } })
    expect(await scene.call(appId, 1, 'telephony.externalCall.searchCrmEntities')).toMatchObject({ status: 400, body: { error: 'ERROR_CORE' } })
  })

  it('names its activities by the provider of the knob', async () => {
    scene.portal.knobs.set('externalCallProviderId', 'REST_APP_CALL')
    const { CALL_ID } = await register({ CRM_ENTITY_TYPE: 'LEAD', CRM_ENTITY_ID: lead })
    await scene.must(appId, 1, 'telephony.externalCall.finish', { CALL_ID, USER_ID: 4, DURATION: 5 })
    expect(await scene.must(appId, 1, 'crm.activity.list', { filter: { OWNER_TYPE_ID: 1, OWNER_ID: lead } })).toMatchObject([{ TYPE_ID: '2', PROVIDER_ID: 'REST_APP_CALL' }])
  })

  it('makes a lead for a stranger only when asked, and finds whose number it is', async () => {
    expect(await register()).toMatchObject({ CRM_CREATED_LEAD: null, CRM_ENTITY_ID: null })
    const { CRM_CREATED_LEAD } = await register({ CRM_CREATE: 1 })
    expect(CRM_CREATED_LEAD).toEqual(expect.any(Number))
    expect(await register({ CRM_CREATE: 1 })).toMatchObject({ CRM_CREATED_LEAD: null, CRM_ENTITY_TYPE: 'LEAD', CRM_ENTITY_ID: CRM_CREATED_LEAD })
  })

  it.each([
    ['an unknown type', { TYPE: 9 }, 'Unknown TYPE.'],
    ['a strange number', { PHONE_NUMBER: 'call me' }, 'Unsupported phone number format.'],
    ['nobody', { USER_ID: 99 }, 'User is not found or is not active.'],
    ['a strange time', { CALL_START_DATE: 'yesterday' }, 'CALL_START_DATE should be in the ISO-8601 format.'],
  ])('refuses %s', async (_, params, words) => {
    const answer = await scene.call(appId, 1, 'telephony.externalCall.register', { USER_ID: 4, PHONE_NUMBER: '79990000000', TYPE: 1, ...params })
    expect(answer).toMatchObject({ status: 400, body: { error: 'ERROR_CORE', error_description: words } })
  })
})
