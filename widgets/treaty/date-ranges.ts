import type { Language } from '../../src/domain/words.ts'
import { localeOf } from '../kit/format.ts'

const DAY_MS = 86_400_000

/** Days as people write them: days in a row become one stretch, `1–8 янв. 2027 г.`. In order; what is no date stays as it is. */
export function dateRanges(dates: readonly string[], language: Language): string[] {
  const format = new Intl.DateTimeFormat(localeOf(language), { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
  const stretches: { from: number, to: number }[] = []
  for (const day of dates.map(Date.parse).filter(Number.isFinite).sort((one, other) => one - other)) {
    const last = stretches.at(-1)
    if (last && day <= last.to + DAY_MS)
      last.to = day
    else
      stretches.push({ from: day, to: day })
  }
  const unreadable = dates.filter(date => !Number.isFinite(Date.parse(date)))
  return [...stretches.map(({ from, to }) => from === to ? format.format(from) : format.formatRange(from, to)), ...unreadable]
}
