import type { Actor } from '../crm/actor.ts'
import type { OwnerRef } from './owner-ref.ts'

/** A finished call: one row of the telephony statistics. */
export interface Call {
  id: number
  callId: string
  externalCallId: string | null
  userId: number
  portalNumber: string
  /** Digits of the client. */
  phoneNumber: string
  /** 1 outgoing, 2 incoming, 3 redirected, 4 callback, 5 information. */
  type: number
  durationSec: number
  startAt: number
  /** `200` talked, `304` missed, `603` declined, … */
  failedCode: string
  failedReason: string
  /** Lead, contact or company the statistics name; deals are found through the activity. */
  crmEntity: OwnerRef | null
  activityId: number | null
  vote: number | null
  cost: number
  costCurrency: string
  /** Application that registered it. */
  appId: number | null
  appName: string | null
  recordFileId: number | null
  recordUrl: string | null
  recordDurationSec: number | null
  transcript: TranscriptLine[] | null
  transcriptId: number | null
}

/** One utterance. */
export interface TranscriptLine {
  side: 'User' | 'Client'
  startSec: number
  stopSec: number
  text: string
}

/** A call as somebody on the host side makes it, or as the demo story tells it. */
export interface NewCall {
  userId: number
  phoneNumber: string
  /** @default 1 outgoing */
  type?: number
  durationSec: number
  /** Beginning; @default now minus the duration */
  startAt?: number
  /** @default '200', or '304' for an incoming call without duration */
  failedCode?: string
  /** Item the activity belongs to: lead, deal, contact or company; null = not in the CRM. */
  owner: OwnerRef | null
  /** What the statistics name; @default the owner when it is no deal. */
  crmEntity?: OwnerRef | null
  /** Further items the activity shows on. */
  alsoOn?: OwnerRef[]
  /** A recording is attached, late by the knob `recordDelayMs`. @default true for calls that were answered */
  recorded?: boolean
  /** Further delay of the recording. */
  recordDelayMs?: number
  transcript?: TranscriptLine[]
  portalNumber?: string
  /** No events; for the story of the past. @default false */
  quietly?: boolean
}

/** A call that was registered by an application and has not ended. */
export interface OpenCall {
  callId: string
  externalCallId: string | null
  userId: number
  phoneNumber: string
  type: number
  startAt: number
  lineNumber: string
  crmEntity: OwnerRef | null
  appId: number
  /** Employees who see the call card. */
  shownTo: Set<number>
}

/** Telephony of the portal. A finished call raises ONVOXIMPLANTCALLEND; its record hangs on the activity and the statistics. */
export interface Calls {
  get: (id: number) => Call | undefined
  byCallId: (callId: string) => Call | undefined
  /** In order of id. */
  all: () => readonly Call[]
  /** Adds a finished call with its activity. */
  make: (call: NewCall, actor: Actor) => Call
  open: (call: Omit<OpenCall, 'callId' | 'shownTo'>, shownTo: number[]) => OpenCall
  openCall: (callId: string) => OpenCall | undefined
  /** Ends an open call. */
  finish: (callId: string, end: { userId: number, durationSec: number, failedCode: string, failedReason: string, cost: number, costCurrency: string, vote: number | null, recordUrl: string | null, appName: string | null }, actor: Actor) => Call
  /** Hangs a file on a finished call, now; it takes the place of an earlier record. */
  attachRecord: (call: Call, fileId: number) => void
  attachTranscript: (call: Call, lines: TranscriptLine[]) => number
  /** Recordings announced but not attached yet. */
  readonly pendingRecords: number
  /** Attaches everything that is still to come. */
  attachPending: () => void
  close: () => void
}
