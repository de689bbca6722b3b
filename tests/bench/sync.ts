import type { TreatyDocument } from '../../src/domain/treaty.ts'
import type { GateScene } from '../support/gate-scene.ts'
import process from 'node:process'
import { openStore } from '../../src/store/open-store.ts'
import { openGateScene } from '../support/gate-scene.ts'

const LEADS = Number(process.env.SYNC_LEADS ?? 10_000)
const REPS = 250
const ADMIN = { kind: 'user', userId: 1, appId: null } as const

/** What a portal of the smallest plan allows: so many at once, so many more each second. */
const BURST = 50
const PER_SECOND = 2

/** Corrections are what is measured: the brake is set out of the way. */
function withoutBrake(document: TreatyDocument): TreatyDocument {
  return { ...document, gate: { ...document.gate, brake: { perHour: 1_000_000, sharePercent: 100, fromMoves: 1_000_000 } } }
}

/** How long ten thousand changed leads take until each is judged and what had to be corrected stands corrected. */
export async function run(): Promise<object> {
  const clean = await judged(0)
  const mixed = await judged(LEADS / 10)
  return {
    leads: LEADS,
    seconds: clean.seconds,
    seconds_10pct: mixed.seconds,
    requests: clean.requests,
    requests_10pct: mixed.requests,
    within_limit: [clean, mixed].every(one => one.requests <= BURST + PER_SECOND * one.seconds) ? 1 : 0,
  }
}

async function judged(breaking: number): Promise<{ seconds: number, requests: number }> {
  const store = await openStore({ engine: 'pglite', dataDir: 'memory://', vacuumEveryMs: 0 })
  const scene = await openGateScene(store, { treaty: withoutBrake })
  try {
    const leads = await changedLeads(scene, breaking)
    scene.forgetRequests()
    const startedAt = performance.now()
    await scene.work()
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10
    const { live, bulk } = await store.dirty.waiting(scene.portalId)
    const wrong = leads.slice(0, breaking).filter(lead => scene.stageOf(1, lead) !== 'NEW').length
    if (live.count + bulk.count + wrong > 0)
      throw new Error(`${live.count + bulk.count} leads wait and ${wrong} of ${breaking} stand uncorrected`)
    return { seconds, requests: scene.requests() }
  }
  finally {
    await scene.close()
    await store.close()
  }
}

/** Leads the mirror knows, changed by their reps; the first `breaking` of them past the handoff. */
async function changedLeads(scene: GateScene, breaking: number): Promise<number[]> {
  const reps = Array.from({ length: REPS }, (_, index) => scene.portal.people.add({ name: 'Rep', lastName: String(index), position: 'Sales', departmentIds: [2], crmRead: 'own', crmWrite: 'own' }).id)
  scene.portal.knobs.apply({ dropEvents: 1 })
  const leads = Array.from({ length: LEADS }, (_, index) => scene.addLead({ assignedById: reps[index % REPS] }, ADMIN))
  await scene.mark(leads.map(itemId => ({ entityTypeId: 1, itemId })))
  await scene.work()
  leads.forEach((lead, index) => scene.move(1, lead, index < breaking ? 'PROCESSED' : 'IN_PROCESS', ADMIN))
  await scene.mark(leads.map(itemId => ({ entityTypeId: 1, itemId })))
  return leads
}
