/** Milliseconds of a calendar day without a change of clocks. */
export const DAY_MS = 86_400_000
/** Milliseconds of a minute. */
export const MINUTE_MS = 60_000

/** Since 1973 every zone changes its clocks at a quarter of an hour of UTC: inside a quarter the offset is one. */
const QUARTER_MS = 15 * MINUTE_MS
const QUARTERS_FROM = Date.UTC(1973, 0, 1) / QUARTER_MS
/** Two years of quarters. */
const KEPT_QUARTERS = 70_000
const offsets = new Map<string, Map<number, number>>()

const formats = new Map<string, Intl.DateTimeFormat>()

/** Says whether a text names an IANA time zone this machine knows. */
export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone)
    return true
  }
  catch {
    // Intl throws a RangeError for an unknown name: that is the answer.
    return false
  }
}

/**
 * How far local clocks of a zone are ahead of UTC at an instant, in ms.
 * @throws RangeError for an unknown zone
 */
export function offsetAt(at: number, zone: string): number {
  const quarter = Math.floor(at / QUARTER_MS)
  if (quarter < QUARTERS_FROM)
    return readOffset(at, zone)
  const known = offsets.get(zone) ?? new Map<number, number>()
  offsets.set(zone, known)
  const before = known.get(quarter)
  if (before !== undefined)
    return before
  if (known.size >= KEPT_QUARTERS)
    known.clear()
  const offset = readOffset(at, zone)
  known.set(quarter, offset)
  return offset
}

function readOffset(at: number, zone: string): number {
  const parts: Record<string, number> = {}
  for (const part of formatOf(zone).formatToParts(at))
    parts[part.type] = Number(part.value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  const local = Date.UTC(year, month - 1, day, hour, minute, second)
  return local - Math.floor(at / 1000) * 1000
}

/** Number of the local day an instant falls on, counted from 1970-01-01 = 0. */
export function localDay(at: number, zone: string): number {
  return Math.floor((at + offsetAt(at, zone)) / DAY_MS)
}

/**
 * The instant at which local clocks show a minute of a day; 1440 is the next midnight. A time the clocks skip becomes the
 * instant of the change; a time they show twice becomes the first one.
 */
export function instantOf(day: number, minute: number, zone: string): number {
  const local = day * DAY_MS + minute * MINUTE_MS
  const before = offsetAt(local - DAY_MS, zone)
  const after = offsetAt(local + DAY_MS, zone)
  const early = local - Math.max(before, after)
  if (offsetAt(early, zone) === Math.max(before, after))
    return early
  const late = local - Math.min(before, after)
  return offsetAt(late, zone) === Math.min(before, after) ? late : changeBetween(early, late, zone)
}

/** `YYYY-MM-DD` of a day number. */
export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** Day number of `YYYY-MM-DD`; null when the text is no date of the calendar. */
export function parseDay(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text))
    return null
  const at = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? null : at / DAY_MS
}

/** Weekday of a day number, Monday = 0. */
export function weekdayOf(day: number): number {
  return ((day + 3) % 7 + 7) % 7
}

/** First day of the week a day lies in. `weekStart`: the day weeks begin on, Monday = 0. */
export function weekFrom(day: number, weekStart: number): number {
  return day - (weekdayOf(day) - weekStart + 7) % 7
}

/** The instant, between two that lie around it, at which the clocks of a zone change. */
function changeBetween(from: number, to: number, zone: string): number {
  let low = from
  let high = to
  const before = offsetAt(from, zone)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle, zone) === before)
      low = middle
    else
      high = middle
  }
  return high
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known)
    return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(zone, format)
  return format
}
