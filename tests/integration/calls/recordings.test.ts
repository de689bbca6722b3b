import type { CallsScene } from '../../support/calls-scene.ts'
import { Buffer } from 'node:buffer'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { peaksSchema } from '../../../src/contracts/api/calls.schema.ts'
import { reviewSignalsSchema } from '../../../src/contracts/api/review-lists.schema.ts'
import { openCallsScene } from '../../support/calls-scene.ts'
import { prepareEngine } from '../../support/engines.ts'

const [ADMIN, ROP, REP, OTHER_REP, MARKETER] = [1, 3, 4, 5, 10]

describe('recordings of calls', () => {
  const engine = prepareEngine()
  let scene: CallsScene
  beforeAll(async () => {
    scene = await openCallsScene(engine.store)
  })
  afterEach(() => scene.running.portal.knobs.reset())
  afterAll(() => scene.close())

  const state = async (userId: number, leadId: number): Promise<string | undefined> => (await scene.calls(userId, leadId)).calls[0]?.recording.state
  const bytes = async (answer: Response): Promise<Buffer> => Buffer.from(await answer.arrayBuffer())
  const code = async (answer: Response): Promise<unknown> => (await answer.json() as { error: { code: string } }).error.code

  it('are listed newest first, with who spoke and how long, and no number of the client', async () => {
    const leadId = await scene.lead()
    const now = scene.running.portal.clock.now()
    scene.call(leadId, { durationSec: 5, startAt: now - 60_000 })
    scene.call(leadId, { durationSec: 0, type: 2, startAt: now - 30_000 })
    const answer = await scene.calls(REP, leadId)
    expect(answer.telephony).toBe('works')
    expect(answer.calls).toMatchObject([
      { isOutgoing: false, durationSeconds: 0, user: { id: REP }, recording: { state: 'none', address: null } },
      { isOutgoing: true, durationSeconds: 5, user: { id: REP, name: expect.stringMatching(/\S/) }, recording: { state: 'ready' } },
    ])
    expect(JSON.stringify(answer)).not.toContain('7999')
  })

  it('play through our own server: the very bytes of the portal, forced to be sound, and no token of the portal in sight', async () => {
    const leadId = await scene.lead()
    const call = scene.call(leadId, { durationSec: 3 })
    const address = await scene.address(REP, leadId)
    const answer = await scene.hear(address)
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({ 'content-type': 'audio/wav', 'x-content-type-options': 'nosniff', 'accept-ranges': 'bytes', 'cache-control': 'private, no-store' })
    const file = scene.running.portal.work.files.get(call.recordFileId!)!
    expect((await bytes(answer)).equals(scene.running.portal.work.files.read(file, 0, file.size))).toBe(true)
    const tokens = [...scene.logged, address, JSON.stringify([...answer.headers])].join('\n')
    expect(tokens).not.toMatch(/disk%7C|disk\||download\.json|auth=/)
  })

  it.each([true, false])('are read in parts; the portal itself knows parts: %s', async (downloadRanges) => {
    const leadId = await scene.lead()
    scene.call(leadId, { durationSec: 2 })
    const address = await scene.address(REP, leadId)
    const whole = await bytes(await scene.hear(address))
    scene.running.portal.knobs.set('downloadRanges', downloadRanges)
    for (const [range, start, end] of [['bytes=0-9', 0, 10], ['bytes=41-1000', 41, 1001], ['bytes=-7', whole.length - 7, whole.length], ['bytes=30000-', 30_000, whole.length], ['bytes=30000-99999999', 30_000, whole.length]] as const) {
      const part = await scene.hear(address, { range })
      expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes ${start}-${end - 1}/${whole.length}`])
      expect((await bytes(part)).equals(whole.subarray(start, end))).toBe(true)
    }
    const beyond = await scene.hear(address, { range: 'bytes=99999999-' })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${whole.length}`])
    expect((await scene.hear(address, { range: 'bytes=9-2' })).status).toBe(200)
    const head = await scene.hear(address, {}, 'HEAD')
    expect([head.status, head.headers.get('content-length'), (await bytes(head)).length]).toEqual([200, String(whole.length), 0])
  })

  it('leave one audit row a ticket, however many parts are fetched', async () => {
    const leadId = await scene.lead()
    scene.call(leadId, { durationSec: 2 })
    const rows = async () => (await scene.store.audit.list(1, { action: 'recording.heard' }, { limit: 200 })).rows.filter(row => row.subject === `item:1:${leadId}`)
    const address = await scene.address(ROP, leadId)
    expect(await rows()).toEqual([])
    for (const range of ['bytes=0-9', 'bytes=10-', 'bytes=0-'])
      await bytes(await scene.hear(address, { range }))
    expect(await rows()).toMatchObject([{ actorId: ROP, detail: { call: expect.stringMatching(/^a\d+$/) } }])
    await bytes(await scene.hear(await scene.address(REP, leadId)))
    expect((await rows()).map(row => row.actorId).sort()).toEqual([ROP, REP])
  })

  it('have a wave that is measured without reading three hours', async () => {
    const [short, long] = [await scene.lead(), await scene.lead()]
    scene.call(short, { durationSec: 20 })
    scene.call(long, { durationSec: 3 * 3600 })
    for (const [leadId, seconds] of [[short, 20], [long, 10_800]] as const) {
      const { calls: [call] } = await scene.calls(REP, leadId)
      const answer = await scene.hear(call!.recording.peaksAddress!)
      const { peaks, durationSeconds } = peaksSchema.parse(await answer.json())
      expect(durationSeconds).toBeCloseTo(seconds, 0)
      expect(peaks.length).toBeGreaterThanOrEqual(80)
      expect(Math.max(...peaks)).toBe(100)
      expect(Math.min(...peaks)).toBeLessThan(60)
    }
    const part = await scene.hear(await scene.address(REP, long), { range: 'bytes=172000000-172000099' })
    expect([part.status, (await bytes(part)).length]).toEqual([206, 100])
  })

  describe('say what there is to say', () => {
    it('none: nobody answered', async () => {
      const leadId = await scene.lead()
      scene.call(leadId, { durationSec: 0, failedCode: '304' })
      expect(await state(REP, leadId)).toBe('none')
    })

    it('not_ready, and ready once an outside telephony has attached it', async () => {
      scene.running.portal.knobs.set('recordDelayMs', 3_600_000)
      const leadId = await scene.lead()
      scene.call(leadId)
      expect(await state(REP, leadId)).toBe('not_ready')
      scene.running.portal.work.calls.attachPending()
      expect(await state(REP, leadId)).toBe('ready')
    })

    it('none: a talk of two days ago that nobody recorded', async () => {
      const leadId = await scene.lead()
      scene.call(leadId, { recorded: false, startAt: scene.running.portal.clock.now() - 48 * 3_600_000 })
      expect(await state(REP, leadId)).toBe('none')
    })

    it('empty: a file of no length', async () => {
      const leadId = await scene.lead()
      scene.attach(scene.call(leadId), { name: 'empty.wav', content: { kind: 'bytes', bytes: Buffer.alloc(0) } })
      expect(await state(REP, leadId)).toBe('empty')
    })

    it('expired: gone after it was listed, at once for who plays and then for who looks', async () => {
      const leadId = await scene.lead()
      const call = scene.call(leadId)
      const address = await scene.address(REP, leadId)
      scene.running.portal.work.files.remove(call.recordFileId!)
      const answer = await scene.hear(address)
      expect([answer.status, await code(answer)]).toEqual([410, 'recording_expired'])
      expect(await state(REP, leadId)).toBe('expired')
    })

    it('no_telephony: the plan has none, while files of activities still play', async () => {
      scene.running.portal.knobs.set('telephonyMissing', true)
      const [bare, recorded] = [await scene.lead(), await scene.lead()]
      scene.call(bare, { recorded: false })
      scene.call(recorded)
      expect(await scene.calls(REP, bare)).toMatchObject({ telephony: 'absent', calls: [{ recording: { state: 'no_telephony' } }] })
      expect((await scene.hear(await scene.address(REP, recorded))).status).toBe(200)
    })

    it('no_right: a marketer sees the call of a lead that is not in review, and hears it once it is', async () => {
      const leadId = await scene.lead()
      scene.call(leadId)
      expect(await scene.calls(MARKETER, leadId)).toMatchObject({ calls: [{ durationSeconds: 12, recording: { state: 'no_right', address: null } }] })
      const { token } = await scene.session(REP)
      expect((await scene.api(token, `/api/items/1/${leadId}/feedback`, { method: 'POST', body: { label: 'spam', reason: 'advertiser', clientKey: crypto.randomUUID() } })).status).toBe(200)
      expect(await scene.store.reviews.ofItems(1, [{ entityTypeId: 1, itemId: leadId }])).not.toEqual([])
      expect(await state(MARKETER, leadId)).toBe('ready')
    })
  })

  describe('stay closed', () => {
    it('to another rep and to an administrator without a role, with an audit row', async () => {
      const leadId = await scene.lead()
      scene.call(leadId)
      const { token } = await scene.session(OTHER_REP)
      const answer = await scene.api(token, `/api/items/1/${leadId}/calls`)
      expect([answer.status, await code(answer)]).toEqual([403, 'no_right'])
      expect((await scene.store.audit.list(1, { action: 'calls.denied' }, { limit: 50 })).rows).toContainEqual(expect.objectContaining({ actorId: OTHER_REP, subject: `item:1:${leadId}` }))
      expect((await scene.api((await scene.session(ADMIN)).token, `/api/items/1/${leadId}/calls`)).status).toBe(403)
    })

    it('when the ticket is forged, of another call, or its person has lost the right meanwhile', async () => {
      const [one, two] = [await scene.lead(), await scene.lead()]
      scene.call(one)
      scene.call(two)
      const [address, other] = [await scene.address(REP, one), await scene.address(REP, two)]
      const swapped = `${other.split('?')[0]}?${address.split('?')[1]}`
      expect((await scene.hear(swapped)).status).toBe(404)
      expect(await code(await scene.hear(`${address.slice(0, -4)}AAAA`))).toBe('ticket_over')
      scene.running.portal.crm.update(1, one, { assignedById: OTHER_REP }, { kind: 'user', userId: ADMIN, appId: null })
      await scene.settle()
      const answer = await scene.hear(address)
      expect([answer.status, await code(answer)]).toEqual([403, 'recording_no_right'])
      expect((await scene.hear(other)).status).toBe(200)
    })

    it('to a link that has died meanwhile: it is read anew, once, and plays', async () => {
      const leadId = await scene.lead()
      scene.call(leadId)
      const address = await scene.address(REP, leadId)
      scene.running.portal.tokens.expireAll()
      expect((await scene.hear(address)).status).toBe(200)
    })

    it.each(['text/html', 'application/json', 'image/svg+xml'])('to %s in place of sound', async (downloadContentType) => {
      const leadId = await scene.lead()
      scene.call(leadId)
      const address = await scene.address(REP, leadId)
      scene.running.portal.knobs.set('downloadContentType', downloadContentType)
      const answer = await scene.hear(address)
      expect(answer.status).toBe(502)
      expect(await answer.json()).toMatchObject({ error: { code: 'recording_not_audio', message: expect.stringContaining('лежит не звук') } })
    })

    it('to nothing less: bytes without a type are served as sound', async () => {
      const leadId = await scene.lead()
      scene.call(leadId)
      const address = await scene.address(REP, leadId)
      scene.running.portal.knobs.set('downloadContentType', 'application/octet-stream')
      expect((await scene.hear(address)).headers.get('content-type')).toBe('audio/mpeg')
    })

    it.each(['http://127.0.0.1:1/secret.wav', 'http://169.254.169.254/latest/meta-data', 'https://[::1]/a.wav', 'http://[::ffff:169.254.169.254]/', 'ftp://pbx.example/a.wav', 'https://0x7f.1/a.wav'])('to a record address %s', async (recordUrl) => {
      const leadId = await scene.lead()
      const call = scene.call(leadId, { recorded: false })
      call.recordUrl = recordUrl
      const answer = await scene.hear(await scene.address(REP, leadId))
      expect(answer.status).toBe(502)
      expect(await answer.json()).toMatchObject({ error: { code: 'recording_address', message: 'Ссылка на запись ведёт во внутреннюю сеть: такую не открываем. Пусть телефония приложит файл к звонку.' } })
    })
  })

  it('raise a question about ❌ after a talk of three minutes, not after a short one', async () => {
    const [long, short] = [await scene.lead(), await scene.lead()]
    scene.call(long, { durationSec: 200 })
    scene.call(short, { durationSec: 170 })
    const { token } = await scene.session(REP)
    for (const leadId of [long, short])
      expect((await scene.api(token, `/api/items/1/${leadId}/feedback`, { method: 'POST', body: { label: 'spam', reason: 'advertiser', clientKey: crypto.randomUUID() } })).status).toBe(200)
    await scene.app.jobs.find(({ name }) => name === 'reviews.signals')!.work(null)
    const asked = await scene.api((await scene.session(ROP)).token, '/api/reviews/signals?kind=spam_long_talk')
    const { signals } = reviewSignalsSchema.parse(await asked.json())
    expect(signals).toMatchObject([{ kind: 'spam_long_talk', item: { itemId: long }, rep: { id: REP }, question: expect.stringMatching(/3.*\?$/) }])
  })

  it('asks the portal for nothing it does not document', () => {
    expect(scene.running.portal.violations.list()).toEqual([])
  })
})
