import type { GateScene } from '../../support/gate-scene.ts'
import { B24OAuth, EnumAppStatus } from '@bitrix24/b24jssdk'
import { LEAD_SELECT } from '../../../src/contracts/rest/item.schema.ts'
import { CLIENT, PEOPLE } from '../../support/gate-scene.ts'

const HOUR_SEC = 3_600

/** Leads the list helper of the official SDK reads in this time; it is told the same limit, so that it waits instead of failing. */
export async function sdkListRows({ portal, url, oauthUrl }: GateScene, forMs: number): Promise<number> {
  const { id: appId } = portal.apps.list().find(app => app.clientId === CLIENT.clientId)!
  const { accessToken, refreshToken, expiresAt } = portal.tokens.issue({ appId, userId: PEOPLE.admin })
  const sdk = new B24OAuth({
    applicationToken: '',
    userId: PEOPLE.admin,
    memberId: portal.settings.memberId,
    accessToken,
    refreshToken,
    expires: Math.floor(expiresAt / 1000),
    expiresIn: HOUR_SEC,
    scope: '',
    domain: new URL(url).host,
    clientEndpoint: `${url}/rest/`,
    serverEndpoint: `${oauthUrl}/rest/`,
    status: EnumAppStatus.Local,
  }, CLIENT, { restrictionParams: { rateLimit: { burstLimit: 1, drainRate: 2, adaptiveEnabled: false } } })
  sdk.offClientSideWarning()
  const endAt = performance.now() + forMs
  let rows = 0
  for await (const page of sdk.actions.v2.fetchList.make({ method: 'crm.item.list', params: { entityTypeId: 1, select: [...LEAD_SELECT] }, idKey: 'id', customKeyForResult: 'items' })) {
    rows += page.length
    if (performance.now() >= endAt)
      return rows
  }
  return rows
}
