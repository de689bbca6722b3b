import { z } from 'zod'
import { restFlag, restId, restInt, restList, restText } from './rest-scalars.schema.ts'

/** One row of `user.get`. Which fields come depends on the scope; contact data is never read. */
const userRowSchema = z.object({
  ID: restInt,
  ACTIVE: restFlag,
  NAME: restText,
  LAST_NAME: restText,
  WORK_POSITION: restText,
  TIME_ZONE: restText,
  UF_DEPARTMENT: restList(restInt).optional(),
  USER_TYPE: restText,
}).transform(row => ({
  userId: row.ID,
  active: row.ACTIVE,
  name: [row.NAME, row.LAST_NAME].filter(Boolean).join(' ') || `№ ${row.ID}`,
  position: row.WORK_POSITION,
  timeZone: row.TIME_ZONE,
  departmentIds: row.UF_DEPARTMENT ?? [],
  /** `employee`, `extranet`, `email` ...; null where the portal does not say. */
  userType: row.USER_TYPE,
}))

/** The result of `user.get`. */
export const userListSchema = restList(userRowSchema)

/** One row of `department.get`. UF_HEAD is missing in the documented sample. */
const departmentRowSchema = z.object({
  ID: restInt,
  NAME: z.string(),
  PARENT: restId,
  UF_HEAD: restId,
}).transform(row => ({ departmentId: row.ID, name: row.NAME, parentId: row.PARENT, headUserId: row.UF_HEAD }))

/** The result of `department.get`. */
export const departmentListSchema = restList(departmentRowSchema)

/** The result of `profile`: who the token belongs to. */
export const profileSchema = z.object({
  ID: restInt,
  ADMIN: restFlag,
  NAME: restText,
  LAST_NAME: restText,
  TIME_ZONE: restText,
}).transform(row => ({
  userId: row.ID,
  isAdmin: row.ADMIN,
  name: [row.NAME, row.LAST_NAME].filter(Boolean).join(' ') || `№ ${row.ID}`,
  timeZone: row.TIME_ZONE,
}))

/** An employee as read. */
export type UserRow = z.infer<typeof userRowSchema>
/** A department as read. */
export type DepartmentRow = z.infer<typeof departmentRowSchema>
/** The owner of a token. */
export type Profile = z.infer<typeof profileSchema>
