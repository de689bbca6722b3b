import type { WorkingCalendar } from '../../domain/working-calendar.ts'
import type { FigureItem, FigureSpan } from '../../store/figure-facts.ts'
import type { Item } from '../../store/items.ts'
import type { Passage } from './crossings.ts'
import { workingMsBetween } from '../../domain/working-time.ts'
import { SPAN_KINDS } from '../../store/figure-facts.ts'

/** A span before it is stored. */
export type SpanTime = Pick<FigureSpan, 'kind' | 'seq' | 'startedAt' | 'endedAt' | 'durationMs'>

/**
 * From the first qualified verdict in force to the next arrival beyond the handoff, in working time. It ends without one on junk,
 * on a lost qualification, or with the item's deletion. An item that already stands beyond does not wait.
 */
export function handoffWait(fact: Pick<FigureItem, 'verdicts'>, passage: Passage, item: Item, calendar: WorkingCalendar | null): SpanTime[] {
  const first = fact.verdicts.findIndex(({ label }) => label === 'qualified')
  const startedAt = fact.verdicts[first]?.from
  if (startedAt === undefined || passage.isBeyondAt(startedAt))
    return []
  const arrival = passage.crossings.find(at => at >= startedAt) ?? null
  const ends = [
    ...passage.junkedAt.filter(at => at >= startedAt),
    ...fact.verdicts.slice(first).filter(({ label }) => label !== 'qualified').map(({ from }) => from),
    ...item.deletedAt === null ? [] : [Math.max(item.deletedAt, startedAt)],
  ]
  const lost = ends.length === 0 ? null : Math.min(...ends)
  if (lost !== null && (arrival === null || lost < arrival))
    return [workingSpan(SPAN_KINDS.handoffLost, startedAt, lost, calendar)]
  return [workingSpan(SPAN_KINDS.handoffWait, startedAt, arrival, calendar)]
}

/** From creation to the first complete feedback, in working time; nobody waits for a verdict on a deleted item. */
export function verdictWait({ completeAt }: Pick<FigureItem, 'completeAt'>, item: Item, calendar: WorkingCalendar | null): SpanTime[] {
  return completeAt === null && item.deletedAt !== null ? [] : [workingSpan(SPAN_KINDS.verdictWait, item.createdAt, completeAt, calendar)]
}

/** A span in working time; by the clock where no calendar is agreed yet. */
export function workingSpan(kind: number, startedAt: number, endedAt: number | null, calendar: WorkingCalendar | null): SpanTime {
  const durationMs = endedAt === null ? null : calendar === null ? Math.max(endedAt - startedAt, 0) : workingMsBetween(calendar, startedAt, endedAt)
  return { kind, seq: 0, startedAt, endedAt, durationMs }
}
