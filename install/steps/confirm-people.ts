import type { InstallChoice } from '../../src/contracts/api/install.schema.ts'
import type { Role } from '../../src/domain/role.ts'
import type { Choices, InstallStepDefinition, StepContext, StepOutcome } from '../step.ts'
import { isRole } from '../../src/domain/role.ts'
import { guessRoles } from '../../src/portals/guess-roles.ts'
import { createRoleBook } from '../../src/portals/people-roles.ts'
import { single } from '../step.ts'
import { say } from '../words.ts'

/** Roles the wizard asks for; the administrator has his own by being one. */
const ASKED_ROLES = ['rep', 'marketer', 'rop', 'cmo', 'owner'] as const satisfies readonly Role[]

const ROLE_QUESTIONS: Record<typeof ASKED_ROLES[number], [ru: string, en: string]> = {
  rep: ['Менеджеры по продажам: видят и оценивают свои лиды', 'Sales reps: see and judge their own leads'],
  marketer: ['Маркетологи: видят все лиды без контактов и проверяют вердикты', 'Marketers: see all leads without contact data and review verdicts'],
  rop: ['РОП: видит всё, решает споры, подписывает за продажи', 'Head of sales: sees everything, rules on disputes, signs for sales'],
  cmo: ['Руководитель маркетинга: видит всё, подписывает за маркетинг', 'Head of marketing: sees everything, signs for marketing'],
  owner: ['Собственник: видит общую картину, может подписать', 'Owner: sees the whole picture, may sign'],
}

/** Step 2: who is who, and what time it is there. Roles are guessed from departments and never granted without a confirmation. */
export const confirmPeople: InstallStepDefinition = {
  code: 'people',

  async questions({ portal, store, language, progress }): Promise<InstallChoice[]> {
    const [people, departments, granted] = await Promise.all([store.people.list(portal.portalId), store.people.departments(portal.portalId), store.roles.list(portal.portalId)])
    const active = people.filter(person => person.active)
    const guessed = guessRoles(active, departments)
    const options = active.map(person => ({ value: String(person.userId), label: person.name, note: person.position }))
    const proposed = (role: Role): string[] => {
      const chosen = granted.filter(row => row.role === role).map(row => String(row.userId))
      return chosen.length > 0 || granted.some(row => isRole(row.role)) ? chosen : active.filter(person => guessed.get(person.userId)?.includes(role)).map(person => String(person.userId))
    }
    return [
      { name: 'timeZone', kind: 'text', label: say(language, 'Часовой пояс компании', 'Time zone of the company'), options: Intl.supportedValuesOf('timeZone').map(zone => ({ value: zone, label: zone, note: null })), proposed: progress.choices.timeZone ?? [portal.timeZone] },
      ...ASKED_ROLES.map((role): InstallChoice => ({ name: role, kind: 'many', label: say(language, ...ROLE_QUESTIONS[role]), options, proposed: progress.choices[role] ?? proposed(role) })),
      { name: 'rightsConfirmed', kind: 'confirm', label: say(language, 'Эти роли заменяют права CRM для вердиктов, источников и стадий. Контакты клиентов каждый видит только по своим правам CRM.', 'These roles replace CRM rights for verdicts, sources and stages. Contact data is shown by each person\'s own CRM rights only.'), options: [], proposed: [] },
    ]
  },

  async run(context, choices): Promise<StepOutcome> {
    const { portal, store, language, actorId, actorRoles, now } = context
    const read = await context.readPeople(portal.portalId)
    const findings = [say(language, `Сотрудников: ${read.active}, отделов: ${read.departments}`, `Employees: ${read.active}, departments: ${read.departments}`)]
    const timeZone = single(choices, 'timeZone')
    if (timeZone === null)
      return { state: 'needs_choice', message: 'people.ask', findings }
    if (!isTimeZone(timeZone))
      return { state: 'needs_choice', message: 'people.zone', detail: timeZone, findings }
    if (single(choices, 'rightsConfirmed') === null)
      return { state: 'needs_choice', message: 'people.confirm', findings }
    await store.portals.update(portal.portalId, { timeZone }, now())
    await createRoleBook({ store, now }).put(portal.portalId, { userId: actorId, roles: actorRoles, language }, { people: await chosenRoles(context, choices) })
    const named = ASKED_ROLES.reduce((sum, role) => sum + (choices[role]?.length ?? 0), 0)
    return { state: 'done', message: 'people.done', detail: say(language, `${timeZone}; ролей роздано: ${named}`, `${timeZone}; roles given: ${named}`), findings }
  },
}

/** New roles of everybody who has or had one; a role the wizard does not ask for stays. */
async function chosenRoles({ portal, store }: StepContext, choices: Choices): Promise<{ userId: number, roles: Role[] }[]> {
  const [granted, people] = await Promise.all([store.roles.list(portal.portalId), store.people.list(portal.portalId)])
  const known = new Map(people.map(person => [person.userId, person]))
  const chosen = (userId: number) => ASKED_ROLES.filter(role => choices[role]?.includes(String(userId)))
  const kept = (userId: number): Role[] => known.get(userId)?.isAdmin === true && granted.some(row => row.userId === userId && row.role === 'admin') ? ['admin'] : []
  const ids = new Set([...granted.map(row => row.userId), ...ASKED_ROLES.flatMap(role => (choices[role] ?? []).map(Number))])
  return [...ids].filter(userId => known.has(userId)).map(userId => ({ userId, roles: [...chosen(userId), ...kept(userId)] }))
}

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== ''
  }
  catch (error) {
    if (error instanceof RangeError)
      return false
    throw error
  }
}
