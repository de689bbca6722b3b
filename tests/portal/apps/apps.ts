/** An application the portal knows about, installed or not. */
export interface RegisteredApp {
  /** Local number, `app.info` ID; part of `rest_<id>_<code>`. */
  id: number
  /** Symbolic code: market code, or the client id of a local application. */
  code: string
  clientId: string
  clientSecret: string
  title: string
  /** Page of the application; also the host that custom field types must share. */
  appUrl: string
  /** Installer page shown to the administrator; empty means an application without interface. */
  installUrl: string
  /** Server address for ONAPPINSTALL of an application without interface. */
  installEventUrl?: string
  scopes: string[]
  version: number
  /** `L` local, `F` free, `D` demo, `T` trial, `P` paid, `S` subscription. @default 'L' */
  status?: 'L' | 'F' | 'D' | 'T' | 'P' | 'S'
  /** Employees who may open the application; undefined means everybody. */
  allowedUserIds?: number[]
}

export type InstallState = 'absent' | 'installing' | 'installed'

/** What the portal remembers of one application; `applicationToken` is empty while the application is absent. */
export interface AppRecord extends RegisteredApp {
  state: InstallState
  applicationToken: string
  /** Employee who installed it; null while absent. */
  installedBy: number | null
  /** True until the first opening after the installation has been answered. */
  firstRun: boolean
}

/** One subscription of an application. */
export interface EventHandler {
  id: number
  appId: number
  /** Upper case. */
  event: string
  /** Address to POST to; empty for offline ones. */
  handler: string
  /** Employee whose tokens are sent; 0 = whoever acted. */
  authType: number
  offline: boolean
  authConnector: string
  /** Seconds between two ONOFFLINEEVENT calls. */
  minTimeoutSec: number
  /** Employee who bound it. */
  createdBy: number
}

/** A widget of an application in one spot of the interface. */
export interface PlacementRow {
  id: number
  appId: number
  /** Upper case code. */
  placement: string
  /** 0 = everybody. */
  userId: number
  handler: string
  title: string
  description: string
  groupName: string
  langAll: Record<string, { TITLE: string, DESCRIPTION: string, GROUP_NAME: string }>
  options: Record<string, unknown>
  errorHandlerUrl: string
}

/** A custom field type drawn by an application. */
export interface UserFieldTypeRow {
  appId: number
  /** Short code as given. */
  code: string
  /** `rest_<appId>_<code>`: what `USER_TYPE_ID` of a field holds. */
  fullCode: string
  handler: string
  title: string
  description: string
  /** Pixels; 0 = host's choice. */
  height: number
}

/** Applications of the portal: who is installed, what they bound, what they may. */
export interface Apps {
  /** Makes an application known; the same code again replaces its addresses, title and scopes and keeps everything else. */
  register: (app: Omit<RegisteredApp, 'id'> & { id?: number }) => AppRecord
  get: (id: number) => AppRecord | undefined
  byClientId: (clientId: string) => AppRecord | undefined
  byCode: (code: string) => AppRecord | undefined
  list: () => AppRecord[]
  /**
   * Starts an installation by an administrator: a new application token, state `installing` (`installed` at once for an
   * application without interface, which gets ONAPPINSTALL). Of an installed application it reopens the installer.
   * @throws Error when the application or the person is unknown, or the person is no administrator.
   */
  install: (appId: number, userId: number) => AppRecord
  /** What `setInstallFinish` does: everything withheld starts to work, ONAPPINSTALL is sent. Twice is the same as once. */
  finishInstall: (appId: number) => void
  /** The first opening of an application without installer has been answered (`setInstall`). */
  finishFirstRun: (appId: number) => void
  /** Removes handlers, widgets, field types; kills the tokens; keeps options unless `clean`; sends ONAPPUNINSTALL. */
  uninstall: (appId: number, options: { clean: boolean, userId: number }) => void
  /** A new version: handlers go (widgets too by knob), the installer must run again, ONAPPUPDATE is sent. */
  updateVersion: (appId: number, userId: number) => AppRecord
  /** True when this employee may open the application and it is fully installed. */
  isOpenTo: (appId: number, userId: number) => boolean

  handlers: (appId?: number) => EventHandler[]
  /** Handlers of one event, installed applications only. */
  handlersOf: (event: string) => EventHandler[]
  addHandler: (handler: Omit<EventHandler, 'id'>) => EventHandler
  removeHandlers: (matches: (handler: EventHandler) => boolean) => number

  /** All rows, also of applications that have not finished installing. */
  placements: (appId?: number) => PlacementRow[]
  /** Widgets this employee sees in a spot: installed applications open to them, in order of binding. */
  widgets: (placement: string, userId: number) => PlacementRow[]
  addPlacement: (row: Omit<PlacementRow, 'id'>) => PlacementRow
  removePlacements: (matches: (row: PlacementRow) => boolean) => number

  /** Custom field types that can be used now: of installed applications only. */
  userFieldTypes: () => UserFieldTypeRow[]
  /** All types, also of applications that have not finished installing. */
  allUserFieldTypes: (appId?: number) => UserFieldTypeRow[]
  addUserFieldType: (row: UserFieldTypeRow) => void
  removeUserFieldType: (appId: number, code: string) => boolean
}
