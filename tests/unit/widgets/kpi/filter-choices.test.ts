import type { ChoicesAnswer } from '../../../../src/contracts/api/figures-choices.schema.ts'
import { describe, expect, it } from 'vitest'
import { filterChoices } from '../../../../widgets/kpi/filter-choices.ts'
import { DEFAULT_FILTER, NONE } from '../../../../widgets/kpi/kpi-query.ts'

const words = { none: (part: string) => `no ${part}`, version: (no: number) => `version ${no}` }
const choices: ChoicesAnswer = {
  sources: [{ key: 'WEB', name: 'Site' }, { key: '', name: null }],
  campaigns: ['spring'],
  reps: [{ id: 4, name: 'Anna' }, { id: 9, name: null }, { id: 0, name: null }],
  departments: [{ id: 1, name: 'Company', depth: 0 }, { id: 2, name: 'Sales', depth: 1 }],
  categories: [],
  versions: [1],
}
const shown = (answer: ChoicesAnswer | null, chosen = DEFAULT_FILTER) => Object.fromEntries(filterChoices(answer, chosen, words).map(({ part, options }) => [part, options.map(({ value, label }) => `${value}: ${label}`)]))

describe('the filters of the page', () => {
  it('offer what there is, with a row for those that have none, departments under their parents', () => {
    expect(shown(choices)).toEqual({
      source: ['WEB: Site', `${NONE}: no source`],
      campaign: ['spring: spring', `${NONE}: no campaign`],
      rep: ['4: Anna', '9: № 9', '0: no rep'],
      department: ['1: Company', '2: \u00A0\u00A0Sales'],
      version: ['1: version 1', '0: no treaty'],
    })
  })

  it('are not shown when there is nothing to choose: no categories, one rep, an answer that is not here yet', () => {
    expect(Object.keys(shown({ ...choices, reps: choices.reps.slice(0, 1) }))).not.toContain('rep')
    expect(shown(null)).toEqual({})
  })

  it('keep what an old link chose, so that it can be lifted', () => {
    expect(shown(null, { ...DEFAULT_FILTER, category: 'Doors' })).toEqual({ category: ['Doors: Doors'] })
    expect(shown(choices, { ...DEFAULT_FILTER, source: 'GONE' }).source?.at(-1)).toBe('GONE: GONE')
  })
})
