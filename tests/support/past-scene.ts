import type { BatchRow, PortalClients } from '../../src/bitrix/portal-client.ts'
import type { Store } from '../../src/store/store.ts'
import type { BackfillDeps } from '../../src/sync/backfill/backfill-deps.ts'
import type { GateScene, SceneOptions } from './gate-scene.ts'
import { openGateScene, PEOPLE, REP } from './gate-scene.ts'

/** A portal with a past: leads, moves, deals and calls from before the installation. */
export interface PastScene extends GateScene {
  backfill: BackfillDeps
  /** Leads of the past. */
  leads: number[]
}

/** How long before the installation the past ended. */
const PAST_MS = 10 * 60_000

/** Starts a gate scene and tells a past into its portal; its events are dropped, as nobody listened then. */
export async function openPastScene(store: Store, { leads = 260, ...options }: SceneOptions & { leads?: number } = {}): Promise<PastScene> {
  const scene = await openGateScene(store, options)
  const { portal } = scene
  portal.knobs.apply({ dropEvents: 1 })
  const ids = Array.from({ length: leads }, () => scene.addLead())
  ids.filter((_, index) => index % 10 === 0).forEach(lead => scene.move(1, lead, 'PROCESSED'))
  ids.filter((_, index) => index % 20 === 1).forEach(lead => void scene.convert(lead))
  await portal.events.idle()
  portal.knobs.apply({ dropEvents: 0 })
  await store.portals.update(scene.portalId, { installedAt: scene.now() + PAST_MS }, scene.now())
  scene.advance(PAST_MS)
  scene.forgetRequests()
  return { ...scene, leads: ids, backfill: backfillDeps(scene, scene.clients) }
}

/** Deps of the backfill over a scene, with any clients. */
export function backfillDeps(scene: GateScene, clients: PortalClients): BackfillDeps {
  return {
    store: scene.store,
    clients,
    readPace: async () => ({ operatingLeftSec: 240, crowdedUntil: 0 }),
    readPeople: async () => 4,
    now: scene.now,
    log: { info: () => {}, warn: (facts) => {
      if (facts.fault)
        throw new Error(`backfill fault: ${String(facts.fault)}`)
    } },
  }
}

/** Clients whose batches are changed on their way out. */
export function rewritingClients(clients: PortalClients, rewrite: (row: BatchRow) => BatchRow): PortalClients {
  return {
    ...clients,
    forPortal: (portalId) => {
      const client = clients.forPortal(portalId)
      return { ...client, batch: (rows, options) => client.batch(rows.map(rewrite), options) }
    },
  }
}

/** A call a rep made about a lead. */
export function addCall(scene: GateScene, leadId: number): void {
  scene.portal.work.calls.make({ userId: PEOPLE.rep, phoneNumber: '79990001122', durationSec: 60, owner: { entityTypeId: 1, entityId: leadId } }, REP)
}
