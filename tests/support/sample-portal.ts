import type { Portal } from '../../src/store/portals.ts'
import type { Store } from '../../src/store/store.ts'
import { randomBytes } from 'node:crypto'
import { hashApplicationToken } from '../../src/store/application-token-hash.ts'

/** An active portal of its own for a test; `applicationToken` is what its events carry. */
export async function createSamplePortal(store: Pick<Store, 'portals'>, details: Partial<Portal> & { applicationToken?: string } = {}): Promise<Portal> {
  const { applicationToken = 'application-token', ...columns } = details
  const name = randomBytes(8).toString('hex')
  return store.portals.create({
    memberId: name,
    origin: `https://${name}.bitrix24.example`,
    clientEndpoint: `https://${name}.bitrix24.example/rest/`,
    serverEndpoint: 'https://oauth.bitrix24.example/rest/',
    status: 'active',
    applicationTokenHash: hashApplicationToken(applicationToken),
    ...columns,
  }, Date.UTC(2026, 10, 1))
}
