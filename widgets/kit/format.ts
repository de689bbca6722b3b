import type { Language } from '../../src/domain/words.ts'

const locales: Record<Language, string> = { ru: 'ru-RU', en: 'en-GB' }

/** The locale in which a page of this language writes; never the browser's own, which may be another. */
export function localeOf(language: Language): string {
  return locales[language]
}

/** How a page writes numbers, money and time. Zone is the portal's IANA zone, currency its ISO code. */
export interface Formats {
  /** 1234567 → `1 234 567`. */
  count: (value: number) => string
  /** 0.741 → `74,1 %`; null → `–`. */
  share: (value: number | null) => string
  /** A difference with its sign, one decimal: -0.6 → `−0,6`, 2 → `+2`. */
  change: (value: number) => string
  /** Minor units in the account currency, exact. */
  money: (minor: number) => string
  /** `23 нояб., 14:05`. */
  moment: (at: number) => string
  /** `23 нояб., 14:05:09`: for what happens many times a minute. */
  second: (at: number) => string
  /** `23 нояб. 2026 г., 14:05`: for what is read years later. */
  dated: (at: number) => string
  /** `12 минут назад`, `через 3 часа`; coarse, exact time belongs in a tooltip. */
  near: (at: number, now: number) => string
  /** 200 minutes → `3 ч 20 мин`. */
  span: (ms: number) => string
  /** One unit where it is read at a glance: 25 days 20 hours → `25,8 дн.`; under a day as `span`. */
  days: (ms: number) => string
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [['year', 31_536_000], ['month', 2_592_000], ['week', 604_800], ['day', 86_400], ['hour', 3_600], ['minute', 60]]

export function createFormats({ language, timeZone, currency }: { language: Language, timeZone: string, currency: string }): Formats {
  const locale = localeOf(language)
  const number = new Intl.NumberFormat(locale)
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const change = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'exceptZero' })
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency })
  const digits = money.resolvedOptions().maximumFractionDigits ?? 2
  const second = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone })
  const moment = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone })
  const dated = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const unit = (name: string, value: number): string => new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value)
  const oneDecimal = new Intl.NumberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'short', maximumFractionDigits: 1 })
  const span = (ms: number): string => {
    const minutes = Math.max(0, Math.floor(ms / 60_000))
    const days = Math.floor(minutes / 1440)
    const hours = Math.floor((minutes % 1440) / 60)
    const rest = minutes % 60
    if (days > 0)
      return [unit('day', days), hours > 0 ? unit('hour', hours) : ''].filter(Boolean).join(' ')
    return [hours > 0 ? unit('hour', hours) : '', rest > 0 || hours === 0 ? unit('minute', rest) : ''].filter(Boolean).join(' ')
  }
  return {
    count: value => number.format(value),
    share: value => value === null ? '–' : percent.format(value),
    change: value => change.format(value).replace('-', '−'),
    money: minor => money.format(minor / 10 ** digits),
    moment: at => moment.format(at),
    second: at => second.format(at),
    dated: at => dated.format(at),
    near: (at, now) => {
      const seconds = Math.round((at - now) / 1000)
      const step = steps.find(([, size]) => Math.abs(seconds) >= size)
      return step ? relative.format(Math.trunc(seconds / step[1]), step[0]) : relative.format(0, 'minute')
    },
    span,
    days: ms => ms < 86_400_000 ? span(ms) : oneDecimal.format(ms / 86_400_000),
  }
}
