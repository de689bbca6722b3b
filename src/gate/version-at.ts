import type { GateRules } from '../domain/gate-facts.ts'
import { rulesAt } from '../domain/gate-crossing.ts'

/** The version in force at an instant with all that belongs to it; signed ones before drafts, null before any. */
export function versionInForceAt<Version extends GateRules>(versions: readonly Version[], at: number): Version | null {
  const rules = rulesAt(versions, at)
  return versions.find(version => version === rules) ?? null
}
