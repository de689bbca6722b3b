import type { Department, Person } from '../../../src/store/people.ts'
import { describe, expect, it } from 'vitest'
import { guessRoles } from '../../../src/portals/guess-roles.ts'

const departments: Department[] = [
  { departmentId: 1, name: 'Окна и двери', parentId: null, headUserId: 1 },
  { departmentId: 2, name: 'Отдел продаж', parentId: 1, headUserId: 2 },
  { departmentId: 3, name: 'Маркетинг', parentId: 1, headUserId: 3 },
  { departmentId: 4, name: 'Группа Север', parentId: 2, headUserId: 8 },
  { departmentId: 5, name: 'Склад', parentId: 1, headUserId: 9 },
]
const person = (userId: number, position: string | null, departmentIds: number[], active = true): Pick<Person, 'userId' | 'position' | 'active' | 'departmentIds'> => ({ userId, position, active, departmentIds })

describe('roles the company structure suggests', () => {
  const cases: [string, ReturnType<typeof person>, string[] | undefined][] = [
    ['the head of the company is the owner', person(1, 'Генеральный директор', [1]), ['owner']],
    ['the head of sales is the ROP', person(2, 'Начальник отдела', [2]), ['rop']],
    ['the head of marketing signs for marketing', person(3, null, [3]), ['cmo']],
    ['somebody in sales is a rep', person(4, 'Менеджер', [2]), ['rep']],
    ['a sub-department of sales is sales', person(5, 'Менеджер', [4]), ['rep']],
    ['the head of a group of sales leads people', person(8, 'Старший менеджер', [4]), ['rop']],
    ['somebody in marketing is a marketer', person(6, 'Специалист', [3]), ['marketer']],
    ['the store has no role', person(9, 'Кладовщик', [5]), undefined],
    ['a position says it without a department', person(10, 'Таргетолог', [5]), ['marketer']],
    ['an English title is understood', person(11, 'Head of Sales', [5]), ['rop']],
    ['a director of marketing is no owner', person(12, 'Директор по маркетингу', [5]), ['cmo']],
    ['Europe is no head of sales', person(13, 'Логист, Европа', [5]), undefined],
    ['a direct-ads specialist is no director', person(14, 'Директолог', [5]), ['marketer']],
    ['a dismissed person gets nothing', person(4, 'Менеджер', [2], false), undefined],
    ['work for both sides suggests neither', person(15, 'Маркетинг и продажи', [5]), undefined],
  ]
  it.each(cases)('%s', (_name, one, expected) => {
    expect(guessRoles([one], departments).get(one.userId)).toEqual(expected)
  })
})
