import type { FeedbackEntry } from '../../../src/store/feedback.ts'
import type { Item } from '../../../src/store/items.ts'
import type { World } from './random-world.ts'
import type { Random } from './random.ts'

const MINUTE_MS = 60_000
const SPAN_MINUTES = 45 * 24 * 60

const SOURCES = ['WEB', 'CALL', 'Яндекс «Поиск» 🚀', 'it\'s "quoted"', null, '']
const CAMPAIGNS = ['Autumn', ' autumn ', 'WINTER', null, '', '  ']
const LEAD_WAY = ['NEW', 'IN_PROCESS', 'PROCESSED', 'CONVERTED']
const DEAL_WAY = ['NEW', 'PREPARATION', 'WON']
const MEANING: Readonly<Record<string, 'P' | 'S' | 'F'>> = { CONVERTED: 'S', WON: 'S', JUNK: 'F', LOSE: 'F' }

/** Leads that wander, come back, are judged, judged again, deleted, reassigned, converted with none to three deals; and deals without a lead. */
export function addLeads(world: World, random: Random, leads: number): void {
  for (let itemId = 1; itemId <= leads; itemId++) {
    const lead = newItem(world, random, 1, itemId)
    const end = wander(world, random, lead, random.chance(0.2) ? ['NEW', 'PROCESSED', 'NEW', 'PROCESSED'] : LEAD_WAY, 'JUNK')
    judge(world, random, lead)
    if (lead.stageId === 'CONVERTED') {
      for (let count = random.pick([0, 1, 1, 2, 3]); count > 0; count--)
        addDeal(world, random, { leadId: itemId, from: random.chance(0.5) ? end : lead.createdAt + minutes(random, SPAN_MINUTES / 4) })
    }
  }
  for (let count = leads === 0 ? 0 : random.below(4); count > 0; count--)
    addDeal(world, random, { leadId: null, from: world.now - minutes(random, SPAN_MINUTES) })
}

function addDeal(world: World, random: Random, { leadId, from }: { leadId: number | null, from: number }): void {
  const deal = newItem(world, random, 2, 1_000 + world.items.length, from)
  deal.leadId = leadId
  deal.amountMinor = random.chance(0.2) ? null : random.below(10_000_000)
  deal.currency = random.pick([world.currency, world.currency, world.currency, 'USD', null])
  wander(world, random, deal, random.chance(0.3) ? ['UC_WAIT', ...DEAL_WAY] : random.chance(0.2) ? ['NEW', 'UC_WAIT', 'NEW', 'WON', 'NEW', 'WON'] : DEAL_WAY, 'LOSE')
}

function newItem(world: World, random: Random, entityTypeId: 1 | 2, itemId: number, from?: number): Item {
  const createdAt = Math.min(from ?? world.now - minutes(random, SPAN_MINUTES), world.now)
  const deletedAt = random.chance(0.08) ? Math.min(world.now, createdAt + minutes(random, SPAN_MINUTES)) : null
  const item: Item = {
    entityTypeId,
    itemId,
    mirrorVersion: 1,
    pipelineId: entityTypeId === 2 && random.chance(0.1) ? 7 : 0,
    stageId: 'NEW',
    semantic: 'P',
    assignedBy: random.pick([10, 11, 12, 99, null]),
    createdBy: 1,
    updatedBy: 1,
    movedBy: null,
    createdAt,
    updatedAt: createdAt,
    movedAt: null,
    closedAt: null,
    sourceId: random.pick(SOURCES),
    utmSource: null,
    utmMedium: null,
    utmCampaign: random.pick(CAMPAIGNS),
    utmContent: null,
    utmTerm: null,
    amountMinor: null,
    currency: null,
    leadId: null,
    contactId: null,
    companyId: null,
    isReturnCustomer: random.chance(0.15),
    categoryKey: random.pick(['flat', 'house', null]),
    natives: { verdict: null, warmth: null, reason: null, review: null, criteria: [], card: null },
    callsMade: random.below(4),
    deletedAt,
    goneCause: deletedAt === null ? null : 'deleted',
    lastLawfulStageId: null,
    readAt: world.now,
  }
  world.items.push(item)
  return item
}

/** Walks some of the way; sometimes the portal wrote no history, or lost its last row. Returns the time of the last move. */
function wander(world: World, random: Random, item: Item, way: readonly string[], junk: string): number {
  const steps = way.slice(0, 1 + random.below(way.length))
  if (random.chance(0.2))
    steps.push(junk)
  let at = item.createdAt
  const isSilent = random.chance(0.07)
  const losesLast = random.chance(0.07)
  steps.forEach((stageId, index) => {
    item.stageId = stageId
    item.semantic = MEANING[stageId] ?? 'P'
    if (!isSilent && !(losesLast && index > 0 && index === steps.length - 1))
      world.moves.push({ entityTypeId: item.entityTypeId, historyId: world.moves.length + 1, itemId: item.itemId, typeId: index === 0 ? 1 : 2, pipelineId: item.pipelineId, stageId, semantic: item.semantic, movedAt: at, movedBy: null })
    item.movedAt = random.chance(0.9) ? at : null
    item.updatedAt = at
    at = Math.min(world.now, at + (random.chance(0.05) ? 0 : minutes(random, 7 * 24 * 60)))
  })
  item.closedAt = item.semantic === 'P' ? null : item.updatedAt
  return item.updatedAt
}

/** None to four entries: still trying, incomplete, unproven, by the ROP, the same twice, overturned weeks later. */
function judge(world: World, random: Random, lead: Item): void {
  let at = lead.createdAt
  for (let count = random.pick([0, 1, 1, 1, 2, 4]); count > 0; count--) {
    at = Math.min(world.now, at + minutes(random, random.pick([60, 600, 30 * 24 * 60])))
    const version = world.versions.findLast(one => one.inForceFrom <= at) ?? null
    const kind = random.chance(0.2) ? 'still_trying' : 'verdict'
    const label = kind === 'still_trying' ? null : random.pick(['qualified', 'qualified', 'off_target', 'spam'])
    const reason = label === 'spam' ? random.pick(['advertiser', 'no_answer']) : label === 'off_target' ? 'other_region' : null
    const entry: FeedbackEntry = {
      feedbackId: world.feedback.length + 1,
      entityTypeId: 1,
      itemId: lead.itemId,
      kind,
      label,
      answers: {},
      prefilled: [],
      warmth: label === 'qualified' ? 'hot' : null,
      reason,
      comment: null,
      complete: label !== null && random.chance(0.85),
      unproven: label !== null && random.chance(0.3),
      authorId: random.pick([10, 11, null]),
      route: 'widget',
      evidence: { proven: true, givenAs: random.pick(['rep', 'rop']), callsMade: random.below(4) },
      versionNo: version?.versionNo ?? null,
      givenAt: at,
      dedupeKey: `entry-${world.feedback.length + 1}`,
      durationMs: null,
    }
    world.feedback.push(entry)
  }
}

function minutes(random: Random, limit: number): number {
  return random.below(limit) * MINUTE_MS
}
