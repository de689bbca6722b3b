import type { PortalUser } from '../../people/people.ts'
import type { Portal } from '../../portal.ts'
import type { Columns } from '../../work/row-query.ts'
import { isoTime } from '../../work/iso-time.ts'

/** Contacts are seen with the scopes `user` and `user_basic` only. */
function seesContacts(scopes: ReadonlySet<string>): boolean {
  return scopes.has('user') || scopes.has('user_basic')
}

/** A person as the `user.*` methods show them; numbers of departments are numbers, the id is text. */
export function userRow(portal: Portal, user: PortalUser, scopes: ReadonlySet<string>): Record<string, unknown> {
  const time = (at: number): string => isoTime(at, portal.settings.timeZone)
  const contacts = seesContacts(scopes) ? { EMAIL: user.email } : {}
  return {
    ID: String(user.id),
    ACTIVE: user.active,
    NAME: user.name,
    LAST_NAME: user.lastName,
    SECOND_NAME: user.secondName,
    ...contacts,
    LAST_LOGIN: time(user.updatedAt),
    DATE_REGISTER: time(user.registeredAt),
    TIME_ZONE: user.timeZone,
    IS_ONLINE: user.active ? 'Y' : 'N',
    TIMESTAMP_X: {},
    LAST_ACTIVITY_DATE: {},
    PERSONAL_GENDER: user.gender,
    PERSONAL_BIRTHDAY: '',
    ...(user.avatar ? { PERSONAL_PHOTO: user.avatar } : {}),
    ...(seesContacts(scopes) ? { PERSONAL_WWW: '', PERSONAL_MOBILE: '', PERSONAL_CITY: '', WORK_PHONE: '' } : {}),
    WORK_POSITION: user.position,
    UF_EMPLOYMENT_DATE: '',
    UF_DEPARTMENT: user.departmentIds,
    ...ownValues(portal, user),
    USER_TYPE: user.extranet ? 'extranet' : 'employee',
  }
}

/** Custom fields of people with what this one has in them; empty ones read as empty text or an empty list. */
function ownValues(portal: Portal, user: PortalUser): Record<string, unknown> {
  return Object.fromEntries(portal.people.customFields.list().map(({ fieldName, multiple }) => [fieldName, user.custom?.[fieldName] ?? (multiple ? [] : '')]))
}

/** What people can be filtered and sorted by. */
export const userColumns: Columns<PortalUser> = {
  ID: { kind: 'number', read: user => user.id },
  ACTIVE: { kind: 'flag', read: user => user.active },
  NAME: { kind: 'text', read: user => user.name },
  LAST_NAME: { kind: 'text', read: user => user.lastName },
  SECOND_NAME: { kind: 'text', read: user => user.secondName },
  EMAIL: { kind: 'text', read: user => user.email },
  WORK_POSITION: { kind: 'text', read: user => user.position },
  PERSONAL_GENDER: { kind: 'text', read: user => user.gender },
  UF_DEPARTMENT: { kind: 'number', read: user => user.departmentIds },
  USER_TYPE: { kind: 'text', read: user => user.extranet ? 'extranet' : 'employee' },
  DATE_REGISTER: { kind: 'time', read: user => user.registeredAt },
}
