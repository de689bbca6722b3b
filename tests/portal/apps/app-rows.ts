import type { Apps, EventHandler, PlacementRow, UserFieldTypeRow } from './apps.ts'

/** What applications bound: the part of `Apps` that only keeps rows, with the clearing that uninstalling needs. */
export type AppRows = Pick<Apps, 'handlers' | 'handlersOf' | 'addHandler' | 'removeHandlers' | 'placements' | 'addPlacement' | 'removePlacements' | 'userFieldTypes' | 'allUserFieldTypes' | 'addUserFieldType' | 'removeUserFieldType'>
  & { dropApp: (appId: number) => void }

/**
 * Rows of all applications.
 * @param isInstalled whether what an application bound may work by now
 */
export function createAppRows(isInstalled: (appId: number) => boolean): AppRows {
  let handlers: EventHandler[] = []
  let placements: PlacementRow[] = []
  let types: UserFieldTypeRow[] = []
  /** Handlers by event; events are raised far more often than bound. */
  let byEvent = new Map<string, EventHandler[]>()
  let lastId = 0

  const indexHandlers = (): void => {
    byEvent = new Map()
    for (const handler of handlers)
      byEvent.set(handler.event, [...(byEvent.get(handler.event) ?? []), handler])
  }
  const ofApp = <T extends { appId: number }>(rows: T[], appId: number | undefined): T[] =>
    appId === undefined ? [...rows] : rows.filter(row => row.appId === appId)
  const removeHandlers: AppRows['removeHandlers'] = (matches) => {
    const before = handlers.length
    handlers = handlers.filter(handler => !matches(handler))
    indexHandlers()
    return before - handlers.length
  }
  const removePlacements: AppRows['removePlacements'] = (matches) => {
    const before = placements.length
    placements = placements.filter(row => !matches(row))
    return before - placements.length
  }

  return {
    handlers: appId => ofApp(handlers, appId),
    handlersOf: event => (byEvent.get(event) ?? []).filter(handler => isInstalled(handler.appId)),
    addHandler(handler) {
      lastId += 1
      const added = { ...handler, id: lastId }
      handlers.push(added)
      indexHandlers()
      return added
    },
    removeHandlers,
    placements: appId => ofApp(placements, appId),
    addPlacement(row) {
      lastId += 1
      const added = { ...row, id: lastId }
      placements.push(added)
      return added
    },
    removePlacements,
    userFieldTypes: () => types.filter(type => isInstalled(type.appId)),
    allUserFieldTypes: appId => ofApp(types, appId),
    addUserFieldType(row) {
      types = [...types.filter(type => type.fullCode !== row.fullCode), row]
    },
    removeUserFieldType(appId, code) {
      const before = types.length
      types = types.filter(type => type.appId !== appId || type.code !== code)
      return types.length < before
    },
    dropApp(appId) {
      removeHandlers(handler => handler.appId === appId)
      removePlacements(row => row.appId === appId)
      types = types.filter(type => type.appId !== appId)
    },
  }
}
