/** One call as the log keeps it for three days: no token, no personal data. */
export interface RestLogRow {
  portalId: number
  /** ms since the epoch. */
  at: number
  method: string
  /** Redacted parameters. */
  params: unknown
  /** HTTP status; 0 when no answer came. */
  status: number
  /** Portal's code or ours; null when it worked. */
  error: string | null
  durationMs: number
}

/** Port: the log of calls. Writing must not slow a call down: it may be buffered. */
export interface RestLog {
  write: (row: RestLogRow) => void
}
