import type { Call, Method } from '../../rest/method.ts'
import type { StoredFile } from '../../work/files.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { canReadOwner } from '../../work/crm-owner.ts'
import { downloadToken } from '../../work/download-token.ts'
import { integerOf } from '../../work/input.ts'
import { isoTime } from '../../work/iso-time.ts'

/** Its creator, administrators, who may see all call statistics, and who sees the record it hangs on. */
function mayRead(call: Call, file: StoredFile): boolean {
  const user = call.portal.people.get(call.caller.userId)
  const activity = call.portal.work.activities.get(file.activityId ?? 0)
  return user?.admin === true
    || file.createdBy === call.caller.userId
    || (activity?.callId !== undefined && activity.callId !== '' && user?.telephonyStatistics === true)
    || (activity?.bindings.some(owner => canReadOwner(call, owner)) ?? false)
}

/** The link carries the token of the call; it dies with it. */
function downloadUrl(call: Call, file: StoredFile): string {
  const { portal, caller } = call
  const url = new URL('/rest/download.json', portal.settings.origin)
  if (caller.accessToken !== null)
    url.searchParams.set('auth', caller.accessToken)
  url.searchParams.set('token', downloadToken(portal, { fileId: file.id, userId: caller.userId, needsAuth: caller.accessToken !== null }))
  return url.href
}

function fileRow(call: Call, file: StoredFile): Record<string, unknown> {
  const created = isoTime(file.createdAt, call.portal.settings.timeZone)
  return {
    ID: String(file.id),
    NAME: file.name,
    CODE: null,
    STORAGE_ID: '1',
    TYPE: 'file',
    PARENT_ID: '1',
    DELETED_TYPE: '0',
    GLOBAL_CONTENT_VERSION: '1',
    FILE_ID: String(file.id),
    SIZE: String(file.size),
    CREATE_TIME: created,
    UPDATE_TIME: created,
    DELETE_TIME: null,
    CREATED_BY: String(file.createdBy),
    UPDATED_BY: String(file.createdBy),
    DELETED_BY: '0',
    DOWNLOAD_URL: downloadUrl(call, file),
    DETAIL_URL: `${call.portal.settings.origin}/company/personal/user/${file.createdBy}/disk/file/${encodeURIComponent(file.name)}`,
  }
}

/** Files: `disk.file.get`. */
export const diskMethods: Method[] = [
  method({
    name: 'disk.file.get',
    run(call) {
      const id = integerOf(call.params.id)
      if (id === undefined)
        throw new RestError(400, 'ERROR_ARGUMENT', 'Invalid value of parameter {Parameter #0}')
      const file = call.portal.work.files.get(id)
      if (!file)
        throw new RestError(400, 'ERROR_NOT_FOUND', `Could not find entity with id \`${id}\``)
      if (!mayRead(call, file))
        throw new RestError(403, 'ACCESS_DENIED', 'Access denied')
      return { result: fileRow(call, file) }
    },
  }),
]
