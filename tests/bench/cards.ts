import type { SessionAnswer } from '../../src/contracts/api/session.schema.ts'
import type { Demo } from '../demo/start-demo.ts'
import { startDemo } from '../demo/start-demo.ts'
import { defaultStaff } from '../portal/people/default-staff.ts'

/** Reps who each open a card a minute. */
const REPS = 60
const MINUTES = 1.5
/** A correction is timed this often. */
const CORRECTION_EVERY_MS = 15_000
/** In this time whatever was asked of the portal before has drained. */
const DRAIN_MS = 30_000
const PORTAL_ID = 1
const REP = defaultStaff.reps[0]

/** What cards and corrections cost each other. */
export interface CardTimes {
  /** From the frame's first request (session) to the card's state, ms. */
  open_p50_ms: number
  open_p95_ms: number
  requests_per_open: number
  /** From a rep's move to the lead being back, nobody else at work; and while the cards are opened. */
  correction_alone_p95_ms: number
  correction_beside_cards_p95_ms: number
}

const wait = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/**
 * `npm run bench -- cards --json`: sixty reps open a card a minute on a portal that allows fifty requests at once and two a second,
 * for ninety seconds; corrections go on beside them.
 */
export async function run(): Promise<CardTimes> {
  const demo = await startDemo({ leads: 100, env: { B24_REQUEST_BURST: '50', B24_REQUESTS_PER_SECOND: '2' } })
  try {
    const reps = Array.from({ length: REPS }, (_, index) => addRep(demo, index))
    for (const userId of reps)
      await demo.store.roles.replace(PORTAL_ID, { userId, roles: ['rep'], grantedBy: null, now: Date.now() })
    await bindField(demo)
    const cards = reps.map(userId => ({ userId, leadId: addLead(demo, userId) }))
    await wait(DRAIN_MS)
    const alone = await correct(demo, 4)
    const before = await requestsSoFar(demo)
    const [opened, beside] = await Promise.all([openCards(demo, cards), correct(demo, MINUTES * 60_000 / CORRECTION_EVERY_MS)])
    const requests = await requestsSoFar(demo) - before
    return {
      open_p50_ms: percentile(opened, 0.5),
      open_p95_ms: percentile(opened, 0.95),
      requests_per_open: Math.round(requests / opened.length * 100) / 100,
      correction_alone_p95_ms: percentile(alone, 0.95),
      correction_beside_cards_p95_ms: percentile(beside, 0.95),
    }
  }
  finally {
    await demo.close()
  }
}

const as = (userId: number) => ({ kind: 'user', userId, appId: null }) as const

function addRep({ running: { portal } }: Demo, index: number): number {
  return portal.people.add({ name: 'Rep', lastName: String(index), position: 'Sales', departmentIds: [2], crmRead: 'own', crmWrite: 'own' }).id
}

/** A criterion that a CRM field answers: each card asks for the field's value. Corrections are what is measured: the brake is out of the way. */
async function bindField({ store }: Demo): Promise<void> {
  await store.executeSql(`update treaty_version set document = jsonb_set(jsonb_set(document, '{criteria,0,field}', '"opportunity"'), '{gate,brake}', '{"perHour":1000000,"sharePercent":100,"fromMoves":1000000}')`)
}

function addLead({ running: { portal } }: Demo, assignedById: number): number {
  return portal.crm.add(1, { title: 'A lead', assignedById, opportunity: 1000, currencyId: 'RUB' }, as(assignedById)).id
}

/** A card a second, each another rep's; waits for none of them. */
async function openCards(demo: Demo, cards: readonly { userId: number, leadId: number }[]): Promise<number[]> {
  const opening: Promise<number>[] = []
  for (let index = 0; index < REPS * MINUTES; index += 1) {
    const card = cards[index % cards.length]!
    opening.push(openCard(demo, card))
    await wait(60_000 / REPS)
  }
  return Promise.all(opening)
}

/** What the field does: a session with a fresh token, then the state of the card. */
async function openCard({ running: { portal }, appId, appUrl }: Demo, { userId, leadId }: { userId: number, leadId: number }): Promise<number> {
  const { accessToken } = portal.tokens.issue({ appId, userId })
  const startedAt = performance.now()
  const { token } = await answerOf<SessionAnswer>(fetch(`${appUrl}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ memberId: portal.settings.memberId, accessToken }) }))
  await answerOf(fetch(`${appUrl}/api/items/1/${leadId}/feedback`, { headers: { authorization: `Bearer ${token}` } }))
  return performance.now() - startedAt
}

async function answerOf<Answer>(asking: Promise<Response>): Promise<Answer> {
  const response = await asking
  if (!response.ok)
    throw new Error(`${response.status} ${await response.text()}`)
  // The cast: the server parsed its answer before it left.
  return await response.json() as Answer
}

/** Milliseconds from a rep's move past the handoff to the lead being back, one every few seconds. */
async function correct({ running: { portal } }: Demo, times: number): Promise<number[]> {
  const durations: number[] = []
  for (let time = 0; time < times; time += 1) {
    const lead = portal.crm.add(1, { title: 'Moved too early', assignedById: REP, stageId: 'IN_PROCESS' }, as(REP))
    await wait(CORRECTION_EVERY_MS / 2)
    const startedAt = performance.now()
    portal.crm.update(1, lead.id, { stageId: 'PROCESSED' }, as(REP), 'kanban')
    while (portal.crm.get(1, lead.id)?.stageId === 'PROCESSED') {
      if (performance.now() - startedAt > 60_000)
        throw new Error('A correction took more than a minute')
      await wait(10)
    }
    durations.push(performance.now() - startedAt)
    await wait(CORRECTION_EVERY_MS / 2)
  }
  return durations
}

async function requestsSoFar({ app, store }: Demo): Promise<number> {
  await app.idle()
  const { rows } = await store.restLog.list(PORTAL_ID, {}, { limit: 1 })
  return rows[0]?.logId ?? 0
}

function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return Math.round(sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0)
}
