/** A stretch of one working day, in minutes from local midnight; `toMinute` is excluded and at most 1440. */
export interface WorkingInterval {
  readonly fromMinute: number
  readonly toMinute: number
}

/** A day that does not follow its weekday: a shortened day, or a working Saturday. An empty list is a day off. */
export interface SpecialDay {
  /** Local date, `YYYY-MM-DD`. */
  readonly date: string
  readonly intervals: readonly WorkingInterval[]
}

/** When the two sides work. All deadlines run in this time. */
export interface WorkingCalendar {
  /** IANA zone, such as `Europe/Moscow`. */
  readonly timeZone: string
  /** Seven days, Monday first; each day's intervals are ordered and do not overlap; empty = day off. */
  readonly week: readonly (readonly WorkingInterval[])[]
  /** Local dates nobody works, `YYYY-MM-DD`. */
  readonly holidays: readonly string[]
  /** Days with hours of their own; they win over weekday and holiday. */
  readonly specialDays: readonly SpecialDay[]
}
