import type { Role } from '../domain/role.ts'
import type { Department, Person } from '../store/people.ts'

type Side = 'sales' | 'marketing'

/** Words of departments and positions, Russian and English. A guess is only proposed; the administrator confirms it. */
const SIDE_WORDS: Record<Side, RegExp> = {
  marketing: /маркет|реклам|продвиж|smm|смм|контент|digital|диджитал|трафик|таргет|директолог|marketing|marketer|advertis|growth|demand|media|brand|бренд|ppc|seo/i,
  sales: /продаж|коммерч|сбыт|sales|commerc|account exec|business development|развити[ея] бизнеса|клиентск|(?<!\p{L})роп(?!\p{L})/iu,
}
const HEAD_WORDS = /начальник|руковод|директор(?!олог)|глава|заведующ|(?<!\p{L})роп(?!\p{L})|head|chief|director|\bvp\b|\bcmo\b|team lead/iu
const OWNER_WORDS = /генеральн|гендир|собственник|основатель|учредитель|владелец|owner|founder|\bceo\b|president|managing director/i

/**
 * Roles the company structure suggests, by user id; people it says nothing about are absent. Sub-departments inherit the
 * side of the department above them. A head gets the head's role and not the one of his people.
 */
export function guessRoles(people: readonly Pick<Person, 'userId' | 'position' | 'active' | 'departmentIds'>[], departments: readonly Department[]): Map<number, Role[]> {
  const byId = new Map(departments.map(department => [department.departmentId, department]))
  const guessed = new Map<number, Role[]>()
  for (const person of people.filter(candidate => candidate.active)) {
    const roles = rolesOfPerson(person, byId)
    if (roles.length > 0)
      guessed.set(person.userId, roles)
  }
  return guessed
}

function rolesOfPerson(person: Pick<Person, 'userId' | 'position' | 'departmentIds'>, byId: Map<number, Department>): Role[] {
  const position = person.position ?? ''
  const own = person.departmentIds.flatMap(id => byId.get(id) ?? [])
  const sides = new Set([sideOf(position), ...own.map(department => sideOfDepartment(department, byId))].filter(side => side !== null))
  const headed = [...byId.values()].filter(department => department.headUserId === person.userId)
  const isOwner = OWNER_WORDS.test(position) || headed.some(department => department.parentId === null)
  const isHead = HEAD_WORDS.test(position) || headed.some(department => sideOfDepartment(department, byId) !== null)
  return [
    ...(isOwner ? ['owner' as const] : []),
    ...(isOwner ? [] : [...sides].map(side => roleOn(side, isHead))),
  ]
}

function roleOn(side: Side, isHead: boolean): Role {
  if (side === 'sales')
    return isHead ? 'rop' : 'rep'
  return isHead ? 'cmo' : 'marketer'
}

function sideOfDepartment(department: Department, byId: Map<number, Department>): Side | null {
  let current: Department | undefined = department
  for (let depth = 0; current && depth < 20; depth += 1) {
    const side = sideOf(current.name)
    if (side !== null)
      return side
    current = current.parentId === null ? undefined : byId.get(current.parentId)
  }
  return null
}

/** A name that speaks of both sides speaks of neither. */
function sideOf(text: string): Side | null {
  const found = (['marketing', 'sales'] as const).filter(side => SIDE_WORDS[side].test(text))
  return found.length === 1 ? found[0] ?? null : null
}
