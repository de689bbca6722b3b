import type { Words } from '../../domain/words.ts'
import type { BreachFate } from '../../store/figure-breaches.ts'
import type { ItemBasis } from '../../store/figure-facts.ts'
import type { ItemCount } from '../../store/figure-measures.ts'
import type { ReviewPart } from '../../store/figure-reviews.ts'
import type { ListUnit } from '../definitions/figure-definition.ts'
import { BREACH_ROUTES } from '../../domain/breach.ts'
import { BREACH_FATES } from '../../store/figure-breaches.ts'
import { ITEM_BASES, SPAN_KINDS } from '../../store/figure-facts.ts'
import { FIGURE_COUNTS, TIMED_COUNTS } from '../../store/figure-measures.ts'
import { REVIEW_PARTS } from '../../store/figure-reviews.ts'
import { COUNT_WORDS, FIGURES } from '../definitions/all-figures.ts'
import { ENFORCED } from './read-ledger.ts'

/** What a list consists of, read from the name that came with its number. */
export type ListTarget
  = | { readonly of: 'items', readonly event: ItemBasis, readonly count: ItemCount }
    | { readonly of: 'steps', readonly fromStep: number, readonly toStep?: number }
    | { readonly of: 'spans', readonly state: 'created' | 'ended' | 'open', readonly kind: number }
    | { readonly of: 'breaches', readonly fates: readonly BreachFate[], readonly route?: string }
    | { readonly of: 'reviews', readonly part: ReviewPart }

const COUNTS: readonly string[] = [...FIGURE_COUNTS, ...TIMED_COUNTS]
const STATES: readonly string[] = ['created', 'ended', 'open']
const ROUTES: readonly string[] = BREACH_ROUTES

/** Reads the name of a list; null when no number has such a list. */
export function parseList(name: string): ListTarget | null {
  const [of, first = '', second, ...rest] = name.split('.')
  // The casts: each text was found among the codes of its type.
  if (of === 'items' && (ITEM_BASES as readonly string[]).includes(first) && COUNTS.includes(second ?? '') && rest.length === 0)
    return { of, event: first as ItemBasis, count: second as ItemCount }
  const [fromStep, toStep] = [second, rest[0]].map(text => text === undefined ? undefined : Number(text))
  if (of === 'steps' && isSmall(fromStep) && first === 'reached' && rest.length === 0)
    return { of, fromStep }
  if (of === 'steps' && isSmall(fromStep) && isSmall(toStep) && first === 'stopped' && rest.length === 1)
    return { of, fromStep, toStep }
  if (of === 'spans' && STATES.includes(first) && isSmall(fromStep) && rest.length === 0)
    return { of, state: first as 'open', kind: fromStep }
  const fates = first === 'enforced' ? ENFORCED : BREACH_FATES.filter(fate => fate === first)
  if (of === 'breaches' && fates.length > 0 && rest.length === 0 && (second === undefined || ROUTES.includes(second)))
    return { of, fates, ...second === undefined ? {} : { route: second } }
  const part = REVIEW_PARTS.find(one => one === first)
  return of === 'reviews' && part !== undefined && second === undefined ? { of, part } : null
}

/** What the rows of a list are, for its title: «лиды, 312». */
export function titleOf(target: ListTarget): { unit: ListUnit, title: Words } {
  switch (target.of) {
    case 'items': return { unit: target.count.startsWith('won') ? 'customer' : 'lead', title: COUNT_WORDS[target.count] }
    case 'steps': return { unit: 'lead', title: FIGURES.drop_off.name }
    case 'breaches': return { unit: 'breach', title: FIGURES.hole_rate.name }
    case 'reviews': return { unit: target.part.startsWith('rulings') || !target.part.startsWith('due') ? 'review' : 'feedback', title: reviewTitle(target.part) }
    case 'spans': return spanTitle(target.kind)
  }
}

function reviewTitle(part: ReviewPart): Words {
  if (part.startsWith('rulings'))
    return FIGURES.ruling_response.name
  return part.startsWith('due') ? FIGURES.reviews_due.name : FIGURES.accuracy.name
}

function spanTitle(kind: number): { unit: ListUnit, title: Words } {
  const figure = {
    [SPAN_KINDS.whole]: FIGURES.whole_time,
    [SPAN_KINDS.handoffWait]: FIGURES.handoff_wait,
    [SPAN_KINDS.handoffLost]: FIGURES.handoff_wait,
    [SPAN_KINDS.verdictWait]: FIGURES.sales_response,
    [SPAN_KINDS.handoff]: FIGURES.handoffs,
    [SPAN_KINDS.firstTouch]: FIGURES.first_touch,
  }[kind] ?? FIGURES.step_time
  return { unit: figure.unit, title: figure.name }
}

function isSmall(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value < 1_000
}
