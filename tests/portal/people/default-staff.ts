import type { NewPortalUser, People } from './people.ts'

/** Numbers of the people every portal starts with. */
export const defaultStaff = {
  admin: 1,
  owner: 2,
  headOfSales: 3,
  reps: [4, 5, 6, 7, 8],
  headOfMarketing: 9,
  marketers: [10, 11],
} as const

/** Numbers of the departments every portal starts with. */
export const defaultDepartments = { company: 1, sales: 2, marketing: 3, office: 4 } as const

type Language = 'ru' | 'en'
type Bilingual = Record<Language, string>

interface Line {
  name: Bilingual
  lastName: Bilingual
  position: Bilingual
  department: number
  gender: 'M' | 'F'
  mailbox: string
  rights: Partial<NewPortalUser>
}

const { company, sales, marketing, office } = defaultDepartments
const rep: Bilingual = { ru: 'Менеджер по продажам', en: 'Sales representative' }
const repRights = { crmRead: 'own', crmWrite: 'own' } as const
const marketer: Bilingual = { ru: 'Маркетолог', en: 'Marketer' }
const marketerRights = { crmRead: 'all', crmWrite: 'none' } as const

function line(name: Bilingual, lastName: Bilingual, position: Bilingual, rest: Omit<Line, 'name' | 'lastName' | 'position'>): Line {
  return { name, lastName, position, ...rest }
}

const staff: Line[] = [
  line({ ru: 'Андрей', en: 'Andrew' }, { ru: 'Козырев', en: 'Cole' }, { ru: 'Администратор', en: 'Administrator' }, { department: office, gender: 'M', mailbox: 'admin', rights: { admin: true, crmAdmin: true, telephonyStatistics: true } }),
  line({ ru: 'Марина', en: 'Marina' }, { ru: 'Светлова', en: 'Bright' }, { ru: 'Владелец', en: 'Owner' }, { department: company, gender: 'F', mailbox: 'owner', rights: { crmAdmin: true, telephonyStatistics: true } }),
  line({ ru: 'Виктор', en: 'Victor' }, { ru: 'Громов', en: 'Thorne' }, { ru: 'Руководитель отдела продаж', en: 'Head of sales' }, { department: sales, gender: 'M', mailbox: 'sales.head', rights: { crmRead: 'department', crmWrite: 'department', telephonyStatistics: true } }),
  line({ ru: 'Ольга', en: 'Olga' }, { ru: 'Верная', en: 'Fair' }, rep, { department: sales, gender: 'F', mailbox: 'rep1', rights: repRights }),
  line({ ru: 'Павел', en: 'Paul' }, { ru: 'Резкин', en: 'Sharp' }, rep, { department: sales, gender: 'M', mailbox: 'rep2', rights: repRights }),
  line({ ru: 'Инна', en: 'Ina' }, { ru: 'Добрынина', en: 'Goodwin' }, rep, { department: sales, gender: 'F', mailbox: 'rep3', rights: repRights }),
  line({ ru: 'Глеб', en: 'Glen' }, { ru: 'Поздняков', en: 'Later' }, rep, { department: sales, gender: 'M', mailbox: 'rep4', rights: repRights }),
  line({ ru: 'Юлия', en: 'Julia' }, { ru: 'Копейкина', en: 'Copeland' }, rep, { department: sales, gender: 'F', mailbox: 'rep5', rights: repRights }),
  line({ ru: 'Лидия', en: 'Lydia' }, { ru: 'Маркова', en: 'Marks' }, { ru: 'Руководитель отдела маркетинга', en: 'Head of marketing' }, { department: marketing, gender: 'F', mailbox: 'marketing.head', rights: marketerRights }),
  line({ ru: 'Тимур', en: 'Tim' }, { ru: 'Клинов', en: 'Wedge' }, marketer, { department: marketing, gender: 'M', mailbox: 'marketer1', rights: marketerRights }),
  line({ ru: 'Вера', en: 'Vera' }, { ru: 'Лугова', en: 'Meadows' }, marketer, { department: marketing, gender: 'F', mailbox: 'marketer2', rights: marketerRights }),
]

/** Fills an empty company with its departments and eleven people: administrator, owner, two heads, five reps, two marketers. */
export function addDefaultStaff(people: People, language: Language): void {
  const words: Bilingual[] = [
    { ru: 'Компания', en: 'Company' },
    { ru: 'Отдел продаж', en: 'Sales' },
    { ru: 'Отдел маркетинга', en: 'Marketing' },
    { ru: 'Администрация', en: 'Office' },
  ]
  for (const [index, name] of words.entries())
    people.addDepartment({ name: name[language], sort: 500, parentId: index === 0 ? null : company, headId: null })
  for (const one of staff) {
    people.add({
      name: one.name[language],
      lastName: one.lastName[language],
      position: one.position[language],
      departmentIds: [one.department],
      gender: one.gender,
      email: `${one.mailbox}@example.com`,
      ...one.rights,
    })
  }
  people.updateDepartment(company, { headId: defaultStaff.owner })
  people.updateDepartment(sales, { headId: defaultStaff.headOfSales })
  people.updateDepartment(marketing, { headId: defaultStaff.headOfMarketing })
}
