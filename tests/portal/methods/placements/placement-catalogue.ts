import type { ContractPlacement } from '../../contract/contract-types.ts'
import { contract } from '../../contract/contract.ts'

/** Only `userfieldtype.add` makes rows of this kind. */
const ownVerbs = new Set(['USERFIELD_TYPE'])
/** One handler only; the worker may have one more for each employee. */
const single = new Set(['PAGE_BACKGROUND_WORKER', 'REST_APP_URI'])

/** Codes of placements that can be bound, templates filled with the pages this portal has. */
export function placementCodes(): string[] {
  return Object.entries(contract().placements.placements).filter(([code, entry]) => !entry.pattern && !ownVerbs.has(code)).map(([code]) => code)
}

/** What is documented of a placement, also of one that fits a template; undefined for an unknown code. */
export function placementEntry(code: string): ContractPlacement | undefined {
  const entries = contract().placements.placements
  if (ownVerbs.has(code))
    return undefined
  return entries[code] ?? Object.values(entries).find(entry => entry.pattern !== undefined && new RegExp(entry.pattern).test(code))
}

/** Whether the scopes of an application reach a placement. */
export function reaches(code: string, scopes: readonly string[]): boolean {
  const entry = placementEntry(code)
  return entry !== undefined && (entry.scope ?? []).every(scope => scope === 'placement' || scopes.includes(scope))
}

/** True for placements that take one handler. */
export function isSingle(code: string): boolean {
  return single.has(code)
}
