import type { TreatyDocument } from '../../../src/domain/treaty.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffTreaty } from '../../../src/domain/treaty-diff.ts'
import { mergeTreaty } from '../../../src/domain/treaty-merge.ts'
import { sampleTreaty } from '../../support/sample-treaty.ts'

const base = sampleTreaty()
const budget = base.criteria.find(({ code }) => code === 'budget')!

function withBudget(part: object, document = base): TreatyDocument {
  return { ...document, criteria: document.criteria.map(criterion => criterion.code === 'budget' ? { ...criterion, ...part } as typeof criterion : criterion) }
}

describe('the difference between two treaties', () => {
  it('is empty for the same text, whatever the order of its keys', () => {
    expect(diffTreaty(base, { ...structuredClone(base), criteria: base.criteria.map(criterion => Object.fromEntries(Object.entries(criterion).reverse()) as unknown as typeof criterion) })).toEqual([])
  })

  it('names the criterion, the field and both values', () => {
    expect(diffTreaty(base, withBudget({ tolerancePercent: 10 }))).toEqual([{ path: 'criteria[budget].tolerancePercent', section: 'criteria', kind: 'changed', entry: budget.words, field: 'tolerancePercent', before: 25, after: 10 }])
  })

  it('tells added, removed and moved entries apart', () => {
    const added = { ...budget, code: 'extra', mandatory: false }
    const [first, second, ...rest] = base.criteria
    expect(diffTreaty(base, { ...base, criteria: [...base.criteria, added] })).toMatchObject([{ path: 'criteria[extra]', kind: 'added', after: { code: 'extra' } }])
    expect(diffTreaty(base, { ...base, criteria: [second!, ...rest] })).toMatchObject([{ path: `criteria[${first!.code}]`, kind: 'removed' }])
    expect(diffTreaty(base, { ...base, criteria: [second!, first!, ...rest] })).toMatchObject([{ path: 'criteria', kind: 'moved', after: ['category', 'region', 'horizon', 'budget'] }])
  })

  it('shows a criterion of another kind as a whole', () => {
    const { code, words, hint, mandatory } = budget
    const changes = diffTreaty(base, { ...base, criteria: base.criteria.map(one => one.code === code ? { code, words, hint, mandatory, field: null, kind: 'yes_no' } : one) })
    expect(changes).toMatchObject([{ path: 'criteria[budget]', kind: 'changed', before: { kind: 'number_range' }, after: { kind: 'yes_no' } }])
  })

  it('finds plain numbers, signatories and stages of the handoff', () => {
    const changed: TreatyDocument = { ...base, deadlines: { ...base.deadlines, verdictMinutes: 60 }, signatories: { ...base.signatories, owner: 50 }, handoff: { ...base.handoff, beyondStageIds: ['CONVERTED'] } }
    expect(diffTreaty(base, changed).map(({ path, kind }) => `${path} ${kind}`)).toEqual(['handoff.beyondStageIds[PROCESSED] removed', 'deadlines.verdictMinutes changed', 'signatories.owner changed'])
  })
})

describe('two people in one treaty', () => {
  it('keep both edits when they touched different places', () => {
    const mine = withBudget({ tolerancePercent: 10 })
    const theirs = { ...withBudget({ max: 900 }), rules: { ...base.rules, attempts: 7 } }
    const { document, conflicts } = mergeTreaty({ base, mine, theirs })
    expect(conflicts).toEqual([])
    expect(document.criteria.find(({ code }) => code === 'budget')).toMatchObject({ tolerancePercent: 10, max: 900 })
    expect(document.rules.attempts).toBe(7)
  })

  it('choose where they touched the same; the other\'s word stands until then', () => {
    const texts = { base, mine: withBudget({ tolerancePercent: 10 }), theirs: withBudget({ tolerancePercent: 20 }) }
    const { document, conflicts } = mergeTreaty(texts)
    expect(conflicts).toEqual([{ path: 'criteria[budget].tolerancePercent', mine: 10, theirs: 20 }])
    expect(document).toEqual(texts.theirs)
    expect(mergeTreaty(texts, ['criteria[budget].tolerancePercent']).document).toEqual(texts.mine)
  })

  it('keep a criterion one removed and the other edited, as a conflict', () => {
    const mine = { ...base, criteria: base.criteria.filter(({ code }) => code !== 'budget') }
    const { document, conflicts } = mergeTreaty({ base, mine, theirs: withBudget({ max: 900 }) })
    expect(conflicts).toMatchObject([{ path: 'criteria[budget]', mine: undefined }])
    expect(document.criteria.some(({ code }) => code === 'budget')).toBe(true)
  })

  it('take over additions of both and the order of whoever changed it', () => {
    const extra = (code: string) => ({ ...budget, code, mandatory: false })
    const mine = { ...base, criteria: [...base.criteria, extra('mine')] }
    const theirs = { ...base, criteria: [extra('theirs'), ...[...base.criteria].reverse()] }
    expect(mergeTreaty({ base, mine, theirs }).document.criteria.map(({ code }) => code)).toEqual(['theirs', 'budget', 'mine', 'horizon', 'category', 'region'])
  })

  it('lose nothing: an edit of one alone always comes through, from either side', () => {
    const edit = fc.record({ attempts: fc.integer({ min: 1, max: 50 }), tolerance: fc.integer({ min: 0, max: 100 }), verdict: fc.integer({ min: 1, max: 9999 }), drop: fc.subarray(base.reasons.spam.map(({ code }) => code)) }, { requiredKeys: [] })
    const apply = (parts: { attempts?: number, tolerance?: number, verdict?: number, drop?: string[] }): TreatyDocument => ({
      ...withBudget(parts.tolerance === undefined ? {} : { tolerancePercent: parts.tolerance }),
      rules: { ...base.rules, attempts: parts.attempts ?? base.rules.attempts },
      deadlines: { ...base.deadlines, verdictMinutes: parts.verdict ?? base.deadlines.verdictMinutes },
      reasons: { ...base.reasons, spam: base.reasons.spam.filter(({ code }) => !parts.drop?.includes(code)) },
    })
    fc.assert(fc.property(edit, (parts) => {
      const edited = apply(parts)
      expect(mergeTreaty({ base, mine: edited, theirs: base }).document).toEqual(edited)
      expect(mergeTreaty({ base, mine: base, theirs: edited }).document).toEqual(edited)
      expect(mergeTreaty({ base, mine: edited, theirs: edited })).toEqual({ document: edited, conflicts: [] })
    }))
  })
})
