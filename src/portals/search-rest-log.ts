import type { RestLogPage, RestLogQuery } from '../contracts/api/rest-log.schema.ts'
import type { StoreScope } from '../store/store.ts'
import type { HealthActor } from './health-rights.ts'
import { REST_LOG_PAGE_SIZE } from '../contracts/api/rest-log.schema.ts'
import { requireHealthGrant } from './health-rights.ts'

/** Server calls of a portal, newest first, page by page. @throws HttpError 403 `no_right` */
export async function searchRestLog({ restLog }: Pick<StoreScope, 'restLog'>, portalId: number, actor: HealthActor, query: RestLogQuery): Promise<RestLogPage> {
  requireHealthGrant(actor, 'see_health')
  const { status } = query
  return restLog.list(portalId, {
    method: query.method || undefined,
    text: query.text || undefined,
    fromAt: query.from,
    toAt: query.to,
    ...(typeof status === 'number' ? { status } : {}),
    ...(status === 'ok' || status === 'failed' ? { failed: status === 'failed' } : {}),
  }, { cursor: query.cursor ?? null, limit: REST_LOG_PAGE_SIZE })
}
