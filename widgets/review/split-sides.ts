import type { ReviewEvent } from '../../src/contracts/api/review.schema.ts'

/** What happened, by who said it; oldest first. What was taken back is left out. */
export interface Sides { sales: ReviewEvent[], marketing: ReviewEvent[], decided: ReviewEvent[] }

const SALES: readonly ReviewEvent['kind'][] = ['answered', 'corrected']
const MARKETING: readonly ReviewEvent['kind'][] = ['accepted', 'disputed', 'withdrawn', 'insisted', 'appealed', 'lapsed']

/** Sorts the events of a review for showing both sides beside each other. */
export function splitSides(events: readonly ReviewEvent[]): Sides {
  const valid = events.filter(event => !event.undone && event.kind !== 'undone')
  return {
    sales: valid.filter(event => SALES.includes(event.kind)),
    marketing: valid.filter(event => MARKETING.includes(event.kind)),
    decided: valid.filter(event => !SALES.includes(event.kind) && !MARKETING.includes(event.kind)),
  }
}
