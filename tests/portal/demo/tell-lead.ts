import type { CrmItem, MultiField } from '../crm/crm-item.ts'
import type { Chance } from './chance.ts'
import type { Channel } from './channels.ts'
import type { Habit, Truth } from './habits.ts'
import type { OptionIds } from './native-fields.ts'
import type { Step, ToldCall, ToldLead } from './story-parts.ts'
import type { Vocabulary } from './vocabulary.ts'
import { LEAD } from '../crm/crm-item.ts'
import { defaultStaff } from '../people/default-staff.ts'
import { channels } from './channels.ts'
import { habits } from './habits.ts'
import { nativeNames } from './native-fields.ts'
import { settle } from './story-parts.ts'
import { duringOffice } from './working-hours.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** What every lead's story draws on. */
export interface LeadTelling {
  chance: Chance
  words: Vocabulary
  language: 'ru' | 'en'
  currency: string
  optionIds: OptionIds
  /** The present: nothing is told beyond it. */
  now: number
  nextMultiFieldId: () => number
}

/** Digits of a fictional phone; some leads share the phone of an earlier one. */
function phoneOf(id: number, chance: Chance): string {
  const owner = id > 50 && chance.happens(0.04) ? chance.whole(1, id - 1) : id
  return `+7999${String(1_000_000 + owner).slice(-7)}`
}

/** One lead born at a moment, with its life until now. */
export function tellLead(telling: LeadTelling, id: number, bornAt: number): ToldLead {
  const { chance } = telling
  const channel = chance.weighted(channels, one => one.share)
  const truth = chance.weighted(Object.keys(channel.truths) as Truth[], one => channel.truths[one])
  const habit = chance.pick(habits)
  const productIndex = chance.whole(0, telling.words.products.length - 1)
  const item = person(telling, id, bornAt, channel, habit)
  describe(telling, item, truth, productIndex)
  mark(chance, item, channel)
  const { steps, calls, convertedAt } = live(telling, item, channel, truth, habit)
  settle(item, steps)
  if (steps.at(-1)?.semanticId !== 'P')
    item.dateClosed = steps.at(-1)?.at
  return { item, truth, habit, steps, calls, productIndex, convertedAt }
}

function person({ chance, words, currency, nextMultiFieldId }: LeadTelling, id: number, bornAt: number, channel: Channel, habit: Habit): CrmItem {
  const isMan = chance.happens(0.5)
  const surname = chance.pick(words.surnames)[isMan ? 0 : 1]
  const fm: MultiField[] = [{ id: nextMultiFieldId(), typeId: 'PHONE', valueType: chance.happens(0.6) ? 'MOBILE' : 'WORK', value: phoneOf(id, chance) }]
  if (chance.happens(0.55))
    fm.push({ id: nextMultiFieldId(), typeId: 'EMAIL', valueType: 'WORK', value: `client${id}@example.com` })
  const creator = channel.sourceId === 'CALL' ? habit.userId : defaultStaff.admin
  return {
    id,
    createdTime: bornAt,
    updatedTime: bornAt,
    createdBy: creator,
    updatedBy: creator,
    assignedById: habit.userId,
    opened: 'Y',
    name: chance.pick(isMan ? words.men : words.women),
    ...chance.happens(0.8) ? { lastName: surname } : {},
    ...chance.happens(0.2) ? { companyTitle: chance.pick(words.companies) } : {},
    ...channel.sourceId === null ? {} : { sourceId: channel.sourceId },
    currencyId: currency,
    stageId: 'NEW',
    movedTime: bornAt,
    movedBy: creator,
    lastActivityTime: bornAt,
    lastActivityBy: creator,
    fm,
  }
}

/** Every so many leads one bears a hostile title: pages must draw it as text. */
const hostileEvery = 397

function describe({ chance, words, optionIds, now }: LeadTelling, item: CrmItem, truth: Truth, productIndex: number): void {
  item.title = item.id % hostileEvery === 7
    ? `${words.request} <b onclick="alert(1)">"${item.id}"</b> =1+1 \u202E😀`
    : `${words.request} №${item.id}: ${words.products[productIndex] ?? ''}`
  if (truth === 'spam')
    return
  const isGood = truth === 'qualified'
  item[nativeNames.product] = optionIds.product[LEAD][productIndex]
  if (chance.happens(0.85))
    item[nativeNames.region] = words.regions[isGood ? chance.whole(0, 3) : chance.whole(2, 5)]
  if (chance.happens(0.7)) {
    const budget = chance.whole(isGood ? 12 : 2, isGood ? 60 : 14) * 10_000
    item[nativeNames.budget] = `${budget}|${item.currencyId ?? ''}`
    item.opportunity = budget
    item.isManualOpportunity = 'Y'
  }
  if (isGood && chance.happens(0.6))
    item[nativeNames.installOn] = Math.floor((Math.min(item.createdTime, now) + chance.whole(20, 90) * dayMs) / dayMs) * dayMs - 3 * hourMs
}

function mark(chance: Chance, item: CrmItem, channel: Channel): void {
  if (channel.campaigns.length === 0 || chance.happens(channel.unmarkedShare))
    return
  const { contents, terms, ...utm } = chance.pick(channel.campaigns)
  Object.assign(item, utm)
  if (chance.happens(0.08))
    delete item.utmCampaign
  if (contents.length > 0)
    item.utmContent = chance.pick(contents)
  if (terms.length > 0)
    item.utmTerm = chance.pick(terms)
}

interface Life {
  steps: Step[]
  calls: ToldCall[]
  convertedAt: number | null
}

function live({ chance, words, language, now }: LeadTelling, item: CrmItem, channel: Channel, truth: Truth, habit: Habit): Life {
  const steps: Step[] = [{ at: item.createdTime, stageId: 'NEW', semanticId: 'P', userId: item.createdBy }]
  const phone = item.fm?.[0]?.value ?? ''
  const calls: ToldCall[] = channel.sourceId === 'CALL' ? [{ startAt: item.createdTime - 4 * minuteMs, userId: habit.userId, phone, type: 2, durationSec: chance.whole(20, 150) }] : []
  const isFresh = now - item.createdTime < 7 * dayMs
  let at = duringOffice(item.createdTime + chance.between(...habit.firstCallHours) * hourMs, chance)
  if (at > now || (isFresh && chance.happens(habit.untouchedShare)))
    return { steps, calls, convertedAt: null }
  const enter = (stageId: string, semanticId: Step['semanticId']): void => {
    steps.push({ at: Math.floor(at / 1000) * 1000, stageId, semanticId, userId: habit.userId })
  }

  enter('IN_PROCESS', 'P')
  const isAnswered = call(chance, calls, phone, habit, truth, at)
  at = (calls.at(-1)?.startAt ?? at) + 20 * minuteMs
  if (!isAnswered) {
    enter(nativeNames.noAnswerStage, 'P')
    at = duringOffice(at + chance.between(1, 4) * dayMs, chance)
  }
  else if (chance.happens(0.75)) {
    enter('PROCESSED', 'P')
    at = duringOffice(at + chance.between(0.1, 5) * dayMs, chance)
  }
  if (habit.pastedComment[language] !== '')
    item.comments = habit.pastedComment[language]
  else if (chance.happens(0.35))
    item.comments = chance.pick(words.comments)
  if (at > now)
    return { steps: untilNow(steps, now), calls: calls.filter(one => one.startAt < now), convertedAt: null }

  const isConverted = isAnswered && chance.happens(habit.convertShare[truth])
  enter(isConverted ? 'CONVERTED' : 'JUNK', isConverted ? 'S' : 'F')
  return { steps: untilNow(steps, now), calls: calls.filter(one => one.startAt < now), convertedAt: isConverted && at <= now ? Math.floor(at / 1000) * 1000 : null }
}

function untilNow(steps: Step[], now: number): Step[] {
  return steps.filter(step => step.at <= now)
}

/** Tries as often as the rep does. @returns whether somebody answered */
function call(chance: Chance, calls: ToldCall[], phone: string, habit: Habit, truth: Truth, firstAt: number): boolean {
  const answers = { 'qualified': 0.72, 'off target': 0.62, 'spam': 0.4 }[truth]
  let at = firstAt
  for (let attempt = 0; attempt < habit.attempts; attempt++) {
    const isAnswered = chance.happens(answers)
    const [shortest, longest] = { 'qualified': [60, 420] as const, 'off target': [25, 180] as const, 'spam': [8, 60] as const }[truth]
    calls.push({ startAt: Math.floor(at / 1000) * 1000, userId: habit.userId, phone, type: 1, durationSec: isAnswered ? chance.whole(shortest, longest) : 0 })
    if (isAnswered)
      return true
    at = duringOffice(at + chance.between(2, 20) * hourMs, chance)
  }
  return false
}
