import type { GateRules } from '../domain/gate-facts.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import { versionInForceAt } from './version-at.ts'

/** One version as the gate needs it: its rules and the whole text for deadlines and words. */
export interface GateVersion extends GateRules {
  readonly document: TreatyDocument
}

/** Port: the versions that bind or watch in a portal, drafts included. Read once per slice. */
export type ReadGateVersions = (portalId: number) => Promise<readonly GateVersion[]>

/** The text in force at an instant; null before any version, drafts included. */
export function documentAt(versions: readonly GateVersion[], at: number): TreatyDocument | null {
  return versionInForceAt(versions, at)?.document ?? null
}
