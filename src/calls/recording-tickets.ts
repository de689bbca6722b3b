import type { EntityTypeId, ItemRef } from '../domain/item-ref.ts'
import type { Language } from '../domain/words.ts'
import { randomUUID } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { entityTypeIdSchema } from '../contracts/item-ref.schema.ts'
import { languageFor } from '../domain/words.ts'

/** What a ticket opens: one call of one item, for one person of one portal, as long as his session could live. */
export interface TicketSubject {
  readonly portalId: number
  readonly userId: number
  readonly item: ItemRef
  readonly callId: string
  readonly portalEpoch: number
  readonly personEpoch: number
  readonly language: Language
}

/** A ticket read back. */
export interface Ticket extends TicketSubject {
  /** Unique; names it in the audit. */
  readonly ticketId: string
}

/** Signs and reads tickets. `<audio>` cannot send a header, so its address carries one of these and never a session or a portal token. */
export interface RecordingTickets {
  issue: (subject: TicketSubject) => Promise<{ ticket: string, expiresAt: number }>
  /** Null when it is forged, cut, or over. Epochs are compared by whoever reads the person. */
  read: (ticket: string) => Promise<Ticket | null>
}

/** Life of a ticket, ms: a long recording is listened to the end, a stolen address is soon worth nothing. */
export const TICKET_LIFE_MS = 30 * 60_000

const ISSUER = 'peace-treaty/recordings'

const claimsSchema = z.object({
  jti: z.string(),
  sub: z.string().regex(/^\d+:\d+$/).transform(text => text.split(':').map(Number) as [number, number]),
  /** `1:1042`. */
  item: z.string().regex(/^[12]:\d+$/).transform(text => text.split(':').map(Number) as [EntityTypeId, number]),
  call: z.string(),
  pe: z.number().int(),
  ue: z.number().int(),
  lang: z.string(),
})

/** Tickets signed with `key` (32 bytes). */
export function createRecordingTickets({ key, now }: { key: Uint8Array, now: () => number }): RecordingTickets {
  return {
    async issue({ portalId, userId, item, callId, portalEpoch, personEpoch, language }) {
      const expiresAt = now() + TICKET_LIFE_MS
      const ticket = await new SignJWT({ item: `${item.entityTypeId}:${item.itemId}`, call: callId, pe: portalEpoch, ue: personEpoch, lang: language })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(ISSUER)
        .setSubject(`${portalId}:${userId}`)
        .setJti(randomUUID())
        .setExpirationTime(Math.floor(expiresAt / 1000))
        .sign(key)
      return { ticket, expiresAt }
    },

    async read(ticket) {
      try {
        const { payload } = await jwtVerify(ticket, key, { issuer: ISSUER, algorithms: ['HS256'], currentDate: new Date(now()) })
        const { jti, sub, item, call, pe, ue, lang } = claimsSchema.parse(payload)
        return {
          ticketId: jti,
          portalId: sub[0],
          userId: sub[1],
          item: { entityTypeId: entityTypeIdSchema.parse(item[0]), itemId: item[1] },
          callId: call,
          portalEpoch: pe,
          personEpoch: ue,
          language: languageFor(lang),
        }
      }
      catch (error) {
        if (error instanceof errors.JOSEError)
          return null
        throw error
      }
    },
  }
}
