import type { DepartmentId, UserId } from './ids.ts'

/** A department as far as headship goes. */
export interface TeamDepartment {
  readonly departmentId: DepartmentId
  readonly parentId: DepartmentId | null
  readonly headUserId: UserId | null
}

/** An employee as far as departments go. */
export interface TeamPerson {
  readonly userId: UserId
  readonly departmentIds: readonly DepartmentId[]
}

/** People of the departments somebody heads, child departments included, himself left out; empty when he heads none. */
export function teamOf(headId: UserId, people: readonly TeamPerson[], departments: readonly TeamDepartment[]): UserId[] {
  const led = ledDepartments(headId, departments)
  return people
    .filter(person => person.userId !== headId && person.departmentIds.some(id => led.has(id)))
    .map(person => person.userId)
}

/** Heads of the departments of somebody, nearest first, himself left out; a circle in the structure ends the climb. */
export function headsOf(userId: UserId, people: readonly TeamPerson[], departments: readonly TeamDepartment[]): UserId[] {
  const byId = new Map(departments.map(department => [department.departmentId, department]))
  const heads = new Set<UserId>()
  const seen = new Set<DepartmentId>()
  let level = people.find(person => person.userId === userId)?.departmentIds ?? []
  while (level.length > 0) {
    const rows = level.filter(id => !seen.has(id)).flatMap(id => byId.get(id) ?? [])
    rows.forEach(row => seen.add(row.departmentId))
    rows.forEach(row => row.headUserId !== null && row.headUserId !== userId && heads.add(row.headUserId))
    level = rows.flatMap(row => row.parentId ?? [])
  }
  return [...heads]
}

function ledDepartments(headId: UserId, departments: readonly TeamDepartment[]): Set<DepartmentId> {
  const led = new Set(departments.filter(department => department.headUserId === headId).map(department => department.departmentId))
  let grew = led.size > 0
  while (grew) {
    const children = departments.filter(department => department.parentId !== null && led.has(department.parentId) && !led.has(department.departmentId))
    children.forEach(child => led.add(child.departmentId))
    grew = children.length > 0
  }
  return led
}
