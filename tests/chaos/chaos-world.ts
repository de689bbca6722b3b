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
  /** Ends the database as in a power cut and starts it again. @throws Error when it is somebody else's */
  restartDatabase: () => Promise<void>
  /** Lets the time pass after which others take over what a process held and a portal is swept again. */
  passLeases: () => Promise<void>
  close: () => Promise<void>
}

/** How a world is made. */
export interface ChaosWorldOptions {
  databaseUrl: string
  /** Restarts that database. */
  restartDatabase?: () => Promise<void>
  servers: number
  seed: number
  /** What the servers are told the portal allows. @default 5000 at once, 500 a second */
  burst?: number
  perSecond?: number
  /** One JSON line for each call the portal was asked. */
  restLogFile?: string
}

const KEY = '5a'.repeat(32)

/** Gives the servers tokens of a scene's portal, as its installation would. Returns the application's number there. */
export async function letIn({ portal, portalId, store }: GateScene): Promise<number> {
  const { id: appId } = portal.apps.list().find(app => app.clientId === CLIENT.clientId)!
  await store.portals.update(portalId, { appLocalId: appId }, Date.now())
  const vault = createTokenVault([new Uint8Array(32).fill(0x5A)])
  await store.tokens.save(portalId, sealTokens(vault, portalId, { ...portal.tokens.issue({ appId, userId: PEOPLE.admin }), userId: PEOPLE.admin }), Date.now())
  return appId
}

/** Settings of the production servers; an answer that does not come is waited for three seconds, not sixty-five. */
export function serverSettings(world: { url: string, databaseUrl: string, oauthUrl: string, burst: number, perSecond: number }): Record<string, string> {
  return {
    APP_URL: world.url,
    ALLOW_PRIVATE_HOSTS: '1',
    DATABASE_URL: world.databaseUrl,
    ENCRYPTION_KEY: KEY,
    B24_CLIENT_ID: CLIENT.clientId,
    B24_CLIENT_SECRET: CLIENT.clientSecret,
    B24_OAUTH_URLS: world.oauthUrl,
    B24_REQUEST_BURST: String(world.burst),
    B24_REQUESTS_PER_SECOND: String(world.perSecond),
    B24_ANSWER_TIMEOUT_SEC: '3',
    LOG_LEVEL: 'warn',
  }
}

/** Corrections are what is counted: the brake, which would stop them, is out of the way. */
export function withoutBrake(document: TreatyDocument): TreatyDocument {
  return { ...document, gate: { ...document.gate, brake: { perHour: 1_000_000, sharePercent: 100, fromMoves: 1_000_000 } } }
}

/** Starts everything on an empty database; close with `close()`. */
export async function openChaosWorld({ databaseUrl, restartDatabase, servers, seed, burst = 5_000, perSecond = 500, restLogFile }: ChaosWorldOptions): Promise<ChaosWorld> {
  const store = await openStore({ engine: 'postgres', databaseUrl, poolSize: 4 })
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const scene = await openGateScene(store, { seed, treaty: withoutBrake, handler: `${url}/events`, ...(restLogFile !== undefined && { restLogFile }) })
  const { portalId } = scene
  const appId = await letIn(scene)
  const fleet = await startFleet(servers, serverSettings({ url, databaseUrl, oauthUrl: scene.oauthUrl, burst, perSecond }))
  const balancer = await startBalancer(fleet.ports, port)
  return {
    scene,
    store,
    portalId,
    fleet,
    url,
    appId,
    restartDatabase: restartDatabase ?? (() => Promise.reject(new Error('This database is not ours to restart.'))),
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
