/** An employee of the portal. */
export interface Person {
  userId: number
  name: string
  position: string | null
  active: boolean
  isAdmin: boolean
  departmentIds: number[]
  /** IANA name; null = the portal's. */
  timeZone: string | null
  /** A session token with another epoch is dead. */
  sessionEpoch: number
  /** When we last read this person from the portal. */
  seenAt: number
}

/** A department of the company structure. */
export interface Department {
  departmentId: number
  name: string
  parentId: number | null
  headUserId: number | null
}

/** Employees and departments: our copy, refreshed from the portal. */
export interface PeopleRepository {
  /** Adds or overwrites; keeps each person's session epoch, and ends the sessions of those who became inactive. */
  upsertMany: (portalId: number, people: Omit<Person, 'sessionEpoch'>[]) => Promise<void>
  get: (portalId: number, userId: number) => Promise<Person | null>
  /** By user id; unknown ids are left out. */
  getMany: (portalId: number, userIds: number[]) => Promise<Person[]>
  list: (portalId: number) => Promise<Person[]>
  /** Ends every session of the person. */
  bumpSessionEpoch: (portalId: number, userId: number) => Promise<void>
  /** Replaces the whole structure. */
  replaceDepartments: (portalId: number, departments: Department[]) => Promise<void>
  departments: (portalId: number) => Promise<Department[]>
}
