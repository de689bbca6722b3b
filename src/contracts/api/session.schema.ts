import { z } from 'zod'
import { ROLES } from '../../domain/role.ts'

/** POST /api/session: the frame's access token proves who looks. */
export const sessionRequestSchema = z.object({
  memberId: z.string().min(1).max(64),
  accessToken: z.string().min(1).max(512),
})

/** A person as shown in lists: id and display name. */
export const personSchema = z.object({
  id: z.number().int().positive(),
  name: z.string(),
})

/** Who looks, at which portal, under which treaty. */
export const sessionAnswerSchema = z.object({
  /** Bearer token for all other requests; kept in memory only. */
  token: z.string(),
  expiresAt: z.number(),
  user: personSchema.extend({ roles: z.array(z.enum(ROLES)) }),
  portal: z.object({
    language: z.enum(['ru', 'en']),
    timeZone: z.string(),
    /** First day of the week, Monday = 0. */
    weekStart: z.number().int(),
    /** ISO 4217. */
    currency: z.string(),
    /** `https://acme.bitrix24.eu`, for links into the portal. */
    origin: z.string(),
    crmMode: z.enum(['classic', 'simple']),
  }),
  treaty: z.object({
    mode: z.enum(['observe', 'enforce']),
    versionNo: z.number().int().nullable(),
  }),
  /** Whom somebody without a role can ask: administrators of the application, then heads. */
  askWhom: z.array(personSchema),
})

/** What the widget sends to prove who looks. */
export type SessionRequest = z.infer<typeof sessionRequestSchema>
/** Who looks, at which portal, under which treaty. */
export type SessionAnswer = z.infer<typeof sessionAnswerSchema>
/** A person as shown in lists. */
export type Person = z.infer<typeof personSchema>
