import type { WorkingCalendar } from '../../domain/working-calendar.ts'
import type { Passage } from './crossings.ts'
import type { RawItem } from './figure-rules.ts'
import type { SpanTime } from './waits.ts'
import { itemKey } from '../../domain/item-ref.ts'
import { SPAN_KINDS } from '../../store/figure-facts.ts'
import { workingSpan } from './waits.ts'

/**
 * From each arrival beyond the handoff to the first touch by whoever is assigned to the lead or deal it was made on, in working
 * time. An arrival that was followed by another one untouched has none. The last one waits while something is still in progress.
 */
export function firstTouches(raw: RawItem, { crossings, isBeyondAt }: Passage, calendar: WorkingCalendar | null): SpanTime[] {
  const owners = [raw.item, ...raw.deals]
  const assignees = new Map(owners.map(owner => [itemKey(owner), owner.assignedBy]))
  const touches = raw.touches.filter(touch => assignees.get(itemKey(touch)) === touch.userId).map(touch => touch.touchedAt).sort((one, other) => one - other)
  const isInProgress = isBeyondAt(Number.POSITIVE_INFINITY) && owners.some(owner => owner.semantic === 'P' && owner.deletedAt === null)
  return crossings.flatMap((arrivedAt, seq) => {
    const next = crossings[seq + 1]
    const touchedAt = touches.find(at => at >= arrivedAt && (next === undefined || at < next))
    const isWaiting = touchedAt === undefined && next === undefined && isInProgress
    return touchedAt === undefined && !isWaiting ? [] : [{ ...workingSpan(SPAN_KINDS.firstTouch, arrivedAt, touchedAt ?? null, calendar), seq }]
  })
}
