import { z } from 'zod'
import { ROLES } from '../../domain/role.ts'

const personRolesSchema = z.object({
  userId: z.number().int().positive(),
  roles: z.array(z.enum(ROLES)),
})

/** GET /api/people/roles: everybody with a role or proposed for one. */
export const peopleRolesSchema = z.object({
  people: z.array(personRolesSchema.extend({
    name: z.string(),
    position: z.string().nullable(),
    departments: z.array(z.string()),
    active: z.boolean(),
    /** Administrator of the portal. */
    isAdmin: z.boolean(),
    /** What the departments suggest; shown until confirmed. */
    proposed: z.array(z.enum(ROLES)),
  })),
  canEdit: z.boolean(),
})

/** PUT /api/people/roles: the roles of the named people, whole; others stay. The answer is the list. */
export const putPeopleRolesSchema = z.object({
  people: z.array(personRolesSchema).max(5000),
})

/** Everybody with a role or proposed for one. */
export type PeopleRoles = z.infer<typeof peopleRolesSchema>
/** New roles of people. */
export type PutPeopleRoles = z.infer<typeof putPeopleRolesSchema>
