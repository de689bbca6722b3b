import type { EntityTypeId } from '../../crm/crm-item.ts'
import type { Route } from '../../http/route.ts'
import type { View } from '../view.ts'
import { Buffer } from 'node:buffer'
import { sessionLanguage, sessionUser } from '../session.ts'
import { wordsOf } from '../words/words.ts'

/** Files of timeline records for the player of the card; with ranges, so the player can skip. */
export const audioRoute: Route = {
  method: 'GET',
  path: /\/_host\/files\/(?<activityId>\d+)\/(?<fileId>\d+)/,
  handle(exchange) {
    const user = sessionUser(exchange)
    const { portal, captures } = exchange
    const activity = portal.work.activities.get(Number(captures.activityId))
    const file = activity?.fileIds.includes(Number(captures.fileId)) ? portal.work.files.get(Number(captures.fileId)) : undefined
    if (!user || !activity || !file || !maySee(exchange.portal, user.id, activity.bindings))
      return exchange.text(wordsOf(sessionLanguage(exchange, user))('error.notFound'), 404)
    const range = readRange(exchange.headers.range, file.size)
    const headers = { 'content-type': file.type, 'accept-ranges': 'bytes', 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-store' }
    if (range === 'unsatisfiable')
      return exchange.send(Buffer.alloc(0), 416, { ...headers, 'content-range': `bytes */${file.size}` })
    const { start, end } = range ?? { start: 0, end: file.size }
    exchange.send(portal.work.files.read(file, start, end), range ? 206 : 200, { ...headers, ...(range && { 'content-range': `bytes ${start}-${end - 1}/${file.size}` }) })
  },
}

function maySee(portal: View['portal'], userId: number, bindings: { entityTypeId: number, entityId: number }[]): boolean {
  return bindings.some((owner) => {
    const item = portal.crm.get(owner.entityTypeId as EntityTypeId, owner.entityId)
    return item !== undefined && portal.crm.canRead({ kind: 'user', userId, appId: null }, owner.entityTypeId as EntityTypeId, item)
  })
}

/** One range of bytes, end excluded; undefined for none or several. */
export function readRange(header: string | undefined, size: number): { start: number, end: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match || (match[1] === '' && match[2] === ''))
    return undefined
  const [from, to] = [match[1] ?? '', match[2] ?? '']
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size : Math.min(size, Number(to) + 1)
  return start >= size || start >= end ? 'unsatisfiable' : { start, end }
}
