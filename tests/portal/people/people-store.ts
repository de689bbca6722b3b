import type { Portal } from '../portal.ts'
import type { Department, NewPortalUser, People, PortalUser } from './people.ts'
import { isoTime } from '../work/iso-time.ts'
import { createCustomFields } from './custom-fields.ts'

/** An empty company. */
export function createPeople(portal: () => Portal): People {
  const users = new Map<number, PortalUser>()
  const departments = new Map<number, Department>()
  let lastUserId = 0
  let lastDepartmentId = 0

  const update = (id: number, changes: Partial<Omit<PortalUser, 'id'>>): PortalUser => {
    const user = users.get(id)
    if (!user)
      throw new Error(`No employee ${id}`)
    Object.assign(user, changes, { id, updatedAt: portal().clock.now() })
    return user
  }

  const isBossOf = (bossId: number, id: number): boolean => {
    for (const start of users.get(id)?.departmentIds ?? []) {
      let department = departments.get(start)
      for (let depth = 0; department && depth < 50; depth += 1) {
        if (department.headId === bossId && bossId !== id)
          return true
        department = department.parentId === null ? undefined : departments.get(department.parentId)
      }
    }
    return false
  }

  return {
    customFields: createCustomFields(users),
    get: id => users.get(id),
    list: () => [...users.values()],
    add(user) {
      lastUserId += 1
      const added = completeUser(lastUserId, user, portal())
      users.set(added.id, added)
      portal().events.raise({ name: 'ONUSERADD', data: userEventData(added, portal()), actor: { kind: 'system' } })
      return added
    },
    update,
    dismiss: id => void (users.has(id) && update(id, { active: false })),
    rehire: id => void (users.has(id) && update(id, { active: true })),
    departments: () => [...departments.values()],
    department: id => departments.get(id),
    addDepartment(department) {
      lastDepartmentId += 1
      const added = { ...department, id: lastDepartmentId }
      departments.set(added.id, added)
      return added
    },
    updateDepartment(id, changes) {
      const department = departments.get(id)
      if (department)
        Object.assign(department, changes, { id })
    },
    removeDepartment: id => void departments.delete(id),
    fullName(id) {
      const user = users.get(id)
      return user ? `${user.name} ${user.lastName}`.trim() || user.email : ''
    },
    isBossOf,
    shareDepartment: (a, b) => (users.get(a)?.departmentIds ?? []).some(id => users.get(b)?.departmentIds.includes(id)),
  }
}

function completeUser(id: number, user: NewPortalUser, portal: Portal): PortalUser {
  const now = portal.clock.now()
  return {
    active: true,
    admin: false,
    crmAdmin: user.admin ?? false,
    secondName: '',
    email: `user${id}@example.com`,
    language: portal.settings.language,
    timeZone: '',
    crmRead: 'all',
    crmWrite: 'all',
    telephonyStatistics: false,
    extranet: false,
    gender: '',
    registeredAt: now,
    updatedAt: now,
    ...user,
    id,
  }
}

function userEventData(user: PortalUser, portal: Portal): Record<string, unknown> {
  return {
    ID: String(user.id),
    ACTIVE: user.active ? 'Y' : 'N',
    EMAIL: user.email,
    NAME: user.name,
    LAST_NAME: user.lastName,
    PERSONAL_GENDER: user.gender,
    UF_DEPARTMENT: user.departmentIds.map(String),
    DATE_REGISTER: isoTime(user.registeredAt, portal.settings.timeZone),
    WORK_POSITION: user.position,
  }
}
