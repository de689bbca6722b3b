import type { PlacementRow } from '../../apps/apps.ts'
import type { Call, Method } from '../../rest/method.ts'
import { checkHandlerAddress } from '../../apps/handler-address.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { flagOf, integerOf, recordOf, textOf } from '../../work/input.ts'
import { callerApp, isAdmin } from '../events/caller-app.ts'
import { isSingle, placementCodes, placementEntry, reaches } from './placement-catalogue.ts'

const worker = 'PAGE_BACKGROUND_WORKER'
/** `placement.unbind` counts each row twice: found and removed. */
const countPerRow = 2

/** @throws RestError ACCESS_DENIED for others than administrators */
function requireAdmin(call: Call): void {
  if (!isAdmin(call))
    throw new RestError(403, 'ACCESS_DENIED', 'Access denied!')
}

function required(call: Call, name: string): string {
  const value = textOf(call.params[name])
  if (value === '')
    throw new RestError(400, 'ERROR_ARGUMENT', `Argument '${name}' is null or empty`, { argument: name })
  return value
}

/** @throws RestError with status 200, as documented, for what the placement does not allow */
function checkPlacementRules(call: Call, code: string, userId: number, errorHandlerUrl: string): void {
  const { portal } = call
  if (userId !== 0 && code !== worker)
    throw new RestError(200, 'ERROR_PLACEMENT_USER_MODE', 'User mode is not available for this placement')
  if (code === worker && errorHandlerUrl === '')
    throw new RestError(200, 'EMPTY_ERROR_HANDLER_URL', 'Error handler URL is empty')
  const app = callerApp(call)
  const isTaken = portal.apps.placements(app.id).some(row => row.placement === code && row.userId === userId)
  if (isSingle(code) && isTaken)
    throw new RestError(200, 'ERROR_PLACEMENT_MAX_COUNT', 'Placement max count: 1')
}

/** Options that the placement keeps; all others are dropped. */
function keptOptions(code: string, options: Record<string, unknown>): Record<string, unknown> {
  const names = placementEntry(code)?.registerOptions?.map(field => field.name) ?? []
  return Object.fromEntries(Object.entries(options).filter(([name]) => names.includes(name)))
}

function bind(call: Call): { result: boolean } {
  const { portal, params } = call
  const app = callerApp(call)
  const code = required(call, 'PLACEMENT').toUpperCase()
  const handler = required(call, 'HANDLER')
  requireAdmin(call)
  if (!reaches(code, app.scopes))
    throw new RestError(400, 'ERROR_PLACEMENT_NOT_FOUND', 'Placement not found')
  checkHandlerAddress(handler)
  const options = recordOf(params.OPTIONS) ?? {}
  const userId = integerOf(params.USER_ID) ?? 0
  checkPlacementRules(call, code, userId, textOf(options.errorHandlerUrl))
  if (portal.apps.placements(app.id).some(row => row.placement === code && row.handler === handler && row.userId === userId))
    throw new RestError(400, 'ERROR_CORE', 'Unable to set placement handler: Handler already binded')
  portal.apps.addPlacement({
    appId: app.id,
    placement: code,
    userId,
    handler,
    ...wordsOf(call),
    options: keptOptions(code, options),
    errorHandlerUrl: textOf(options.errorHandlerUrl),
  })
  return { result: true }
}

/** Texts of a widget; without LANG_ALL they count for the portal's language. */
function wordsOf(call: Call): Pick<PlacementRow, 'title' | 'description' | 'groupName' | 'langAll'> {
  const { params, portal } = call
  const own = { TITLE: textOf(params.TITLE), DESCRIPTION: textOf(params.DESCRIPTION), GROUP_NAME: textOf(params.GROUP_NAME) }
  const given = Object.entries(recordOf(params.LANG_ALL) ?? {}).map(([language, words]) => {
    const map = recordOf(words) ?? {}
    return [language, { TITLE: textOf(map.TITLE), DESCRIPTION: textOf(map.DESCRIPTION), GROUP_NAME: textOf(map.GROUP_NAME) }] as const
  })
  const langAll = Object.fromEntries(given.length > 0 ? given : [[portal.settings.language, own]])
  const home = langAll[portal.settings.language] ?? given[0]?.[1] ?? own
  return { title: own.TITLE || home.TITLE, description: own.DESCRIPTION || home.DESCRIPTION, groupName: own.GROUP_NAME || home.GROUP_NAME, langAll }
}

function unbind(call: Call): { result: { count: number } } {
  const { params, portal } = call
  const app = callerApp(call)
  requireAdmin(call)
  if (params.PLACEMENT !== undefined && typeof params.PLACEMENT !== 'string')
    throw new RestError(400, 'ERROR_ARGUMENT', 'The value of an argument \'PLACEMENT\' must be of type string')
  const code = required(call, 'PLACEMENT').toUpperCase()
  const handler = textOf(params.HANDLER)
  const userId = params.USER_ID === undefined ? undefined : integerOf(params.USER_ID)
  const removed = portal.apps.removePlacements(row => row.appId === app.id
    && row.placement === code
    && (handler === '' || row.handler === handler)
    && (userId === undefined || row.userId === userId))
  return { result: { count: removed * countPerRow } }
}

function list(call: Call): { result: string[] } {
  const app = callerApp(call)
  const scope = textOf(call.params.SCOPE)
  if (scope !== '')
    return { result: placementCodes().filter(code => placementEntry(code)?.scope?.includes(scope)) }
  return { result: flagOf(call.params.FULL) ? placementCodes() : placementCodes().filter(code => reaches(code, app.scopes)) }
}

function placementAnswer(row: PlacementRow): Record<string, unknown> {
  const options = row.errorHandlerUrl === '' ? row.options : { ...row.options, errorHandlerUrl: row.errorHandlerUrl }
  return {
    placement: row.placement,
    userId: row.userId,
    handler: row.handler,
    options: Object.keys(options).length === 0 ? [] : options,
    title: row.title,
    description: row.description,
    langAll: row.langAll,
  }
}

/** Widgets of applications: `placement.*`. */
export const placementMethods: Method[] = [
  method({ name: 'placement.bind', appOnly: true, run: bind }),
  method({ name: 'placement.unbind', appOnly: true, run: unbind }),
  method({
    name: 'placement.get',
    appOnly: true,
    run(call) {
      requireAdmin(call)
      return { result: call.portal.apps.placements(callerApp(call).id).map(placementAnswer) }
    },
  }),
  method({ name: 'placement.list', appOnly: true, run: list }),
]
