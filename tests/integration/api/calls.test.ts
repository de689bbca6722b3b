import type { CardState } from '../../../src/contracts/api/card-state.schema.ts'
import type { AppScene } from '../../support/app-scene.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAppScene } from '../../support/app-scene.ts'
import { prepareEngine } from '../../support/engines.ts'

const REP = 4

describe('calls behind a verdict', () => {
  const engine = prepareEngine()
  let scene: AppScene
  let token: string

  const addLead = (): number => scene.running.portal.crm.add(1, { title: 'A lead', assignedById: REP }, { kind: 'user', userId: 1, appId: null }).id
  async function call(leadId: number, direction: 1 | 2): Promise<void> {
    const response = await fetch(`${scene.running.url}/rest/1/demo/crm.activity.add`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ fields: { OWNER_TYPE_ID: 1, OWNER_ID: leadId, TYPE_ID: 2, DIRECTION: direction, SUBJECT: 'A call', COMPLETED: 'Y', RESPONSIBLE_ID: REP, COMMUNICATIONS: [{ VALUE: '+74950000000', ENTITY_ID: leadId, ENTITY_TYPE_ID: 1, TYPE: 'PHONE' }] } }),
    })
    expect(response.status, await response.text()).toBe(200)
  }
  const card = async (leadId: number): Promise<CardState> => (await scene.api(token, `/api/items/1/${leadId}/feedback`)).json() as Promise<CardState>
  const noAnswer = async (leadId: number): Promise<CardState> => (await scene.api(token, `/api/items/1/${leadId}/feedback`, { method: 'POST', body: { label: 'spam', reason: 'no_answer', clientKey: crypto.randomUUID() } })).json() as Promise<CardState>

  beforeAll(async () => {
    scene = await openAppScene({ store: engine.store })
    await scene.install()
    token = (await scene.session(REP)).token
  })
  afterAll(() => scene.close())

  it('the card counts outgoing calls of the CRM and no incoming ones', async () => {
    const leadId = addLead()
    await scene.settle()
    await call(leadId, 2)
    await call(leadId, 1)
    await call(leadId, 2)
    expect((await card(leadId)).stillTrying).toMatchObject({ made: 2, canMark: true })
  })

  it('"no answer" before the agreed attempts is unproven, and after them it counts', async () => {
    const [early, late] = [addLead(), addLead()]
    await scene.settle()
    await call(early, 2)
    const { stillTrying: { allowed } } = await card(addLead())
    for (let attempt = 0; attempt < allowed; attempt += 1)
      await call(late, 2)
    expect((await noAnswer(early)).feedback).toMatchObject({ complete: true, unproven: true })
    expect((await noAnswer(late)).feedback).toMatchObject({ complete: true, unproven: false })
  })

  it('a portal that does not answer leaves the card usable with the number known last', async () => {
    const leadId = addLead()
    await scene.settle()
    scene.running.portal.knobs.set('restTroubles', [{ method: 'crm.activity.list', kind: 'status', status: 500, code: '', delayMs: 0, share: 1, times: null }])
    expect(await card(leadId)).toMatchObject({ stillTrying: { made: 0 }, rights: { give: true } })
  })
})
