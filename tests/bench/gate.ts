import type { TreatyDocument } from '../../src/domain/treaty.ts'
import type { GateScene } from '../support/gate-scene.ts'
import { openStore } from '../../src/store/open-store.ts'
import { startSync } from '../../src/sync/start-sync.ts'
import { openGateScene } from '../support/gate-scene.ts'

/** Leads of one burst, and of the import a rep works beside. */
const BURST = 1_000
const IMPORT = 50_000
const SINGLE = 20
const DURING_IMPORT = 12

/** Reps enough that everybody gets his messages one by one: grouping would spare requests. */
const REPS = 250

/** May change everybody's leads. */
const ADMIN = { kind: 'user', userId: 1, appId: null } as const

const wait = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** Corrections are what is measured: the brake is set out of the way. */
function withoutBrake(document: TreatyDocument): TreatyDocument {
  return { ...document, gate: { ...document.gate, brake: { perHour: 1_000_000, sharePercent: 100, fromMoves: 1_000_000 } } }
}

/**
 * From a rep's move to the correction in the portal, alone and beside an import of fifty thousand leads, and how many HTTP requests
 * a burst of a thousand changed leads takes when none, a tenth or all of them need a correction with a message and a record.
 */
export async function run(): Promise<object> {
  const requests = {
    requests_per_1000_clean: await burst(0),
    requests_per_1000_10pct: await burst(BURST / 10),
    requests_per_1000_all: await burst(BURST),
  }
  return { ...await corrections(), ...requests }
}

async function withScene<Result>(work: (scene: GateScene) => Promise<Result>): Promise<Result> {
  const store = await openStore({ engine: 'pglite', dataDir: 'memory://', vacuumEveryMs: 0 })
  const scene = await openGateScene(store, { treaty: withoutBrake })
  try {
    return await work(scene)
  }
  finally {
    await scene.close()
    await store.close()
  }
}

/** A thousand known leads change at once; `breaking` of them go past the handoff. */
function burst(breaking: number): Promise<number> {
  return withScene(async (scene) => {
    const reps = Array.from({ length: REPS }, (_, index) => addRep(scene, index))
    const leads = Array.from({ length: BURST }, (_, index) => scene.addLead({ assignedById: reps[index % REPS] }, ADMIN))
    await scene.settle()
    scene.forgetRequests()
    leads.forEach((lead, index) => scene.move(1, lead, index < breaking ? 'PROCESSED' : 'IN_PROCESS', ADMIN))
    await scene.portal.events.idle()
    await scene.work()
    const wrong = leads.slice(0, breaking).filter(lead => scene.stageOf(1, lead) !== 'NEW').length
    if (wrong > 0)
      throw new Error(`${wrong} of ${breaking} leads were not corrected`)
    return scene.requests()
  })
}

function addRep(scene: GateScene, index: number): number {
  return scene.portal.people.add({ name: 'Rep', lastName: String(index), position: 'Sales', departmentIds: [2], crmRead: 'own', crmWrite: 'own' }).id
}

function corrections(): Promise<object> {
  return withScene(async (scene) => {
    const sync = startSync(scene.deps, { sweepEveryMs: 0 })
    try {
      const alone = await timeMoves(scene, SINGLE)
      const importing = await importLeads(scene)
      const beside = await timeMoves(scene, DURING_IMPORT)
      importing.stop()
      await importing.done
      const { bulk } = await scene.store.dirty.waiting(scene.portalId)
      return { correction_p95_ms: p95(alone), import_correction_p95_ms: p95(beside), import_still_waiting: bulk.count }
    }
    finally {
      await sync.stop()
    }
  })
}

/**
 * Fifty thousand clean leads of one person wait in the inbox, in the lane the receiver gives to an import; on top of them the rest
 * of the import goes on coming in through the receiver while the measuring lasts.
 */
async function importLeads(scene: GateScene): Promise<{ stop: () => void, done: Promise<void> }> {
  scene.portal.knobs.apply({ dropEvents: 1 })
  for (let from = 0; from < IMPORT; from += 1_000) {
    const leads = Array.from({ length: 1_000 }, () => scene.addLead({}, ADMIN))
    await scene.mark(leads.map(itemId => ({ entityTypeId: 1, itemId })), 'bulk')
  }
  scene.portal.knobs.apply({ dropEvents: 0 })
  const stopping = new AbortController()
  const goOn = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      for (let index = 0; index < 20; index++)
        scene.addLead({}, ADMIN)
      await wait(100)
    }
  }
  return { stop: () => stopping.abort(), done: goOn() }
}

/** Milliseconds from a rep's move to the lead being back; each time another rep, as in an office. */
async function timeMoves(scene: GateScene, times: number): Promise<number[]> {
  const durations: number[] = []
  for (let time = 0; time < times; time++) {
    const rep = { kind: 'user', userId: addRep(scene, time), appId: null } as const
    const lead = scene.addLead({ assignedById: rep.userId }, rep)
    await wait(300)
    const startedAt = performance.now()
    scene.move(1, lead, 'PROCESSED', rep)
    while (scene.stageOf(1, lead) === 'PROCESSED') {
      if (performance.now() - startedAt > 60_000)
        throw new Error('A correction took more than a minute')
      await wait(5)
    }
    durations.push(performance.now() - startedAt)
  }
  return durations
}

function p95(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.95) - 1)] ?? 0)
}
