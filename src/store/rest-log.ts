import type { Page, PageRequest } from './paging.ts'

/** One server call to the portal, secrets already redacted. */
export interface RestLogEntry {
  logId: number
  at: number
  method: string
  params: unknown
  /** HTTP status; 0 = no answer. */
  status: number
  error: string | null
  durationMs: number
}

/** What the log is narrowed to; all parts must hold. */
export interface RestLogFilter {
  /** A part of the method's name, in any case. */
  method?: string | undefined
  /** True = status not 200, or an error. */
  failed?: boolean | undefined
  /** Exactly this HTTP status. */
  status?: number | undefined
  /** At or after this instant, ms. */
  fromAt?: number | undefined
  /** Before this instant, ms. */
  toAt?: number | undefined
  /** A part of the parameters or of the error, in any case. */
  text?: string | undefined
}

/** REST log, kept three days (a rule of the Market). */
export interface RestLogRepository {
  writeMany: (portalId: number, entries: Omit<RestLogEntry, 'logId'>[]) => Promise<void>
  /** Newest first. */
  list: (portalId: number, filter: RestLogFilter, page: PageRequest) => Promise<Page<RestLogEntry>>
  /** How many calls there were since a moment, and how many of them failed. */
  countSince: (portalId: number, since: number) => Promise<{ calls: number, failed: number }>
  deleteBefore: (portalId: number, before: number) => Promise<number>
}
