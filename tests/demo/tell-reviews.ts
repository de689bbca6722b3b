import type { TreatyDocument } from '../../src/domain/treaty.ts'
import type { FeedbackEntry } from '../../src/domain/verdict.ts'
import type { PlayedCase } from '../../src/review/append-act.ts'
import type { Item } from '../../src/store/items.ts'
import type { Store } from '../../src/store/store.ts'
import type { Portal } from '../portal/portal.ts'
import { finalVerdict } from '../../src/domain/final-verdict.ts'
import { dayText, localDay } from '../../src/domain/local-time.ts'
import { feedbackToNatives } from '../../src/domain/native-feedback.ts'
import { nativesForPortal } from '../../src/domain/native-values.ts'
import { weekPeriod } from '../../src/domain/period.ts'
import { shownContent } from '../../src/domain/review-decisions.ts'
import { addWorkingMinutes } from '../../src/domain/working-time.ts'
import { joinActs, readDecisions } from '../../src/feedback/read-decisions.ts'
import { toFeedback } from '../../src/feedback/stored-feedback.ts'
import { appendAct, nextAct, play } from '../../src/review/append-act.ts'
import { choose } from '../../src/review/choose.ts'
import { hashOfSeed, newSeed } from '../../src/review/draw.ts'
import { LEAD } from '../portal/crm/crm-item.ts'
import { defaultStaff } from '../portal/people/default-staff.ts'
import { seededRandom } from '../portal/seeded-random.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const WEEKS = 8

/** What the reviews are told from. */
export interface TellReviewsOptions {
  store: Store
  portalId: number
  portal: Portal
  document: TreatyDocument
  now: number
}

/** How far the disputes of today have come, latest first: a short story has fewer of them, and the owner's appeal is the last to be missed. */
const STEPS_OF_TODAY = [4, 3, 2, 2, 1, 1] as const

/** The verdicts that are disputed today. */
export function latestFirst<Chosen>(rejected: readonly Chosen[]): Chosen[] {
  return rejected.slice(-STEPS_OF_TODAY.length).reverse()
}

type Wish = Parameters<typeof appendAct>[3]

/**
 * Tells what marketing and the head of sales have done with the verdicts of the last weeks: most accepted, some disputed and ended in each
 * way, some missed; a few disputes of today are open, answered, ruled and appealed. Seeds, a calibration and changes belong to it.
 */
export async function tellReviews(options: TellReviewsOptions): Promise<void> {
  const { store, portalId, portal, document, now } = options
  const random = seededRandom(11)
  await tellSeeds(options)
  const entries = (await store.feedback.completeBetween(portalId, { fromAt: now - WEEKS * 7 * DAY_MS, toAt: now })).map(toFeedback)
  const chosen: { one: PlayedCase, entry: FeedbackEntry }[] = []
  for (const entry of entries) {
    const lead = portal.crm.get(LEAD, entry.item.itemId)
    // The cast: choosing reads only who has the item and when it was created.
    const item = { ...entry.item, createdAt: lead?.createdTime ?? entry.givenAt, assignedBy: entry.authorId } as Item
    for (const review of await choose(store, portalId, { entry, item, rules: document.review, replaced: [] }))
      chosen.push({ one: play(joinActs([review], [])[0]!), entry })
  }
  const marketing = chosen.filter(({ one }) => one.choice.side === 'marketing')
  const today = latestFirst(marketing.filter(({ one }) => one.choice.label !== 'qualified'))
  for (const { one } of marketing.filter(other => !today.includes(other)))
    await tellPast(options, one, random)
  for (const [index, { one }] of today.entries())
    await tellToday(options, one, STEPS_OF_TODAY[index]!)
  for (const entry of new Map(chosen.map(({ entry }) => [entry.item.itemId, entry])).values())
    await showInCard(options, entry)
  await tellCalibration(options, entries)
  await store.marketingChanges.add(portalId, { sourceId: 'CALL', utmCampaign: null, label: 'off_target', reason: 'other_region', words: 'Сузили географию показов: только регионы из договора.', authorId: defaultStaff.marketers[0]!, happenedAt: now - 20 * DAY_MS, recordedAt: now - 20 * DAY_MS, clientKey: 'demo:change:1' })
}

/** A review that is over: without effects in the portal, which has forgotten them long ago. */
async function tellPast({ store, portalId, document, now }: TellReviewsOptions, one: PlayedCase, random: () => number): Promise<void> {
  const at = addWorkingMinutes(document.calendar, one.choice.chosenAt, 30 + random() * 600)
  const dice = random()
  if (at > now - DAY_MS)
    return
  const [rep, marketer, rop] = [one.choice.authorId, one.choice.assignedTo ?? defaultStaff.marketers[0]!, defaultStaff.headOfSales]
  const proposed = one.choice.label === 'qualified' ? 'off_target' : 'qualified'
  const later = (minutes: number): number => addWorkingMinutes(document.calendar, at, minutes)
  const dispute: Wish = { kind: 'disputed', at, actorId: marketer, route: 'queue', label: proposed, criterion: document.criteria[0]?.code ?? null, words: 'На записи клиент говорит другое.', pinned: null, answerDueAt: later(document.deadlines.answerMinutes), rulingDueAt: later(document.deadlines.rulingMinutes) }
  const ruling = (label: typeof proposed | typeof one.choice.label): Wish => ({ kind: 'ruled', at: later(400), actorId: rop, route: 'queue', label, outcome: label === one.choice.label ? 'upheld' : 'overturned', words: 'Прослушал запись.', appealUntilAt: later(400 + document.deadlines.reviewMinutes) })
  const past: Wish[] = dice < 0.86
    ? [{ kind: 'accepted', at, actorId: marketer, route: 'queue' }]
    : dice < 0.91
      ? [dispute, { kind: 'answered', at: later(120), actorId: rep, route: 'tab', words: 'Клиент уточнил это позже.' }, ruling(one.choice.label)]
      : dice < 0.96 ? [dispute, ruling(proposed)] : [dispute, { kind: 'silenced', at: dispute.rulingDueAt!, actorId: null, route: 'clock', label: proposed }]
  let before = one
  for (const wish of past.filter(({ at: happened }) => happened < now - 60 * MINUTE_MS)) {
    const { after, row } = nextAct(before, wish, { now: wish.at, clientKey: null })
    await store.reviews.append(portalId, row)
    before = after
  }
}

/** A dispute of today, with everything that follows in the portal: open, answered, ruled or appealed by the number of its steps. */
async function tellToday({ store, portalId, document, now }: TellReviewsOptions, one: PlayedCase, steps: number): Promise<void> {
  const marketer = defaultStaff.marketers[0]!
  const from = (minutes: number): number => now - minutes * MINUTE_MS
  const due = (minutes: number): number => addWorkingMinutes(document.calendar, now, minutes)
  const wishes: Wish[] = [
    { kind: 'disputed', at: from(50), actorId: marketer, route: 'queue', label: 'qualified', criterion: document.criteria[steps % document.criteria.length]?.code ?? null, words: 'Клиент назвал бюджет и срок, послушайте с этого места.', answerDueAt: due(document.deadlines.answerMinutes), rulingDueAt: due(document.deadlines.rulingMinutes) },
    { kind: 'answered', at: from(40), actorId: one.choice.authorId, route: 'tab', words: 'Он спрашивал о другом городе, мы туда не возим.' },
    { kind: 'ruled', at: from(30), actorId: defaultStaff.headOfSales, route: 'queue', label: one.choice.label, outcome: 'upheld', words: 'В договоре этого региона нет.', appealUntilAt: due(document.deadlines.reviewMinutes) },
    { kind: 'appealed', at: from(20), actorId: marketer, route: 'queue', words: 'Регион добавили в договор в прошлом месяце.', rulingDueAt: due(document.deadlines.rulingMinutes) },
  ]
  let before = one
  for (const wish of wishes.slice(0, steps))
    before = await store.transaction(within => appendAct(within, portalId, before, wish, { now: wish.at }))
}

/** The native fields as our own writes would have left them. */
async function showInCard({ store, portalId, portal, document, now }: TellReviewsOptions, entry: FeedbackEntry): Promise<void> {
  const lead = portal.crm.get(LEAD, entry.item.itemId)
  const decisions = await readDecisions(store, portalId, entry.item, now)
  const shown = shownContent(entry.content, finalVerdict({ feedback: [entry], ...decisions }, now))
  if (lead && shown)
    Object.assign(lead, nativesForPortal({ ...feedbackToNatives(shown, document), review: decisions.state === 'none' ? null : decisions.state }, await store.fields.list(portalId)).fields)
}

/** Seeds of the past weeks, shown, and of this one, hidden. */
async function tellSeeds({ store, portalId, document, now }: TellReviewsOptions): Promise<void> {
  const { timeZone } = document.calendar
  for (let week = WEEKS; week >= 0; week--) {
    const { fromAt, toAt } = weekPeriod(now - week * 7 * DAY_MS, timeZone)
    const seed = newSeed()
    await store.auditSeeds.add(portalId, { week: dayText(localDay(fromAt, timeZone)), seed, hash: hashOfSeed(seed), startsAt: fromAt, endsAt: toAt, hashPublishedAt: fromAt - DAY_MS, seedPublishedAt: toAt <= now ? toAt : null })
  }
}

/** Last month's calibration with its result, and this month's, of which the rep has judged half. */
async function tellCalibration({ store, portalId, document, now }: TellReviewsOptions, entries: readonly FeedbackEntry[]): Promise<void> {
  const month = (at: number): string => new Date(at).toISOString().slice(0, 7)
  const people = { marketerId: defaultStaff.marketers[0]!, ropId: defaultStaff.headOfSales }
  const some = entries.filter(({ authorId }) => authorId !== null).slice(-16)
  for (const [index, part] of [some.slice(0, 8), some.slice(8)].entries()) {
    const openedAt = now - (index === 0 ? 32 : 1) * DAY_MS
    const set = await store.calibrations.create(portalId, { month: month(openedAt), versionNo: 1, createdAt: openedAt, closesAt: openedAt + 14 * DAY_MS }, part.map((entry, place) => ({ ...entry.item, position: place + 1, repId: entry.authorId!, ...people })))
    for (const [place, entry] of part.entries()) {
      const judges = index === 0 ? ['rep', 'marketer', 'rop'] as const : place < 4 ? ['rep'] as const : []
      for (const judge of judges) {
        const isApart = judge === 'marketer' && place % 3 === 0
        const answers = Object.fromEntries(document.criteria.map(({ code }, order) => [code, order === document.criteria.length - 1 && (isApart || judge === 'rop') && place % 2 === 0 ? 'not_met' as const : 'met' as const]))
        await store.calibrations.judge(portalId, { setId: set!.setId, position: place + 1, judge, userId: judge === 'rep' ? entry.authorId! : judge === 'marketer' ? people.marketerId : people.ropId, label: isApart ? 'qualified' : entry.content!.label, answers, at: openedAt + DAY_MS / 2 })
      }
    }
  }
}
