import type { Call, Method } from '../../rest/method.ts'
import type { Notification } from '../../work/notifications.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { integerOf, integersOf, listOf, textOf } from '../../work/input.ts'
import { parseTime } from '../../work/iso-time.ts'
import { typeOf } from './notice-types.ts'
import { largestPage, noticePage } from './notify-get.ts'

const shortestText = 3
const dayMs = 24 * 3_600_000

/** The asked-for span of time, ms, end excluded; a single date means its day. */
function spanOf({ params, portal }: Call): { from: number, to: number } | undefined {
  const { timeZone } = portal.settings
  const day = parseTime(params.SEARCH_DATE, timeZone)
  if (day !== undefined) {
    const from = parseTime(textOf(params.SEARCH_DATE).slice(0, 10), timeZone) ?? day
    return { from, to: from + dayMs }
  }
  const from = parseTime(params.SEARCH_DATE_FROM, timeZone)
  const to = parseTime(params.SEARCH_DATE_TO, timeZone)
  return from === undefined || to === undefined ? undefined : { from, to }
}

/** @throws RestError SEARCH_TEXT_ERROR when nothing narrows the search, LAST_ID_STRING */
function conditionOf(call: Call): (notice: Notification) => boolean {
  const { params } = call
  const text = textOf(params.SEARCH_TEXT).toLowerCase()
  const types = [...listOf(params.SEARCH_TYPE), ...listOf(params.SEARCH_TYPES)].map(textOf).filter(Boolean)
  const authors = integersOf(params.SEARCH_AUTHORS)
  const span = spanOf(call)
  if (types.length === 0 && authors.length === 0 && !span && text.length < shortestText)
    throw new RestError(400, 'SEARCH_TEXT_ERROR', 'SEARCH_TEXT can\'t be less than 3 symbols')
  const lastId = params.LAST_ID === undefined ? Number.POSITIVE_INFINITY : integerOf(params.LAST_ID)
  if (lastId === undefined)
    throw new RestError(400, 'LAST_ID_STRING', 'Last notification ID can\'t be string')
  const tag = textOf(params.GROUP_TAG)
  return notice => notice.id < lastId
    && notice.text.toLowerCase().includes(text)
    && (types.length === 0 || types.includes(typeOf(notice)) || types.includes(typeOf(notice).split('|')[0] ?? ''))
    && (authors.length === 0 || authors.includes(notice.authorId))
    && (!span || (notice.createdAt >= span.from && notice.createdAt < span.to))
    && (tag === '' || notice.tag === tag)
}

/** The caller's notices by text, type, author and time, newest first. */
export const notifySearchMethod: Method = method({
  name: 'im.notify.history.search',
  run(call) {
    const found = call.portal.work.notifications.of(call.caller.userId).filter(conditionOf(call))
    const limit = Math.min(largestPage, integerOf(call.params.LIMIT) ?? largestPage)
    const { chat_id, ...page } = noticePage(call, found.slice(0, limit))
    return { result: { chat_id, total_results: found.length, ...page } }
  },
})
