import type { View } from './view.ts'

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Formatters are dear to make and asked for by the hundred: one per locale and style is kept. */
function formatter(language: string, style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(style)
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(language, style)
  formatters.set(key, known)
  return known
}

type Reader = Pick<View, 'language' | 'portal'> & { user?: View['user'] }

function locale(view: Reader): string {
  return view.language === 'ru' ? 'ru-RU' : 'en-GB'
}

function zone(view: Reader): string {
  return view.user?.timeZone || view.portal.settings.timeZone
}

/** A moment (ms) in the reader's language and zone; today without the day, this year without the year. */
export function formatTime(view: Reader, at: number): string {
  const timeZone = zone(view)
  const day = (moment: number): string => formatter('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(moment)
  const [then, now] = [day(at), day(view.portal.clock.now())]
  const date: Intl.DateTimeFormatOptions = then === now ? {} : { day: 'numeric', month: 'short', ...(then.slice(0, 4) !== now.slice(0, 4) && { year: 'numeric' }) }
  return formatter(locale(view), { ...date, hour: '2-digit', minute: '2-digit', timeZone }).format(at)
}

/** A day (the portal's midnight, ms). */
export function formatDay(view: Reader, at: number): string {
  return formatter(locale(view), { day: 'numeric', month: 'long', year: 'numeric', timeZone: view.portal.settings.timeZone }).format(at)
}

/** An amount of a currency (ISO 4217); the bare number with the code when the code is unknown to the platform. */
export function formatMoney(view: Reader, amount: number, currency: string): string {
  if (!/^[A-Z]{3}$/.test(currency))
    return `${amount} ${currency}`.trim()
  return new Intl.NumberFormat(locale(view), { style: 'currency', currency, maximumFractionDigits: Number.isInteger(amount) ? 0 : 2 }).format(amount)
}

/** A count with separators. */
export function formatCount(view: Reader, count: number): string {
  return new Intl.NumberFormat(locale(view)).format(count)
}

/** A moment (ms) for `<input type="datetime-local">` in the reader's zone. */
export function inputTime(view: Reader, at: number): string {
  return inZone(at, zone(view)).slice(0, 16)
}

/** A day (ms) for `<input type="date">` in the portal's zone. */
export function inputDay(view: Reader, at: number): string {
  return inZone(at, view.portal.settings.timeZone).slice(0, 10)
}

function inZone(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(at)
  const part = (type: string): string => parts.find(one => one.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
}
