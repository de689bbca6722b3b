import { describe, expect, it } from 'vitest'
import { pagesOf } from '../../../src/domain/pages.ts'

describe('the pages somebody may open follow from his roles', () => {
  it.each([
    [[], ['home']],
    [['rep'], ['home', 'review', 'kpi', 'treaty', 'ledger']],
    [['cmo'], ['home', 'review', 'kpi', 'treaty', 'ledger']],
    [['admin'], ['home', 'kpi', 'treaty', 'install', 'health']],
  ] as const)('%j: %j', (roles, pages) => {
    expect(pagesOf(roles)).toEqual(pages)
  })
})
