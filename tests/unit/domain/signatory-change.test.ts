import { describe, expect, it } from 'vitest'
import { forbiddenRoleChange, forbiddenSignatoryChange } from '../../../src/domain/signatory-change.ts'
import { stageCoverage } from '../../../src/domain/stage-coverage.ts'
import { SAMPLE_STAGES, sampleTreaty, STAFF } from '../../support/sample-treaty.ts'

const signed = { marketing: STAFF.cmo, sales: STAFF.rop, owner: null }
const wished = { ...signed, marketing: 41 }

describe('changing a signatory', () => {
  it.each([
    ['nobody has signed yet', { signed: null }, STAFF.rep, null],
    ['the other signatory does it', {}, STAFF.rop, null],
    ['he gives his own place away', {}, STAFF.cmo, 'marketing'],
    ['an outsider does it', {}, STAFF.admin, 'marketing'],
    ['it goes back to the signed name', { drafted: wished, wished: signed }, STAFF.admin, null],
    ['somebody else saves what was agreed before', { drafted: wished }, STAFF.cmo, null],
  ])('when %s', (_, parts, userId, side) => {
    expect(forbiddenSignatoryChange({ wished, drafted: signed, signed, ...parts }, { userId, roles: ['cmo'] })).toBe(side)
  })

  it('is always the owner\'s', () => {
    expect(forbiddenSignatoryChange({ wished: { marketing: 1, sales: 2, owner: 3 }, drafted: signed, signed }, { userId: STAFF.owner, roles: ['owner'] })).toBeNull()
  })
})

describe('taking the signing role from a signatory', () => {
  const change = { userId: STAFF.cmo, before: ['cmo', 'marketer'], after: ['marketer'], signed } as const
  it.each([
    ['an administrator does it', {}, STAFF.admin, ['admin'], 'marketing'],
    ['he gives it away himself', {}, STAFF.cmo, ['cmo'], 'marketing'],
    ['the other signatory does it, being an administrator', {}, STAFF.rop, ['rop', 'admin'], null],
    ['the owner does it', {}, STAFF.owner, ['owner', 'admin'], null],
    ['nobody has signed yet', { signed: null }, STAFF.admin, ['admin'], null],
    ['he only loses another role', { after: ['cmo'] }, STAFF.admin, ['admin'], null],
    ['the version names somebody else', { userId: STAFF.rep }, STAFF.admin, ['admin'], null],
  ] as const)('when %s', (_, parts, userId, roles, side) => {
    expect(forbiddenRoleChange({ ...change, ...parts }, { userId, roles })).toBe(side)
  })
})

describe('stages of the portal in the funnel', () => {
  it('are all in one step after the proposal; junk, lost and waiting ones are not missed', () => {
    expect(stageCoverage(sampleTreaty().funnel, SAMPLE_STAGES, [0])).toEqual({ unmapped: [], doubled: [] })
  })

  it('are named when no step or two steps claim them', () => {
    const { funnel } = sampleTreaty()
    const stage = { entityTypeId: 2, pipelineId: 0, stageId: 'PREPARATION' } as const
    const broken = funnel.map(step => step.code === 'P1' ? { ...step, binding: { kind: 'stages' as const, stages: [stage] } } : step)
    const { unmapped, doubled } = stageCoverage(broken, SAMPLE_STAGES, [0])
    expect(unmapped.map(({ stageId }) => stageId)).toEqual(['PROCESSED', 'CONVERTED', 'NEW'])
    expect(doubled).toMatchObject([{ stage, steps: ['P1', 'P2'] }])
  })
})
