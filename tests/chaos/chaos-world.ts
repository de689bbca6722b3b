import type { TreatyDocument } from '../../src/domain/treaty.ts'
import type { Store } from '../../src/store/store.ts'
import type { GateScene } from '../support/gate-scene.ts'
import type { ServerFleet } from './server-fleet.ts'
import { sealTokens } from '../../src/portals/sealed-tokens.ts'
import { createTokenVault } from '../../src/portals/token-vault.ts'
import { openStore } from '../../src/store/open-store.ts'
import { freePort } from '../support/free-port.ts'
import { CLIENT, openGateScene, PEOPLE } from '../support/gate-scene.ts'
import { startBalancer } from './balancer.ts'
import { startFleet } from './server-fleet.ts'

/** A stand-in portal, one Postgres, several production servers behind one address, and our own eyes on the store. */
export interface ChaosWorld {
  scene: GateScene
  store: Store
  portalId: number
  fleet: ServerFleet
  /** Address of the application: events and pages go through it. */
  url: string
  appId: number
  /** Lets the time pass after which others take over what a process held and a portal is swept again. */
  passLeases: () => Promise<void>
  close: () => Promise<void>
}

/** How a world is made. */
export interface ChaosWorldOptions {
  databaseUrl: string
  servers: number
  seed: number
  /** What the servers are told the portal allows. @default 5000 at once, 500 a second */
  burst?: number
  perSecond?: number
  /** One JSON line for each call the portal was asked. */
  restLogFile?: string
}

const KEY = '5a'.repeat(32)

/** Corrections are what is counted: the brake, which would stop them, is out of the way. */
function withoutBrake(document: TreatyDocument): TreatyDocument {
  return { ...document, gate: { ...document.gate, brake: { perHour: 1_000_000, sharePercent: 100, fromMoves: 1_000_000 } } }
}

/** Starts everything on an empty database; close with `close()`. */
export async function openChaosWorld({ databaseUrl, servers, seed, burst = 5_000, perSecond = 500, restLogFile }: ChaosWorldOptions): Promise<ChaosWorld> {
  const store = await openStore({ engine: 'postgres', databaseUrl, poolSize: 4 })
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const scene = await openGateScene(store, { seed, treaty: withoutBrake, handler: `${url}/events`, ...(restLogFile !== undefined && { restLogFile }) })
  const { portalId, portal } = scene
  const { id: appId } = portal.apps.list().find(app => app.clientId === CLIENT.clientId)!
  await store.portals.update(portalId, { appLocalId: appId }, Date.now())
  const vault = createTokenVault([new Uint8Array(32).fill(0x5A)])
  await store.tokens.save(portalId, sealTokens(vault, portalId, { ...portal.tokens.issue({ appId, userId: PEOPLE.admin }), userId: PEOPLE.admin }), Date.now())
  const fleet = await startFleet(servers, {
    APP_URL: url,
    ALLOW_PRIVATE_HOSTS: '1',
    DATABASE_URL: databaseUrl,
    ENCRYPTION_KEY: KEY,
    B24_CLIENT_ID: CLIENT.clientId,
    B24_CLIENT_SECRET: CLIENT.clientSecret,
    B24_OAUTH_URLS: scene.oauthUrl,
    B24_REQUEST_BURST: String(burst),
    B24_REQUESTS_PER_SECOND: String(perSecond),
    LOG_LEVEL: 'warn',
  })
  const balancer = await startBalancer(fleet.ports, port)
  return {
    scene,
    store,
    portalId,
    fleet,
    url,
    appId,
    async passLeases() {
      await store.executeSql(`update portal set lease_until_at = clock_timestamp() where portal_id = ${portalId} and lease_until_at is not null`)
      await store.executeSql(`update task_lease set until_at = null, next_at = null where portal_id = ${portalId}`)
    },
    async close() {
      await fleet.close()
      await balancer.close()
      await scene.close()
      await store.close()
    },
  }
}
