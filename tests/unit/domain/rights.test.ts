import type { Grant } from '../../../src/domain/rights.ts'
import type { Role } from '../../../src/domain/role.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GRANTS, hasGrant, mayReview, mayRule, mayWithItem, reachOf } from '../../../src/domain/rights.ts'
import { ROLES } from '../../../src/domain/role.ts'
import { headsOf, teamOf } from '../../../src/domain/team.ts'

const person = (userId: number, roles: Role[], teamUserIds: number[] = []) => ({ userId, roles, teamUserIds })

/** Product section 2, row by row: what each role reaches; absent = nothing. */
const TABLE: Record<Grant, Partial<Record<Role, string>>> = {
  item_facts: { rep: 'own', marketer: 'all', rop: 'all', cmo: 'all', owner: 'all' },
  recording: { rep: 'own', marketer: 'in_review', rop: 'all', cmo: 'all', owner: 'all' },
  give_feedback: { rep: 'own', rop: 'all' },
  review: { marketer: 'all', cmo: 'all' },
  answer: { rep: 'own', rop: 'all' },
  rule: { rop: 'all', owner: 'appeals' },
  figures: { rep: 'self_and_team', marketer: 'unranked', rop: 'all', cmo: 'all', owner: 'all', admin: 'totals' },
  read_treaty: { rep: 'all', marketer: 'all', rop: 'all', cmo: 'all', owner: 'all', admin: 'all' },
  draft_treaty: { rop: 'all', cmo: 'all', owner: 'all' },
  sign_marketing: { cmo: 'all' },
  sign_sales: { rop: 'all' },
  sign_owner: { owner: 'all' },
  edit_people: { admin: 'all' },
  see_health: { admin: 'all' },
  remove_data: { admin: 'all' },
  grant_pass: { rop: 'all' },
  pause_gate: { rop: 'all', admin: 'all' },
}

describe('the table of rights', () => {
  it.each(GRANTS)('gives %s to exactly the roles of the product definition', (grant) => {
    expect(Object.fromEntries(ROLES.map(role => [role, reachOf([role], grant)]))).toEqual(Object.fromEntries(ROLES.map(role => [role, TABLE[grant][role] ?? 'none'])))
  })

  it('gives nothing to somebody without a role', () => {
    expect(GRANTS.filter(grant => hasGrant([], grant))).toEqual([])
  })

  it('lets an administrator sign nothing and see no lead by virtue of being one', () => {
    expect(['sign_marketing', 'sign_sales', 'sign_owner', 'item_facts', 'give_feedback', 'recording'].filter(grant => hasGrant(['admin'], grant as Grant))).toEqual([])
  })

  it('never takes anything away when a person gets a further role', () => {
    const roles = fc.uniqueArray(fc.constantFrom(...ROLES))
    fc.assert(fc.property(roles, fc.constantFrom(...ROLES), fc.constantFrom(...GRANTS), fc.integer({ min: 1, max: 4 }), (held, more, grant, assignedBy) => {
      const item = { assignedBy, inReview: assignedBy === 4 }
      if (mayWithItem(person(1, held, [2]), grant, item))
        expect(mayWithItem(person(1, [...held, more], [2]), grant, item)).toBe(true)
    }))
  })
})

describe('own items', () => {
  it('are those assigned to the person', () => {
    expect(mayWithItem(person(1, ['rep']), 'give_feedback', { assignedBy: 1 })).toBe(true)
    expect(mayWithItem(person(1, ['rep']), 'give_feedback', { assignedBy: 2 })).toBe(false)
    expect(mayWithItem(person(1, ['rep']), 'give_feedback', { assignedBy: null })).toBe(false)
  })

  it('are, for a head, those of the people of his department too', () => {
    expect(mayWithItem(person(1, ['rep'], [2, 3]), 'item_facts', { assignedBy: 3 })).toBe(true)
  })

  it('do not make a head give feedback without a sales role', () => {
    expect(mayWithItem(person(1, ['marketer'], [2]), 'give_feedback', { assignedBy: 2 })).toBe(false)
  })
})

describe('recordings', () => {
  it('are open to a marketer only for items in his review', () => {
    expect(mayWithItem(person(1, ['marketer']), 'recording', { assignedBy: 2 })).toBe(false)
    expect(mayWithItem(person(1, ['marketer']), 'recording', { assignedBy: 2, inReview: true })).toBe(true)
  })
})

describe('both sides of one matter', () => {
  it('are never taken by one person, whatever roles he holds', () => {
    const everything = person(1, [...ROLES])
    expect(mayReview(everything, { authorId: 1, reviewerId: null })).toBe(false)
    expect(mayRule(everything, { authorId: 1, reviewerId: 2 })).toBe(false)
    expect(mayRule(everything, { authorId: 2, reviewerId: 1 })).toBe(false)
    expect(mayRule(everything, { authorId: 2, reviewerId: 3 })).toBe(true)
    expect(mayReview(everything, { authorId: 2, reviewerId: null })).toBe(true)
  })
})

describe('teams', () => {
  const departments = [
    { departmentId: 1, parentId: null, headUserId: 50 },
    { departmentId: 2, parentId: 1, headUserId: 20 },
    { departmentId: 3, parentId: 2, headUserId: null },
    { departmentId: 4, parentId: 1, headUserId: 40 },
  ]
  const people = [{ userId: 10, departmentIds: [3] }, { userId: 11, departmentIds: [2, 4] }, { userId: 20, departmentIds: [2] }, { userId: 30, departmentIds: [4] }]

  it('hold the people of child departments and not the head himself', () => {
    expect(teamOf(20, people, departments)).toEqual([10, 11])
    expect(teamOf(40, people, departments)).toEqual([11, 30])
    expect(teamOf(10, people, departments)).toEqual([])
  })

  it('have heads up to the top, nearest first', () => {
    expect(headsOf(10, people, departments)).toEqual([20, 50])
    expect(headsOf(20, people, departments)).toEqual([50])
  })

  it('survive a circle in the structure', () => {
    const circle = [{ departmentId: 1, parentId: 2, headUserId: 20 }, { departmentId: 2, parentId: 1, headUserId: null }]
    expect(teamOf(20, [{ userId: 10, departmentIds: [2] }], circle)).toEqual([10])
    expect(headsOf(10, [{ userId: 10, departmentIds: [2] }], circle)).toEqual([20])
  })
})
