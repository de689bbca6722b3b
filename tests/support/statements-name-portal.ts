import type { TestEngine } from './engines.ts'
import { expect, it } from 'vitest'

/** Statements that by their nature look over portals: a part of their text that no other statement has, and why they may. */
const ACROSS_PORTALS: readonly [part: RegExp, reason: string][] = [
  [/ from "portal" where "portal_id" > \$1 and "status" = \$2 order by/, 'schedules walk through the active portals by their key, a page at a time'],
  [/ from "portal" where "portal_id" > \$1 and "status" = \$2 and "delete_at" <= /, 'the nightly job looks for portals whose thirty days are over'],
  [/ from portal p cross join lateral \( select exists \(select 1 from dirty_item /, 'the look for forgotten work: each portal is asked for its own rows'],
  [/ from portal p where p\.portal_id > \$1 and p\.status = 'active' and \(select count\(\*\) from backfill_part /, 'the look for pasts not read yet, a page of portals at a time'],
  [/ select distinct "key_id" from "portal_token" |^select distinct "key_id" from "portal_token" /, 'the check of the encryption keys at the start of a process'],
  [/ as active_portals from portal where portal_id > 0\)/, 'the sums of /metrics, which name no portal'],
  [/ portal_directory |"portal_directory"/, 'the directory gives a portal its number: it has no portal in front by its nature'],
]

/** The portal is bound to one of the statement's parameters, or its column is filled by an insert. */
const BOUND = /\bportal_id"? ?(?:=|in)(?: any)? ?\(?\$\d|\binsert into "?\w+"?(?: as \w+)? \([^)]*\bportal_id\b/
const TOUCHES_TABLE = /\b(?:from|into|update)\s+"?[a-z_]+"?/

/** The statements that touch a table without saying for which portal, white space narrowed; the ones that may look over all portals are left out. */
export function statementsWithoutPortal(statements: Iterable<string>): string[] {
  return [...new Set([...statements].map(text => text.replace(/\s+/g, ' ').trim()))]
    .filter(text => TOUCHES_TABLE.test(text) && !BOUND.test(text) && !ACROSS_PORTALS.some(([part]) => part.test(text)))
}

/** Put it last in a suite that is about statements: it must have run some. Every suite on a test engine is checked when it ends anyhow. */
export function itNamesThePortalInEveryStatement(engine: TestEngine): void {
  it('names portal_id in every statement', () => {
    expect(engine.statements.filter(text => TOUCHES_TABLE.test(text)).length).toBeGreaterThan(0)
    expect(statementsWithoutPortal(engine.statements)).toEqual([])
  })
}
