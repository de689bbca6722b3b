import type { Store } from '../../src/store/store.ts'
import type { GateScene } from '../support/gate-scene.ts'
import type { ServerFleet } from './server-fleet.ts'
import { openStore } from '../../src/store/open-store.ts'
import { freePort } from '../support/free-port.ts'
import { openGateScene } from '../support/gate-scene.ts'
import { startBalancer } from './balancer.ts'
import { letIn, serverSettings, withoutBrake } from './chaos-world.ts'
import { startFleet } from './server-fleet.ts'

/** One of many portals. */
export interface FloodPortal {
  scene: GateScene
  store: Store
  portalId: number
  url: string
  appId: number
}

/** Many portals on one set of servers. */
export interface FloodWorld {
  portals: FloodPortal[]
  fleet: ServerFleet
  close: () => Promise<void>
}

/** Starts so many stand-in portals with the application installed, and servers for all of them. */
export async function openFloodWorld({ databaseUrl, portals, servers, seed }: { databaseUrl: string, portals: number, servers: number, seed: number }): Promise<FloodWorld> {
  const store = await openStore({ engine: 'postgres', databaseUrl, poolSize: 20 })
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  // Taken before hundreds of portals ask for free ports; the servers stand behind it later.
  const behind: number[] = []
  const balancer = await startBalancer(behind, port)
  const opened: FloodPortal[] = []
  for (let index = 0; index < portals; index += 1) {
    const scene = await openGateScene(store, { seed: seed * 10_000 + index, treaty: withoutBrake, handler: `${url}/events` })
    opened.push({ scene, store, portalId: scene.portalId, url, appId: await letIn(scene) })
  }
  const fleet = await startFleet(servers, serverSettings({ url, databaseUrl, oauthUrl: opened[0]!.scene.oauthUrl, burst: 50, perSecond: 2 }))
  behind.push(...fleet.ports)
  return {
    portals: opened,
    fleet,
    async close() {
      await fleet.close()
      await balancer.close()
      await Promise.all(opened.map(({ scene }) => scene.close()))
      await store.close()
    },
  }
}
