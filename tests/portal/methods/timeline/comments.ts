import type { Call, Method } from '../../rest/method.ts'
import type { OwnerRef } from '../../work/owner-ref.ts'
import type { Columns } from '../../work/row-query.ts'
import type { TimelineComment } from '../../work/timeline.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { accessDenied, canReadOwner, canWriteOwner, entityTypeByName, entityTypeName, notFound, ownerItem, requireWritableOwner } from '../../work/crm-owner.ts'
import { imageSize } from '../../work/image-size.ts'
import { actorOf, integerOf, recordOf, textOf } from '../../work/input.ts'
import { isoTime } from '../../work/iso-time.ts'
import { isSameOwner } from '../../work/owner-ref.ts'
import { pageOf, pick, rowOrder } from '../../work/row-query.ts'
import { commentFields } from '../activities/activity-fields.ts'
import { storeFiles } from '../activities/write-activity.ts'

const columns: Columns<TimelineComment> = {
  ID: { kind: 'number', read: comment => comment.id },
  CREATED: { kind: 'time', read: comment => comment.createdAt },
  AUTHOR_ID: { kind: 'number', read: comment => comment.authorId },
}

/** The item named by `ENTITY_ID` and `ENTITY_TYPE`. */
function ownerOf(values: Record<string, unknown>): OwnerRef {
  return { entityTypeId: entityTypeByName(textOf(values.ENTITY_TYPE)) ?? 0, entityId: integerOf(values.ENTITY_ID) ?? 0 }
}

function commentRow(call: Call, comment: TimelineComment): Record<string, unknown> {
  return {
    ID: String(comment.id),
    ENTITY_ID: String(comment.owner.entityId),
    ENTITY_TYPE: entityTypeName(comment.owner.entityTypeId),
    CREATED: isoTime(comment.createdAt, call.portal.settings.timeZone),
    COMMENT: comment.text,
    AUTHOR_ID: String(comment.authorId),
    FILES: Object.fromEntries(comment.fileIds.flatMap(id => fileEntry(call, id))),
  }
}

function fileEntry(call: Call, id: number): [string, Record<string, unknown>][] {
  const file = call.portal.work.files.get(id)
  if (!file)
    return []
  const { origin, timeZone } = call.portal.settings
  const name = encodeURIComponent(file.name)
  const size = file.content.kind === 'bytes' ? imageSize(file.content.bytes) : undefined
  return [[String(id), {
    id,
    date: isoTime(file.createdAt, timeZone),
    type: file.type.split('/')[0],
    name: file.name,
    size: file.size,
    ...(size ? { image: size } : {}),
    authorId: file.createdBy,
    authorName: call.portal.people.fullName(file.createdBy),
    urlPreview: `${origin}/disk/showFile/${id}/?&ncc=1&filename=${name}`,
    urlShow: `${origin}/disk/showFile/${id}/?&ncc=1&filename=${name}`,
    urlDownload: `${origin}/disk/downloadFile/${id}/?&ncc=1&filename=${name}`,
  }]]
}

function textOfComment(fields: Record<string, unknown>): string {
  const text = textOf(fields.COMMENT)
  if (text === '')
    throw new RestError(400, 'INVALID_ARG_VALUE', 'Empty comment message')
  return text
}

function add(call: Call): { result: number } {
  const fields = recordOf(call.params.fields) ?? {}
  const owner = ownerOf(fields)
  requireWritableOwner(call, owner)
  const text = textOfComment(fields)
  const comment = { owner, text, authorId: call.caller.userId, fileIds: storeFiles(call, fields.FILES) }
  return { result: call.portal.work.timeline.addComment(comment, actorOf(call.caller)).id }
}

/** A comment the caller may change. @throws RestError NOT_FOUND, OWNER_NOT_FOUND, ACCESS_DENIED */
function writable(call: Call): TimelineComment {
  const comment = call.portal.work.timeline.comment(integerOf(call.params.id) ?? 0)
  if (!comment)
    throw notFound()
  const named = { entityTypeId: integerOf(call.params.ownerTypeId) ?? comment.owner.entityTypeId, entityId: integerOf(call.params.ownerId) ?? comment.owner.entityId }
  if (!isSameOwner(named, comment.owner) || !ownerItem(call, comment.owner))
    throw new RestError(400, 'OWNER_NOT_FOUND', 'Owner was not found')
  if (!canWriteOwner(call, comment.owner))
    throw accessDenied()
  return comment
}

function update(call: Call): { result: number } {
  const comment = writable(call)
  const fields = recordOf(call.params.fields) ?? {}
  call.portal.work.timeline.updateComment(comment.id, {
    ...(fields.COMMENT === undefined ? {} : { text: textOfComment(fields) }),
    ...(fields.FILES === undefined ? {} : { fileIds: storeFiles(call, fields.FILES) }),
  }, actorOf(call.caller))
  return { result: comment.id }
}

function get(call: Call): { result: Record<string, unknown> } {
  const comment = call.portal.work.timeline.comment(integerOf(call.params.id) ?? 0)
  if (!comment)
    throw new RestError(400, '', 'Not found.')
  if (!canReadOwner(call, comment.owner))
    throw new RestError(400, '', 'Access denied.')
  return { result: commentRow(call, comment) }
}

function list(call: Call): ReturnType<typeof pageOf> {
  const { portal, params } = call
  const owner = ownerOf(recordOf(params.filter) ?? {})
  if (ownerItem(call, owner) && !canReadOwner(call, owner))
    throw new RestError(400, '', 'Access denied.')
  const rows = portal.work.timeline.commentsOf(owner).sort(rowOrder(params.order, columns, { ID: 'ASC' }))
  return pageOf(rows, params.start, comment => pick(commentRow(call, comment), params.select))
}

/** Comments: `crm.timeline.comment.*`. */
export const commentMethods: Method[] = [
  method({ name: 'crm.timeline.comment.add', run: add }),
  method({ name: 'crm.timeline.comment.update', run: update }),
  method({ name: 'crm.timeline.comment.get', run: get }),
  method({ name: 'crm.timeline.comment.list', run: list }),
  method({
    name: 'crm.timeline.comment.delete',
    run(call) {
      call.portal.work.timeline.removeComment(writable(call).id, actorOf(call.caller))
      return { result: null }
    },
  }),
  method({ name: 'crm.timeline.comment.fields', run: () => ({ result: commentFields }) }),
]
