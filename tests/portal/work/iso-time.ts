import { DateTime } from 'luxon'

const hourMs = 3_600_000
const offsets = new Map<string, Map<number, number>>()

/** Offset of a zone at a moment, minutes; remembered per hour because lists ask for thousands of them. */
function offsetMinutes(at: number, timeZone: string): number {
  let hours = offsets.get(timeZone)
  if (!hours)
    offsets.set(timeZone, hours = new Map())
  const hour = Math.floor(at / hourMs)
  let offset = hours.get(hour)
  if (offset === undefined) {
    offset = DateTime.fromMillis(at, { zone: timeZone }).offset
    hours.set(hour, offset)
  }
  return offset
}

/** `2026-09-02T10:05:00+03:00`: a moment as Bitrix24 writes it, whole seconds, offset of the zone. */
export function isoTime(at: number, timeZone: string): string {
  const offset = offsetMinutes(at, timeZone)
  const local = new Date(at + offset * 60_000).toISOString().slice(0, 19)
  const minutes = Math.abs(offset)
  const pad = (value: number): string => String(value).padStart(2, '0')
  return `${local}${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}

/** As `isoTime`, null stays null. */
export function isoTimeOrNull(at: number | null, timeZone: string): string | null {
  return at === null ? null : isoTime(at, timeZone)
}

/**
 * A moment from text: ISO with or without offset (then the zone's), a bare date (midnight of the zone), or the
 * portal's own `31.12.2025 18:00:00`.
 * @returns undefined when the text is no moment
 */
export function parseTime(value: unknown, timeZone: string): number | undefined {
  if (typeof value !== 'string' || value.trim() === '')
    return undefined
  const text = value.trim()
  const iso = DateTime.fromISO(text.replace(' ', 'T'), { zone: timeZone })
  if (iso.isValid)
    return iso.toMillis()
  for (const format of ['dd.MM.yyyy HH:mm:ss', 'dd.MM.yyyy HH:mm', 'dd.MM.yyyy', 'MM/dd/yyyy hh:mm:ss a', 'MM/dd/yyyy']) {
    const own = DateTime.fromFormat(text, format, { zone: timeZone, locale: 'en' })
    if (own.isValid)
      return own.toMillis()
  }
  return undefined
}
