import type { SignedVersion } from '../../../src/domain/treaty-version.ts'
import type { Item } from '../../../src/store/items.ts'
import type { World } from './random-world.ts'
import { bruteAdd, bruteBetween, bruteDay } from './brute-time.ts'

/** One lead by plain arithmetic over the raw rows. */
export interface BruteLead {
  lead: Item
  source: string
  campaign: string
  category: string
  rep: number
  version: number
  repeat: boolean
  label: string | null
  unproven: boolean
  inShare: boolean
  stillTrying: boolean
  settlesAt: number | null
  completeAt: number | null
  dueAt: number | null
  wonAt: number | null
  revenue: number
  foreign: number
  matureAt: number
  step: string | null
  /** Local day of each event; null = it has not happened. */
  days: { created: number, verdict: number | null, due: number | null, won: number | null }
}

/** One span of time: a step's code, or `whole`, `handoffWait`, `verdictWait`, `handoff`, `handoffLost`, `firstTouch`. */
export interface BruteSpan {
  itemKey: string
  kind: string
  from: number
  to: number | null
  ms: number | null
  createdDay: number
  endedDay: number | null
  source: string
  rep: number
}

interface Place { stage: string, pipeline: number, meaning: string, at: number }

const DAY_MS = 86_400_000

/** Everything about a portal, the slow and obvious way; shares no code with the figures. */
export function bruteForce(world: World): { leads: BruteLead[], spans: BruteSpan[] } {
  const leads = world.items.filter(item => item.entityTypeId === 1)
  const loose = world.items.filter(item => item.entityTypeId === 2 && item.leadId === null)
  return {
    leads: leads.map(lead => bruteLead(world, lead)),
    spans: [...leads.flatMap(lead => bruteSpans(world, lead)), ...loose.flatMap(deal => [...crossingsOf(world, deal).map(at => span(world, deal, 'handoff', at, at, 0)), ...touchesOf(world, deal)])],
  }
}

function inForce(world: World, at: number): SignedVersion | null {
  return [...world.versions].reverse().find(version => version.inForceFrom <= at) ?? null
}

function drawn(world: World): SignedVersion['document'] | null {
  return inForce(world, world.now)?.document ?? null
}

function bruteLead(world: World, lead: Item): BruteLead {
  const version = inForce(world, lead.createdAt)
  const entries = world.feedback.filter(entry => entry.itemId === lead.itemId && entry.entityTypeId === 1)
  const complete = entries.filter(entry => entry.kind === 'verdict' && entry.complete).sort((a, b) => a.givenAt - b.givenAt || a.feedbackId - b.feedbackId)
  const last = complete.at(-1)
  const unproven = last !== undefined && last.unproven && last.reason === 'no_answer' && last.label === 'spam'
  const wins = dealsOf(world, lead).filter(deal => drawn(world) !== null && deal.pipelineId === 0 && deal.semantic === 'S')
  const winDates = wins.map(deal => wonDate(world, deal))
  const own = (deal: Item): boolean => deal.currency === null || deal.currency === world.currency
  const wonAt = wins.length ? Math.min(...winDates) : null
  const dueAt = version ? dueOf(version, lead, entries) : null
  const day = (at: number | null | undefined): number | null => at == null ? null : bruteDay(at, world.timeZone)
  return {
    lead,
    ...told(lead),
    version: version?.versionNo ?? 0,
    repeat: lead.isReturnCustomer,
    label: last?.label ?? null,
    unproven,
    inShare: last !== undefined && !unproven && !(last.label === 'spam' && version?.document.rules.spamInTargetShare === false),
    stillTrying: !last && entries.some(entry => entry.kind === 'still_trying'),
    settlesAt: last && version ? bruteAdd(version.document.calendar, last.givenAt, version.document.deadlines.reviewMinutes) : null,
    completeAt: complete[0]?.givenAt ?? null,
    dueAt,
    wonAt,
    revenue: wins.filter(own).reduce((sum, deal) => sum + (deal.amountMinor ?? 0), 0),
    foreign: wins.filter(deal => !own(deal) && deal.amountMinor).length,
    matureAt: lead.createdAt + (version?.document.rules.maturityDays ?? 60) * DAY_MS,
    step: stepReached(world, lead),
    days: { created: day(lead.createdAt)!, verdict: day(complete[0]?.givenAt), due: day(dueAt), won: day(wonAt) },
  }
}

function told(item: Item): { source: string, campaign: string, category: string, rep: number } {
  return { source: item.sourceId ?? '', campaign: (item.utmCampaign ?? '').trim().toLowerCase(), category: item.categoryKey ?? '', rep: item.assignedBy ?? 0 }
}

function dueOf(version: SignedVersion, lead: Item, entries: World['feedback']): number {
  const { calendar, deadlines, rules } = version.document
  let from = lead.createdAt
  for (const mark of entries.filter(entry => entry.kind === 'still_trying').sort((a, b) => a.givenAt - b.givenAt)) {
    const inTime = mark.givenAt >= from && mark.givenAt <= bruteAdd(calendar, from, deadlines.verdictMinutes)
    if (inTime && Number(mark.evidence.callsMade) < rules.attempts)
      from = mark.givenAt
  }
  return bruteAdd(calendar, from, deadlines.verdictMinutes)
}

function dealsOf(world: World, lead: Item): Item[] {
  return world.items.filter(item => item.entityTypeId === 2 && item.leadId === lead.itemId)
}

function placesOf(world: World, item: Item): Place[] {
  const places = world.moves.filter(move => move.entityTypeId === item.entityTypeId && move.itemId === item.itemId)
    .sort((a, b) => a.movedAt - b.movedAt || a.historyId - b.historyId)
    .map(move => ({ stage: move.stageId, pipeline: move.pipelineId, meaning: move.semantic as string, at: move.movedAt }))
  const here = { stage: item.stageId, pipeline: item.pipelineId, meaning: item.semantic as string }
  if (places.length === 0)
    return [{ ...here, at: item.movedAt ?? item.createdAt }]
  const end = places[places.length - 1]!
  return end.stage === item.stageId ? places : [...places, { ...here, at: Math.max(end.at, item.movedAt ?? item.updatedAt) }]
}

function wonDate(world: World, deal: Item): number {
  let date = 0
  let before = ''
  for (const place of placesOf(world, deal)) {
    if (place.stage === 'WON' && before !== 'WON')
      date = place.at
    before = place.stage
  }
  return date
}

/** The sample treaty: leads at NEW and IN_PROCESS are M3, all else of leads and the first stage of deals P1. */
function stepOf(item: Item, place: Place): string | null {
  if (item.entityTypeId === 1)
    return { NEW: 'M3', IN_PROCESS: 'M3', PROCESSED: 'P1', CONVERTED: 'P1' }[place.stage] ?? null
  return place.pipeline === 0 ? { NEW: 'P1', PREPARATION: 'P2', WON: 'P3' }[place.stage] ?? null : null
}

function stepReached(world: World, lead: Item): string | null {
  if (!drawn(world))
    return null
  const been = [lead, ...dealsOf(world, lead)].flatMap(item => placesOf(world, item).map(place => stepOf(item, place)))
  return ['P3', 'P2', 'P1'].find(step => been.includes(step)) ?? 'M3'
}

/** Replays the portal minute by minute of its changes and asks each time: does the item stand beyond now? */
function crossingsOf(world: World, item: Item): number[] {
  if (!drawn(world))
    return []
  const crossed: number[] = []
  let before = false
  for (const at of timesOf(world, item)) {
    const isBeyond = beyondAt(world, item, at)
    if (isBeyond && !before)
      crossed.push(at)
    before = isBeyond
  }
  return crossed
}

function timesOf(world: World, item: Item): number[] {
  const all = [item, ...item.entityTypeId === 1 ? dealsOf(world, item) : []].flatMap(one => placesOf(world, one).map(place => place.at))
  return [...new Set(all)].sort((a, b) => a - b)
}

function beyondAt(world: World, item: Item, at: number): boolean {
  const deals = item.entityTypeId === 1 ? dealsOf(world, item) : [item]
  const leadPlace = item.entityTypeId === 1 ? placesOf(world, item).filter(place => place.at <= at).at(-1) : undefined
  if (leadPlace && ['PROCESSED', 'CONVERTED'].includes(leadPlace.stage))
    return true
  return deals.some(deal => placesOf(world, deal).some(place => place.at <= at && place.pipeline === 0 && place.stage !== 'UC_WAIT' && place.meaning !== 'F'))
}

function bruteSpans(world: World, lead: Item): BruteSpan[] {
  const fact = bruteLead(world, lead)
  const document = drawn(world)
  const calendar = inForce(world, lead.createdAt)?.document.calendar ?? document?.calendar ?? null
  const working = (from: number, to: number): number => calendar ? bruteBetween(calendar, from, to) : Math.max(0, to - from)
  const spans = crossingsOf(world, lead).map(at => span(world, lead, 'handoff', at, at, 0))
  if (document)
    spans.push(...[lead, ...dealsOf(world, lead)].flatMap(item => visits(world, item).map(visit => span(world, lead, visit.step, visit.from, visit.to, visit.to === null ? null : visit.to - visit.from))))
  if (fact.wonAt !== null)
    spans.push(span(world, lead, 'whole', lead.createdAt, fact.wonAt, Math.max(0, fact.wonAt - lead.createdAt)))
  if (fact.completeAt !== null)
    spans.push(span(world, lead, 'verdictWait', lead.createdAt, fact.completeAt, working(lead.createdAt, fact.completeAt)))
  else if (lead.deletedAt === null)
    spans.push(span(world, lead, 'verdictWait', lead.createdAt, null, null))
  return [...spans, ...waitOf(world, lead, working), ...touchesOf(world, lead)]
}

function waitOf(world: World, lead: Item, working: (from: number, to: number) => number): BruteSpan[] {
  const complete = world.feedback.filter(entry => entry.itemId === lead.itemId && entry.kind === 'verdict' && entry.complete).sort((a, b) => a.givenAt - b.givenAt || a.feedbackId - b.feedbackId)
  const start = complete.findIndex(entry => entry.label === 'qualified')
  const from = complete[start]?.givenAt
  if (from === undefined || (drawn(world) && beyondAt(world, lead, from)))
    return []
  const over = crossingsOf(world, lead).find(at => at >= from) ?? Infinity
  const junk = drawn(world) ? placesOf(world, lead).filter(place => place.meaning === 'F' && place.at >= from).map(place => place.at) : []
  const lost = Math.min(...junk, ...complete.slice(start + 1).filter(entry => entry.label !== 'qualified').map(entry => entry.givenAt), lead.deletedAt === null ? Infinity : Math.max(from, lead.deletedAt))
  if (lost < over)
    return [span(world, lead, 'handoffLost', from, lost, working(from, lost))]
  return [over === Infinity ? span(world, lead, 'handoffWait', from, null, null) : span(world, lead, 'handoffWait', from, over, working(from, over))]
}

/** For every arrival: walks through all touches in order and takes the first one of the right person before the next arrival. */
function touchesOf(world: World, item: Item): BruteSpan[] {
  const calendar = inForce(world, item.createdAt)?.document.calendar ?? drawn(world)?.calendar ?? null
  const family = [item, ...item.entityTypeId === 1 ? dealsOf(world, item) : []]
  const arrivals = crossingsOf(world, item)
  const found: BruteSpan[] = []
  for (const [index, from] of arrivals.entries()) {
    const until = arrivals[index + 1] ?? Infinity
    let first = Infinity
    for (const touch of world.touches) {
      const owner = family.find(one => one.entityTypeId === touch.entityTypeId && one.itemId === touch.itemId)
      if (owner && owner.assignedBy === touch.userId && touch.touchedAt >= from && touch.touchedAt < until)
        first = Math.min(first, touch.touchedAt)
    }
    if (first < Infinity)
      found.push(span(world, item, 'firstTouch', from, first, calendar ? bruteBetween(calendar, from, first) : first - from))
    else if (until === Infinity && beyondAt(world, item, Infinity) && family.some(one => one.semantic === 'P' && one.deletedAt === null))
      found.push(span(world, item, 'firstTouch', from, null, null))
  }
  return found
}

function visits(world: World, item: Item): { step: string, from: number, to: number | null }[] {
  const places = placesOf(world, item)
  const steps = places.map(place => place.meaning === 'P' ? stepOf(item, place) : null)
  const found: { step: string, from: number, to: number | null }[] = []
  for (let index = 0; index < places.length; index++) {
    const step = steps[index]
    if (!step || steps[index - 1] === step)
      continue
    const next = steps.findIndex((other, place) => place > index && other !== step)
    const gone = item.deletedAt === null ? null : Math.max(item.deletedAt, places[index]!.at)
    found.push({ step, from: places[index]!.at, to: next < 0 ? gone : places[next]!.at })
  }
  return found
}

function span(world: World, item: Item, kind: string, from: number, to: number | null, ms: number | null): BruteSpan {
  const { source, rep } = told(item)
  return { itemKey: `${item.entityTypeId}:${item.itemId}`, kind, from, to, ms, createdDay: bruteDay(item.createdAt, world.timeZone), endedDay: to === null ? null : bruteDay(to, world.timeZone), source, rep }
}
