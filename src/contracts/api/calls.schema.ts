import { z } from 'zod'
import { personSchema } from './session.schema.ts'

/**
 * What can be said about the recording of a call: `ready` plays; `none` nobody talked or nothing was recorded; `not_ready` the talk is
 * young and a telephony may still attach it; `expired` it was there and the portal no longer has it; `empty` a file without sound;
 * `no_right` the viewer may not listen; `unreadable` the portal does not let the application read it; `no_telephony` the portal's plan
 * has no telephony, or its statistics are closed to the application.
 */
export const RECORDING_STATES = ['ready', 'none', 'not_ready', 'expired', 'empty', 'no_right', 'unreadable', 'no_telephony'] as const

/** The recording of one call, as far as the viewer may have it. */
const recordingSchema = z.object({
  state: z.enum(RECORDING_STATES),
  /** Address on our own server, good for `<audio src>`; it carries a ticket of this person and this call. Null unless `ready`. */
  address: z.string().nullable(),
  /** Address of `peaksSchema`; null unless `ready`. */
  peaksAddress: z.string().nullable(),
  /** When both addresses end, ms; ask for the calls again then. Null unless `ready`. */
  expiresAt: z.number().nullable(),
})

/** One call with the client of an item. No phone number, no name of a client. */
export const callSchema = z.object({
  /** `a<activity>` or `s<row of the statistics>`; pinned moments and heard seconds name it. */
  callId: z.string().regex(/^[as][1-9]\d{0,15}$/),
  startedAt: z.number(),
  isOutgoing: z.boolean(),
  /** Of the talk, as the portal says; 0 = nobody answered. */
  durationSeconds: z.number().int().min(0),
  /** The employee; null when the portal names none. */
  user: personSchema.nullable(),
  recording: recordingSchema,
})

/** GET /api/items/:entityTypeId/:itemId/calls: newest first, at most a page of the portal (50). */
export const itemCallsSchema = z.object({
  telephony: z.enum(['works', 'absent']),
  calls: z.array(callSchema),
})

/** GET of `peaksAddress`: loudness over time for drawing; empty when the format cannot be measured. */
export const peaksSchema = z.object({
  /** 0 (silence) to 100 (loudest), evenly spread over the recording. */
  peaks: z.array(z.number().int().min(0).max(100)),
  /** Measured from the file; null when the format does not tell. */
  durationSeconds: z.number().nullable(),
})

/** GET /api/recordings/:callId?ticket=… and its `/peaks`. */
export const recordingParamsSchema = z.object({ callId: z.string().regex(/^[as][1-9]\d{0,15}$/) })
/** The ticket that comes with an address. */
export const recordingQuerySchema = z.object({ ticket: z.string().min(20).max(2048) })

/** State of a recording. */
export type RecordingState = typeof RECORDING_STATES[number]
/** One call with the client of an item. */
export type CallView = z.infer<typeof callSchema>
/** Calls of an item. */
export type ItemCalls = z.infer<typeof itemCallsSchema>
/** Loudness over time. */
export type Peaks = z.infer<typeof peaksSchema>
