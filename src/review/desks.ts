import type { ReviewDesk, ReviewFilter } from '../contracts/api/review.schema.ts'
import type { StandingPart } from '../store/reviews.ts'
import { QUEUE_GROUPS } from '../domain/review.ts'

type Parts = Partial<Record<ReviewFilter, readonly StandingPart[]>>

const WAITING: StandingPart = { side: 'marketing', states: ['waiting'] }
const FOR_A_WORD: StandingPart = { side: 'marketing', states: ['answered'], insisted: false }
const OPEN: StandingPart = { side: 'marketing', states: ['disputed', 'answered'] }
const SAMPLE: StandingPart = { side: 'sales', states: ['waiting'] }
const ENDED: StandingPart = { side: 'marketing', states: ['accepted', 'corrected', 'upheld', 'overturned', 'by_silence'] }
const ranked = (group: typeof QUEUE_GROUPS[number]): StandingPart[] => [{ ...WAITING, ranks: [QUEUE_GROUPS.indexOf(group)] }]

/** Which reviews each filter of each desk shows. */
export const DESKS: Readonly<Record<ReviewDesk, Parts>> = {
  marketing: {
    all: [WAITING, FOR_A_WORD],
    disputes: [FOR_A_WORD],
    spam: ranked('spam'),
    off_target: ranked('off_target'),
    audit: [{ ...WAITING, byAudit: true }],
    rest: ranked('rest'),
    overdue: [{ side: 'marketing', states: ['lapsed'] }],
    open: [OPEN],
    done: [ENDED],
  },
  rep: {
    all: [{ side: 'marketing', states: ['disputed'] }],
    open: [{ side: 'marketing', states: ['answered', 'appealed'] }],
    done: [{ side: 'marketing', states: ['corrected', 'upheld', 'overturned', 'by_silence'] }],
  },
  rop: {
    all: [OPEN, SAMPLE],
    disputes: [OPEN],
    check: [SAMPLE],
    overdue: [{ side: 'marketing', states: ['by_silence'] }],
    done: [{ states: ['upheld', 'overturned', 'by_silence', 'corrected'] }, { side: 'sales', states: ['accepted'] }],
  },
  owner: {
    all: [{ states: ['appealed'] }, { states: ['upheld'], isSampled: true }],
    appeals: [{ states: ['appealed'] }],
    check: [{ states: ['upheld'], isSampled: true }],
    done: [{ isOwnerRuling: true }],
  },
}
