import type { Item } from '../store/items.ts'
import type { CalibrationLead } from '../store/reviews.ts'
import type { ReviewDeps } from './review-ports.ts'
import { itemKey } from '../domain/item-ref.ts'
import { DAY_MS, dayText, localDay } from '../domain/local-time.ts'
import { drawNumber } from './draw.ts'

/** Leads of so many days are drawn from. */
const LOOK_BACK_DAYS = 30
const OPEN_DAYS = 14
/** With fewer leads agreement is noise: the set waits until the month has given enough. */
const FEWEST_LEADS = 5

/** Opens the month's set once there are leads enough: drawn by the seed of this week, each judged by its rep, one marketer and one head of sales. Returns 1 when it did. */
export async function openCalibration({ store, treaties, now }: ReviewDeps, portalId: number): Promise<number> {
  const [portal, version, seed] = [await store.portals.get(portalId), await treaties.inForce(portalId, now()), await store.auditSeeds.at(portalId, now())]
  if (!portal || !version || !seed)
    return 0
  const month = dayText(localDay(now(), portal.timeZone)).slice(0, 7)
  const [newest] = await store.calibrations.list(portalId, 1)
  const wished = version.document.review.calibrationLeads
  if (newest?.month === month || wished === 0)
    return 0
  const judges = await readJudges({ store }, portalId)
  const given = await store.feedback.completeBetween(portalId, { fromAt: now() - LOOK_BACK_DAYS * DAY_MS, toAt: now() })
  const items = new Map((await store.items.getMany(portalId, given)).map(item => [itemKey(item), item]))
  const drawn = given
    .flatMap(({ feedbackId, entityTypeId, itemId }) => {
      const item = items.get(itemKey({ entityTypeId, itemId }))
      return item && item.deletedAt === null && item.assignedBy !== null && judges.reps.has(item.assignedBy) ? [{ item, lot: drawNumber(seed.seed, 'calibration', feedbackId) }] : []
    })
    .sort((one, other) => one.lot - other.lot)
  const leads = leadsOf(drawn, judges, wished)
  if (leads.length < Math.min(wished, FEWEST_LEADS))
    return 0
  const made = await store.calibrations.create(portalId, { month, versionNo: version.versionNo, createdAt: now(), closesAt: now() + OPEN_DAYS * DAY_MS }, leads)
  return made ? 1 : 0
}

/** Each lead once; marketers and heads take turns. Nobody judges one lead twice. */
function leadsOf(drawn: readonly { item: Item, lot: number }[], judges: Judges, wished: number): Omit<CalibrationLead, 'setId'>[] {
  const seen = new Set<string>()
  const leads: Omit<CalibrationLead, 'setId'>[] = []
  for (const { item } of drawn) {
    const repId = item.assignedBy!
    const marketers = judges.marketers.filter(userId => userId !== repId)
    const rops = judges.rops.filter(userId => userId !== repId && !marketers.includes(userId))
    const [marketerId, ropId] = [marketers[leads.length % marketers.length], rops[leads.length % rops.length]]
    if (seen.has(itemKey(item)) || leads.length >= wished || marketerId === undefined || ropId === undefined)
      continue
    seen.add(itemKey(item))
    leads.push({ position: leads.length + 1, entityTypeId: item.entityTypeId, itemId: item.itemId, repId, marketerId, ropId })
  }
  return leads
}

interface Judges {
  readonly reps: ReadonlySet<number>
  readonly marketers: readonly number[]
  readonly rops: readonly number[]
}

async function readJudges({ store }: Pick<ReviewDeps, 'store'>, portalId: number): Promise<Judges> {
  const gone = new Set((await store.people.list(portalId)).filter(person => !person.active).map(person => person.userId))
  const roles = await store.roles.list(portalId)
  const holding = (role: string): number[] => roles.filter(row => row.role === role && !gone.has(row.userId)).map(row => row.userId).sort((one, other) => one - other)
  const marketers = holding('marketer')
  return { reps: new Set(holding('rep')), marketers: marketers.length > 0 ? marketers : holding('cmo'), rops: holding('rop') }
}
