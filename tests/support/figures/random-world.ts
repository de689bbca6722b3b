import type { SignedVersion } from '../../../src/domain/treaty-version.ts'
import type { TreatyDocument } from '../../../src/domain/treaty.ts'
import type { FeedbackEntry } from '../../../src/store/feedback.ts'
import type { Item } from '../../../src/store/items.ts'
import type { StageMove } from '../../../src/store/moves.ts'
import type { Touch } from '../../../src/store/touches.ts'
import type { Random } from './random.ts'
import { sampleTreaty } from '../sample-treaty.ts'
import { addLeads } from './random-leads.ts'
import { createRandom } from './random.ts'

/** Raw rows of a made-up portal, as they lie in the store. */
export interface World {
  readonly timeZone: string
  readonly currency: string
  readonly now: number
  /** In order of their start. */
  readonly versions: SignedVersion[]
  /** Leads and deals. */
  readonly items: Item[]
  readonly moves: StageMove[]
  /** In the order of their ids. */
  readonly feedback: FeedbackEntry[]
  readonly touches: Touch[]
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Zones with and without changes of clocks; the second half of October 2026 has one in Berlin, November in New York. */
const ZONES = ['Europe/Moscow', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe']

/** A portal by its seed: some weeks around a change of clocks, none to three versions, `leads` leads with all that can happen to them. */
export function randomWorld(seed: number, leads = 25): World {
  const random = createRandom(seed)
  const now = Date.UTC(2026, 10, 5 + random.below(20), random.below(24), random.below(60))
  const world: World = { timeZone: random.pick(ZONES), currency: random.pick(['RUB', 'EUR']), now, versions: [], items: [], moves: [], feedback: [], touches: [] }
  addVersions(world, random)
  addLeads(world, random, random.chance(0.03) ? 0 : leads)
  addTouches(world, createRandom(seed + 9_000_000))
  return world
}

/** Calls and completed activities on leads and deals, by the assignee and by others, some in the very moment of a move. */
function addTouches(world: World, random: Random): void {
  for (const item of world.items) {
    const moved = world.moves.filter(move => move.entityTypeId === item.entityTypeId && move.itemId === item.itemId).map(move => move.movedAt)
    for (let left = random.below(4); left > 0; left--) {
      const touchedAt = random.pick([item.createdAt, ...moved]) + random.pick([0, 1, 30_000, HOUR_MS, 3 * DAY_MS]) * random.below(3)
      world.touches.push({ entityTypeId: item.entityTypeId, itemId: item.itemId, activityId: world.touches.length + 1, userId: random.chance(0.7) ? item.assignedBy ?? 10 : 999, touchedAt, isAttempt: random.chance(0.5), talkSeconds: random.pick([0, 0, 7, 600]) })
    }
  }
}

function addVersions(world: World, random: Random): void {
  const count = random.pick([0, 1, 1, 2, 3])
  const spam = random.chance(0.5)
  for (let versionNo = 1; versionNo <= count; versionNo++) {
    const base = sampleTreaty()
    const document: TreatyDocument = {
      ...base,
      calendar: { ...base.calendar, timeZone: world.timeZone, holidays: random.chance(0.5) ? ['2026-10-26', '2026-11-04'] : [], specialDays: random.chance(0.3) ? [{ date: '2026-10-31', intervals: [{ fromMinute: 600, toMinute: 780 }] }] : [] },
      deadlines: { ...base.deadlines, verdictMinutes: random.pick([30, 240, 960]), reviewMinutes: random.pick([60, 960]) },
      rules: { ...base.rules, attempts: random.pick([2, 5]), maturityDays: random.pick([5, 30, 60]), spamInTargetShare: versionNo % 2 === 0 ? spam : !spam },
    }
    world.versions.push({ versionNo, document, hash: `hash-${versionNo}`, inForceFrom: Date.UTC(2026, 9, 1) + (versionNo - 1) * 12 * DAY_MS + random.below(5) * DAY_MS + random.below(24) * HOUR_MS })
  }
}
