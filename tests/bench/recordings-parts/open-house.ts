import type { Portal } from '../../portal/portal.ts'
import type { Child } from '../../support/start-child.ts'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPortal } from '../../portal/start-portal.ts'
import { freePort } from '../../support/free-port.ts'
import { runWizard } from '../../support/run-wizard.ts'
import { startChild } from '../../support/start-child.ts'

/** The portal in this process, the application as `npm start` runs it in another. */
export interface House {
  portal: Portal
  appId: number
  appUrl: string
  /** The application's process. */
  server: Child
  close: () => Promise<void>
}

const CLIENT = { clientId: 'local.6a1b2c3d4e5f60.12345678', clientSecret: randomBytes(24).toString('hex') }
const SCOPES = ['crm', 'placement', 'user_brief', 'department', 'im', 'task', 'calendar', 'telephony', 'disk']

/** Starts both on this machine with an embedded store in a temporary folder, and installs. */
export async function openHouse(): Promise<House> {
  const [running, port, dataDir] = [await startPortal(), await freePort(), await mkdtemp(join(tmpdir(), 'treaty-bench-'))]
  const appUrl = `http://127.0.0.1:${port}`
  const server = startChild('../../src/main.ts', [], {
    APP_URL: appUrl,
    PORT: String(port),
    ALLOW_PRIVATE_HOSTS: '1',
    EMBEDDED: '1',
    DATA_DIR: dataDir,
    ENCRYPTION_KEY: randomBytes(32).toString('hex'),
    B24_CLIENT_ID: CLIENT.clientId,
    B24_CLIENT_SECRET: CLIENT.clientSecret,
    B24_OAUTH_URLS: running.oauthUrl,
    B24_REQUEST_BURST: '500',
    LOG_LEVEL: 'error',
  })
  const close = async (): Promise<void> => {
    await server.kill()
    await running.close()
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    await server.line(line => line.startsWith('ready app='))
    const { id: appId } = running.portal.apps.register({ code: CLIENT.clientId, ...CLIENT, title: 'Мирный договор', appUrl: `${appUrl}/app`, installUrl: `${appUrl}/install`, scopes: SCOPES, version: 1 })
    await runWizard({ portal: running.portal, appId, url: appUrl })
    running.portal.apps.finishInstall(appId)
    await running.portal.events.idle()
    return { portal: running.portal, appId, appUrl, server, close }
  }
  catch (error) {
    await close()
    throw error
  }
}
