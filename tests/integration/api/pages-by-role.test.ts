import type { Home } from '../../../src/contracts/api/home.schema.ts'
import type { AppScene } from '../../support/app-scene.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAppScene } from '../../support/app-scene.ts'
import { prepareEngine } from '../../support/engines.ts'

/** Employees of the stand-in portal by what they do there. */
const PEOPLE = { admin: 1, rop: 3, rep: 4, otherRep: 5, marketer: 10 } as const

describe('what each role may open', () => {
  const engine = prepareEngine()
  let scene: AppScene
  let leadId: number
  const ask = async (userId: number, path: string, body?: unknown): Promise<{ status: number, answer: Record<string, unknown> }> => {
    const { token } = await scene.session(userId)
    const response = await scene.api(token, path, body === undefined ? {} : { method: 'POST', body })
    return { status: response.status, answer: await response.json() as Record<string, unknown> }
  }

  beforeAll(async () => {
    scene = await openAppScene({ store: engine.store })
    await scene.install()
    leadId = scene.running.portal.crm.add(1, { title: 'A lead', assignedById: PEOPLE.rep }, { kind: 'user', userId: PEOPLE.admin, appId: null }).id
    await scene.settle()
  })
  afterAll(() => scene.close())

  it('a rep sees his own leads without a verdict and no gate', async () => {
    const { answer } = await ask(PEOPLE.rep, '/api/home')
    const home = answer as unknown as Home
    expect(home.mine?.items.map(item => item.itemId)).toEqual([leadId])
    expect(home).toMatchObject({ team: null, gate: null, setup: null, pages: ['home', 'review', 'kpi', 'treaty', 'ledger'] })
  })

  it('another rep does not see them', async () => {
    const { answer } = await ask(PEOPLE.otherRep, '/api/home')
    expect((answer as unknown as Home).mine?.items).toEqual([])
  })

  it('the head of sales sees the team and the gate', async () => {
    const { answer } = await ask(PEOPLE.rop, '/api/home')
    const home = answer as unknown as Home
    expect(home.team).toMatchObject({ overdue: 0, openBreaches: 0 })
    expect(home.gate).toMatchObject({ mode: 'observe', observingBecause: 'no_treaty', canPause: true })
    expect(home.coverage).toMatchObject({ items: 1, complete: 0 })
  })

  it('an administrator sees the installation and no items', async () => {
    const { answer } = await ask(PEOPLE.admin, '/api/home')
    expect(answer).toMatchObject({ mine: null, team: null, coverage: null, setup: { installed: true, treatySigned: false }, pages: ['home', 'kpi', 'treaty', 'install', 'health'] })
  })

  it('a card is open to its rep, to the heads and to marketers, and closed to another rep', async () => {
    const path = `/api/items/1/${leadId}/feedback`
    const [own, rop, marketer, other] = [await ask(PEOPLE.rep, path), await ask(PEOPLE.rop, path), await ask(PEOPLE.marketer, path), await ask(PEOPLE.otherRep, path)]
    expect([own.status, rop.status, marketer.status, other.status]).toEqual([200, 200, 200, 403])
    expect(own.answer.rights).toMatchObject({ give: true })
    expect(marketer.answer.rights).toMatchObject({ give: false })
    expect(other.answer.error).toMatchObject({ code: 'no_right' })
  })

  it('only who may give a verdict gives one', async () => {
    const verdict = { label: 'spam', reason: 'advertiser', clientKey: crypto.randomUUID() }
    expect((await ask(PEOPLE.marketer, `/api/items/1/${leadId}/feedback`, verdict)).status).toBe(403)
    expect((await ask(PEOPLE.otherRep, `/api/items/1/${leadId}/feedback`, verdict)).status).toBe(403)
  })

  it('only the head of sales grants a pass, and only heads and administrators pause the gate', async () => {
    expect((await ask(PEOPLE.rep, '/api/gate/pause', { paused: true })).status).toBe(403)
    expect((await ask(PEOPLE.marketer, '/api/gate/pause', { paused: true })).status).toBe(403)
    expect((await ask(PEOPLE.rep, '/api/ledger/1/pass', { reason: 'because' })).status).toBe(403)
    expect((await ask(PEOPLE.rop, '/api/ledger/1/pass', { reason: 'because' })).status).toBe(404)
    expect((await ask(PEOPLE.rop, '/api/gate/pause', { paused: true, reason: 'test' })).answer).toMatchObject({ mode: 'observe', paused: { by: { id: PEOPLE.rop } } })
    expect((await ask(PEOPLE.admin, '/api/gate/pause', { paused: false })).answer).toMatchObject({ paused: null })
  })

  it('broken input is refused with the field at fault', async () => {
    expect(await ask(PEOPLE.rep, `/api/items/1/${leadId}/feedback`, { label: 'best', clientKey: 'x' })).toMatchObject({ status: 400, answer: { error: { code: 'invalid_input', field: 'label' } } })
    expect((await ask(PEOPLE.rep, '/api/items/7/1/feedback')).status).toBe(400)
    expect((await ask(PEOPLE.rop, '/api/ledger?page=0')).status).toBe(400)
  })

  it('a request without a session is told to reload the page', async () => {
    const response = await fetch(`${scene.url}/api/home`)
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ error: { code: 'session_over' } })
  })
})
