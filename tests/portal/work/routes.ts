import type { Exchange, Route } from '../http/route.ts'
import { Buffer } from 'node:buffer'
import { RestError } from '../rest/rest-error.ts'
import { systemError } from '../rest/system-error.ts'
import { canReadOwner, ownerItem } from './crm-owner.ts'
import { readDownloadToken } from './download-token.ts'
import { personOf } from './person-of.ts'
import { sendFile } from './send-file.ts'
import { uploadRoute } from './upload-route.ts'

/** Files for machines: the DOWNLOAD_URL of `disk.file.get`, the `FILES` of activities and the `urlMachine` of custom fields with a token at their end. */
export const fileRoutes: Route[] = [
  { method: 'GET', path: '/rest/download.json', handle: download },
  { method: 'GET', path: '/rest/crm.controller.item.getFile.json', handle: showFieldFile },
  { method: 'GET', path: '/bitrix/tools/crm_show_file.php', handle: showActivityFile },
  uploadRoute,
]

async function download(exchange: Exchange): Promise<void> {
  const { portal, url } = exchange
  const claim = readDownloadToken(portal, url.searchParams.get('token') ?? '')
  if (!claim)
    throw systemError('NO_AUTH_FOUND')
  if (claim.needsAuth && personOf(exchange) !== claim.userId)
    throw systemError('NO_AUTH_FOUND')
  if (claim.expiresAt <= portal.clock.now())
    throw systemError('expired_token')
  const file = portal.work.files.get(claim.fileId)
  if (!file)
    throw new RestError(404, 'ERROR_NOT_FOUND', `Could not find entity with id \`${claim.fileId}\``)
  await sendFile(exchange, file)
}

/** The record's own address opens with a token of somebody who may read its item. */
async function showActivityFile(exchange: Exchange): Promise<void> {
  const { portal, url } = exchange
  if (!portal.knobs.get('activityFilesTakeToken'))
    throw systemError('NO_AUTH_FOUND')
  const userId = personOf(exchange)
  const activity = portal.work.activities.get(Number(url.searchParams.get('ownerId')))
  const file = portal.work.files.get(Number(url.searchParams.get('fileId')))
  if (!activity || !file || !activity.fileIds.includes(file.id))
    throw new RestError(404, 'ERROR_NOT_FOUND', 'File not found')
  const reader = { portal, caller: { userId, appId: null } }
  if (!activity.bindings.some(owner => canReadOwner(reader, owner)))
    throw new RestError(403, 'ACCESS_DENIED', 'Access denied')
  await sendFile(exchange, file)
}

/** A file of a custom field opens with a token of somebody who may read the item. */
function showFieldFile(exchange: Exchange): void {
  const { portal, url: { searchParams } } = exchange
  const caller = { userId: personOf(exchange), appId: null }
  const owner = { entityTypeId: Number(searchParams.get('entityTypeId')), entityId: Number(searchParams.get('id')) }
  if (!canReadOwner({ portal, caller }, owner))
    throw new RestError(403, 'ACCESS_DENIED', 'Access denied')
  const files = [ownerItem({ portal }, owner)?.[searchParams.get('fieldName') ?? '']].flat()
  const file = files.find(one => typeof one === 'object' && one !== null && 'content' in one && one.id === Number(searchParams.get('fileId')))
  if (typeof file !== 'object' || file === null || !('content' in file))
    throw new RestError(404, 'ERROR_NOT_FOUND', 'File not found')
  exchange.send(Buffer.from(file.content, 'base64'), 200, {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'x-content-type-options': 'nosniff',
  })
}
