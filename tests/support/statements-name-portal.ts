import type { TestEngine } from './engines.ts'
import { expect, it } from 'vitest'

/** Put it last in a suite: every statement the suite ran that touches a table must name the portal. */
export function itNamesThePortalInEveryStatement(engine: TestEngine): void {
  it('names portal_id in every statement', () => {
    const touching = engine.statements.filter(sql => /\b(?:from|into|update)\b/.test(sql))
    expect(touching.length).toBeGreaterThan(0)
    expect(touching.filter(sql => !/\bportal_id\b/.test(sql))).toEqual([])
  })
}
