/** Where a portal stands in its life with us. `locked`: moved out, tokens dead, data waits for `deleteAt`. */
export type PortalStatus = 'installing' | 'active' | 'locked' | 'removed'

/** One customer's Bitrix24. Instants are milliseconds since the epoch. */
export interface Portal {
  portalId: number
  /** The portal's lasting id; its domain may be renamed. */
  memberId: string
  /** Origin of the portal, e.g. `https://acme.bitrix24.eu`; used for frame-ancestors. */
  origin: string
  /** REST address of the portal, ends in `/rest/`. */
  clientEndpoint: string
  /** Address of the authorization server. */
  serverEndpoint: string
  /** `hashApplicationToken` of the current secret; null until the first proven installation. */
  applicationTokenHash: string | null
  status: PortalStatus
  installerUserId: number | null
  /** `ID` of `app.info`. */
  appLocalId: number | null
  language: string
  /** IANA name. */
  timeZone: string
  /** First day of the week, Monday = 0. */
  weekStart: number
  /** ISO 4217 code of the base currency. */
  currency: string
  crmMode: 'classic' | 'simple'
  scopes: string[]
  /** Plan as the portal names it; null until read. */
  license: string | null
  appVersion: number
  /** State of each wizard step by its code; change one with `setInstallStep`. */
  installState: Record<string, unknown>
  /** What this portal can and cannot do, by name; change with `setCapabilities`. */
  capabilities: Record<string, unknown>
  /** A session token with another epoch is dead. */
  sessionEpoch: number
  installedAt: number | null
  lockedAt: number | null
  /** When the data of a locked portal is deleted. */
  deleteAt: number | null
  /** The customer asked for deletion at uninstall. */
  clean: boolean
  gatePausedAt: number | null
  gatePausedBy: number | null
  brakeTrippedAt: number | null
  brakeReason: string | null
  /** Where each sweep stands, by its name; change one with `setWatermark`. */
  watermarks: Record<string, unknown>
  createdAt: number
  updatedAt: number
}

/** What must be known to open a portal's record; the rest starts at its default. */
export type NewPortal = Pick<Portal, 'memberId' | 'origin' | 'clientEndpoint' | 'serverEndpoint'>
  & Partial<Omit<Portal, 'portalId' | 'memberId' | 'origin' | 'clientEndpoint' | 'serverEndpoint' | 'createdAt' | 'updatedAt'>>

/** Columns a use case may overwrite at once. */
export type PortalPatch = Partial<Omit<Portal, 'portalId' | 'memberId' | 'installState' | 'capabilities' | 'watermarks' | 'sessionEpoch' | 'createdAt' | 'updatedAt'>>

/** Who the portals are. Every change is announced (`topic: 'portal'`), so caches in every process forget it. */
export interface PortalRepository {
  /** Opens the record, or returns the one this `memberId` already has, unchanged. */
  create: (portal: NewPortal, now: number) => Promise<Portal>
  get: (portalId: number) => Promise<Portal | null>
  findByMemberId: (memberId: string) => Promise<Portal | null>
  /** Overwrites the given columns. Returns null when there is no such portal. */
  update: (portalId: number, patch: PortalPatch, now: number) => Promise<Portal | null>
  /** Replaces one wizard step's state and leaves the others as they are. */
  setInstallStep: (portalId: number, code: string, state: unknown, now: number) => Promise<void>
  /** Adds or replaces the named capabilities. */
  setCapabilities: (portalId: number, capabilities: Record<string, unknown>, now: number) => Promise<void>
  setWatermark: (portalId: number, name: string, value: unknown) => Promise<void>
  /** Ends every session of the portal; returns the new epoch. */
  bumpSessionEpoch: (portalId: number) => Promise<number>
  /** Active portals by id, for schedules. `afterPortalId` 0 = from the start. */
  listActive: (page: { afterPortalId: number, limit: number }) => Promise<Portal[]>
  /** Locked portals whose time has come. */
  listDueForDeletion: (now: number) => Promise<Portal[]>
  /** Deletes every row of the portal in every table; the `memberId` keeps its `portalId`. */
  purge: (portalId: number) => Promise<void>
  /** Portals by id that are gone with all their rows; only the directory knows them. */
  listGone: (page: { afterPortalId: number, limit: number }) => Promise<number[]>
  /** Deletes what a process that did not know yet has written about a portal that is gone. Nothing when it has come back. */
  purgeLate: (portalId: number) => Promise<void>
  /** Deletes what must go at uninstall at once: tokens, employees' names and roles. */
  purgePeople: (portalId: number) => Promise<void>
}
