import type { Chance } from './chance.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Offset the story counts its office hours with; the demo company works in Moscow. */
const officeOffsetMs = 3 * hourMs
const opensAt = 9
const closesAt = 19

function hourOf(at: number): number {
  return new Date(at + officeOffsetMs).getUTCHours()
}

function isWeekend(at: number): boolean {
  const day = new Date(at + officeOffsetMs).getUTCDay()
  return day === 0 || day === 6
}

/** The same moment inside office hours, else some minutes after the next opening. */
export function duringOffice(at: number, chance: Chance): number {
  if (!isWeekend(at) && hourOf(at) >= opensAt && hourOf(at) < closesAt)
    return at
  let day = Math.floor((at + officeOffsetMs) / dayMs) * dayMs - officeOffsetMs
  if (hourOf(at) >= closesAt)
    day += dayMs
  while (isWeekend(day + 12 * hourMs))
    day += dayMs
  return Math.floor((day + opensAt * hourMs + chance.between(0, 2 * hourMs)) / 1000) * 1000
}

/** Part of the day's leads that come in an hour: most by day, few at night, half at weekends. */
export function arrivalWeight(at: number): number {
  const hour = hourOf(at)
  const byHour = hour >= 9 && hour < 21 ? 1 : hour >= 7 && hour < 23 ? 0.4 : 0.08
  return isWeekend(at) ? byHour * 0.5 : byHour
}
