/** A piece of work the queue may run, by name. It may run twice and must not mind. */
export interface JobDefinition {
  /** Letters, digits, `.`, `-` and `_`. */
  name: string
  /** Runs it by the clock of UTC, e.g. every five minutes: `*\/5 * * * *`. Absent = only when sent. */
  cron?: string
  /** Rejecting makes the queue try again, twice. */
  work: (data: unknown) => Promise<void>
}

/** When a job runs. */
export interface SendOptions {
  /** Not before so long from now, in ms. @default at once */
  afterMs?: number
  /** While one with this key waits, another is not added. */
  key?: string
}

/** The running queue: any number of processes share it, each job is run by one of them. */
export interface Jobs {
  send: (name: string, data: object, options?: SendOptions) => Promise<void>
  /** Lets the jobs under way end, for at most ten seconds. */
  stop: () => Promise<void>
}
