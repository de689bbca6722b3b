import type { CustomField } from '../crm/user-field.ts'

/** How far a person sees or changes CRM items: none, those assigned to them, their departments', or all. */
export type CrmReach = 'none' | 'own' | 'department' | 'all'

/** One employee. Ids are 1 (administrator) and up. */
export interface PortalUser {
  id: number
  /** False once dismissed: every token of the person is dead then. */
  active: boolean
  /** Portal administrator: may install applications and bind widgets. */
  admin: boolean
  /** May change CRM settings (custom fields, stages); administrators always may. */
  crmAdmin: boolean
  name: string
  lastName: string
  secondName: string
  email: string
  position: string
  /** First is the main one; never empty for employees. */
  departmentIds: number[]
  /** Interface language of this person. */
  language: 'ru' | 'en'
  /** IANA zone of this person; empty means the portal's. */
  timeZone: string
  crmRead: CrmReach
  crmWrite: CrmReach
  /** Holds the right "Call statistics: view" for all calls; others see none. */
  telephonyStatistics: boolean
  /** Not an employee: most CRM methods refuse with `allowed_only_intranet_user`. */
  extranet: boolean
  gender: 'M' | 'F' | ''
  /** Registration and last change, ms since the epoch. */
  registeredAt: number
  updatedAt: number
  /** Address of a photo, when there is one. */
  avatar?: string
  /** Values of custom fields by `UF_USR_...`. */
  custom?: Record<string, unknown>
}

/** Everything about a new employee that has no default; ids are given by the portal. */
export type NewPortalUser = Pick<PortalUser, 'name' | 'lastName' | 'position' | 'departmentIds'> & Partial<Omit<PortalUser, 'id'>>

/** A department of the company structure; the root has no parent. */
export interface Department {
  id: number
  name: string
  sort: number
  parentId: number | null
  headId: number | null
}

/** The company: employees, departments and who may do what. */
export interface People {
  /** Custom fields of people, in order of id. */
  customFields: CustomFields
  get: (id: number) => PortalUser | undefined
  /** Everybody, dismissed included, in order of id. */
  list: () => PortalUser[]
  add: (user: NewPortalUser) => PortalUser
  /**
   * Changes some facts about a person.
   * @throws Error when nobody has this id.
   */
  update: (id: number, changes: Partial<Omit<PortalUser, 'id'>>) => PortalUser
  /** Makes the person inactive; REST refuses their tokens from this moment. Unknown ids are ignored. */
  dismiss: (id: number) => void
  rehire: (id: number) => void
  departments: () => Department[]
  department: (id: number) => Department | undefined
  addDepartment: (department: Omit<Department, 'id'>) => Department
  updateDepartment: (id: number, changes: Partial<Omit<Department, 'id'>>) => void
  removeDepartment: (id: number) => void
  /** `Name LastName`, or the e-mail when both are empty; empty for an unknown id. */
  fullName: (id: number) => string
  /** True when the head of a department above the person, or of their own, is `bossId`. */
  isBossOf: (bossId: number, id: number) => boolean
  /** True when both share a department. */
  shareDepartment: (a: number, b: number) => boolean
}

/** Custom fields of people: `user.userfield.*`. */
export interface CustomFields {
  get: (id: number) => CustomField | undefined
  list: () => CustomField[]
  add: (field: Omit<CustomField, 'id'>) => CustomField
  /** Unknown ids are ignored. */
  update: (id: number, change: Partial<Omit<CustomField, 'id' | 'fieldName' | 'userTypeId'>>) => void
  /** Values that people have in the field go with it. */
  remove: (id: number) => void
}
