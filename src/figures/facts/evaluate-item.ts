import type { SignedVersion } from '../../domain/treaty-version.ts'
import type { WorkingCalendar } from '../../domain/working-calendar.ts'
import type { FigureItem, FigureSpan } from '../../store/figure-facts.ts'
import type { FigureRules, RawItem } from './figure-rules.ts'
import type { LocalDays } from './local-days.ts'
import type { SpanTime } from './waits.ts'
import { DAY_MS } from '../../domain/local-time.ts'
import { DEFAULT_RULES } from '../../domain/treaty-defaults.ts'
import { versionAt } from '../../domain/treaty-version.ts'
import { SPAN_KINDS } from '../../store/figure-facts.ts'
import { binOf } from '../../store/span-bins.ts'
import { passageOf } from './crossings.ts'
import { isIntake } from './figure-rules.ts'
import { firstTouches } from './first-touch.ts'
import { furthestStep, staysOf } from './step-stays.ts'
import { verdictFacts } from './verdict-facts.ts'
import { handoffWait, verdictWait } from './waits.ts'
import { wonOf } from './won-deals.ts'

/** What an item is told apart by, as text; the store turns texts into numbers. */
export interface FactTexts {
  readonly source: string | null
  readonly campaign: string | null
  readonly category: string | null
}

type Keys = 'sourceKey' | 'campaignKey' | 'categoryKey'

/** Facts of one item, and its spans of time. */
export interface ItemFacts {
  readonly texts: FactTexts
  /** Null for a deal without a lead: it only crosses the handoff. */
  readonly item: Omit<FigureItem, Keys> | null
  readonly spans: readonly (Omit<FigureSpan, Keys>)[]
}

/** Works the facts of an item out from its raw rows. Null for what is neither an intake item nor a governed deal without a lead. */
export function evaluateItem(raw: RawItem, rules: FigureRules, days: LocalDays, now: number): ItemFacts | null {
  const { item } = raw
  if (!isIntake(raw, rules.document))
    return item.entityTypeId === 2 && item.leadId === null ? evaluateLooseDeal(raw, rules, days) : null
  const atCreation = versionAt(rules.versions, item.createdAt)
  const verdict = verdictFacts(raw, rules, atCreation, now)
  const won = wonOf(raw, rules.document, rules.currency)
  const fact: Omit<FigureItem, Keys> = {
    ...baseOf(raw, atCreation, days),
    isDeleted: item.deletedAt !== null,
    ...verdict,
    verdictDay: dayOrNull(days, verdict.verdictAt),
    dueDay: dayOrNull(days, verdict.dueAt),
    ...won,
    wonDay: dayOrNull(days, won.wonAt),
    matureAt: item.createdAt + (atCreation?.document.rules.maturityDays ?? DEFAULT_RULES.maturityDays) * DAY_MS,
    step: furthestStep(raw, rules.document),
  }
  return { texts: textsOf(raw), item: fact, spans: spansOf(raw, fact, rules, atCreation).map(span => toRow(span, raw, atCreation, days)) }
}

/** A governed deal without a lead counts as a handoff each time it comes to work. */
function evaluateLooseDeal(raw: RawItem, rules: FigureRules, days: LocalDays): ItemFacts {
  const passage = passageOf(raw, rules.document, rules.stages)
  const atCreation = versionAt(rules.versions, raw.item.createdAt)
  const spans = [...passage.crossings.map(handoffAt), ...firstTouches(raw, passage, calendarOf(rules, atCreation))]
  return { texts: textsOf(raw), item: null, spans: spans.map(span => toRow(span, raw, atCreation, days)) }
}

function calendarOf({ document }: FigureRules, atCreation: SignedVersion | null): WorkingCalendar | null {
  return atCreation?.document.calendar ?? document?.calendar ?? null
}

function spansOf(raw: RawItem, fact: Omit<FigureItem, Keys>, rules: FigureRules, atCreation: SignedVersion | null): SpanTime[] {
  const calendar = calendarOf(rules, atCreation)
  const passage = passageOf(raw, rules.document, rules.stages)
  const seqs = new Map<number, number>()
  const stays = staysOf(raw, rules.document).map((stay): SpanTime => {
    const seq = seqs.get(stay.step) ?? 0
    seqs.set(stay.step, seq + 1)
    return { kind: stay.step, seq, startedAt: stay.from, endedAt: stay.to, durationMs: stay.to === null ? null : stay.to - stay.from }
  })
  const whole: SpanTime[] = fact.wonAt === null
    ? []
    : [{ kind: SPAN_KINDS.whole, seq: 0, startedAt: raw.item.createdAt, endedAt: fact.wonAt, durationMs: Math.max(fact.wonAt - raw.item.createdAt, 0) }]
  return [
    ...stays,
    ...whole,
    ...passage.crossings.map(handoffAt),
    ...handoffWait(fact, passage, raw.item, calendar),
    ...verdictWait(fact, raw.item, calendar),
    ...firstTouches(raw, passage, calendar),
  ]
}

function handoffAt(at: number, seq: number): SpanTime {
  return { kind: SPAN_KINDS.handoff, seq, startedAt: at, endedAt: at, durationMs: 0 }
}

function baseOf({ item }: RawItem, atCreation: SignedVersion | null, days: LocalDays): Pick<FigureItem, 'entityTypeId' | 'itemId' | 'createdAt' | 'createdDay' | 'repId' | 'versionNo' | 'isRepeat'> {
  return {
    entityTypeId: item.entityTypeId,
    itemId: item.itemId,
    createdAt: item.createdAt,
    createdDay: days.dayOf(item.createdAt),
    repId: item.assignedBy ?? 0,
    versionNo: atCreation?.versionNo ?? 0,
    isRepeat: item.isReturnCustomer,
  }
}

function toRow(span: SpanTime, raw: RawItem, atCreation: SignedVersion | null, days: LocalDays): Omit<FigureSpan, Keys> {
  return { ...baseOf(raw, atCreation, days), ...span, endedDay: dayOrNull(days, span.endedAt), bin: span.durationMs === null ? null : binOf(span.durationMs) }
}

function textsOf({ item }: RawItem): FactTexts {
  return { source: item.sourceId || null, campaign: item.utmCampaign?.trim() || null, category: item.categoryKey || null }
}

function dayOrNull(days: LocalDays, at: number | null): number | null {
  return at === null ? null : days.dayOf(at)
}
