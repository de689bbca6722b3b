import type { CalibrationSet, CalibrationSets, JudgeCalibration } from '../contracts/api/calibration.schema.ts'
import type { CalibrationLead } from '../store/reviews.ts'
import type { ReviewActor, ReviewDeps } from './review-ports.ts'
import { itemKey } from '../domain/item-ref.ts'
import { sourceNameOf } from '../domain/source-name.ts'
import { CRITERION_ANSWERS } from '../domain/verdict.ts'
import { personOf, readNames } from '../feedback/view-feedback.ts'
import { refusal } from '../treaty/refusal.ts'
import { resultOf } from './calibration-result.ts'

const SETS = 24
const JUDGES = ['rep', 'marketer', 'rop'] as const

/** Sets of the last two years that concern the viewer: those he judges in, and all for heads and the owner. */
export async function readCalibrations({ store }: ReviewDeps, portalId: number, actor: ReviewActor): Promise<CalibrationSets> {
  const sets = await store.calibrations.list(portalId, SETS)
  const ids = sets.map(({ setId }) => setId)
  const [leads, judgements] = [await store.calibrations.leadsOf(portalId, ids), await store.calibrations.judgementsOf(portalId, ids)]
  return {
    sets: sets.map((set) => {
      const own = leads.filter(({ setId }) => setId === set.setId)
      const given = judgements.filter(({ setId }) => setId === set.setId)
      const mine = own.filter(lead => judgeOf(lead, actor.userId) !== null)
      const judged = given.filter(({ userId }) => userId === actor.userId)
      return { setId: set.setId, month: set.month, leads: own.length, closesAt: set.closesAt, mine: mine.length - judged.length, given: given.length, expected: own.length * JUDGES.length, isSeen: mine.length > 0 || isHead(actor) }
    }).filter(({ isSeen }) => isSeen).map(({ isSeen: _, ...set }) => set),
  }
}

/**
 * One set: the viewer's leads, others' judgements only where all three have spoken, the result when the set is complete or closed.
 * @throws HttpError `calibration_unknown` 404, `not_a_judge` 403 (with an audit row)
 */
export async function readCalibration(deps: ReviewDeps, portalId: number, actor: ReviewActor, setId: number): Promise<CalibrationSet> {
  const { store, treaties, now } = deps
  const set = await store.calibrations.get(portalId, setId)
  const asked = await treaties.asked(portalId, now())
  if (!set || !asked)
    throw refusal('calibration_unknown', actor.language)
  const leads = await store.calibrations.leadsOf(portalId, [setId])
  const seen = isHead(actor) ? leads : leads.filter(lead => judgeOf(lead, actor.userId) !== null)
  if (seen.length === 0)
    return refuse(deps, portalId, actor, setId)
  const judgements = await store.calibrations.judgementsOf(portalId, [setId])
  const items = new Map((await store.items.getMany(portalId, seen)).map(item => [itemKey(item), item]))
  const sources = await store.sourceNames.names(portalId)
  const names = await readNames(store, portalId, judgements.map(({ userId }) => userId))
  const document = (await treaties.signed(portalId)).find(({ versionNo }) => versionNo === set.versionNo)?.document ?? asked.document
  const isOver = now() > set.closesAt || judgements.length === leads.length * JUDGES.length
  return {
    setId,
    month: set.month,
    closesAt: set.closesAt,
    criteria: document.criteria.map(({ code, words }) => ({ code, words })),
    leads: seen.map((lead) => {
      const given = judgements.filter(({ position }) => position === lead.position)
      const isShown = given.length === JUDGES.length
      const item = items.get(itemKey(lead))
      const judge = judgeOf(lead, actor.userId)
      return {
        position: lead.position,
        item: { entityTypeId: lead.entityTypeId, itemId: lead.itemId },
        judge: given.some(one => one.judge === judge) ? null : judge,
        sourceName: sourceNameOf(sources, item?.sourceId),
        createdAt: item?.createdAt ?? null,
        shown: isShown,
        judgements: isShown ? given.map(one => ({ judge: one.judge, person: personOf(one.userId, names)!, label: one.label as JudgeCalibration['label'], answers: one.answers as JudgeCalibration['answers'] })) : [],
        given: given.length,
      }
    }),
    result: isOver ? resultOf(leads, judgements, document) : null,
  }
}

/**
 * One blind judgement; given once.
 * @throws HttpError `calibration_unknown` 404, `not_a_judge` 403 (with an audit row), `calibration_closed`, `judged_already` 409
 */
export async function judgeLead(deps: ReviewDeps, portalId: number, actor: ReviewActor, setId: number, { position, label, answers }: JudgeCalibration): Promise<CalibrationSet> {
  const { store, now } = deps
  const set = await store.calibrations.get(portalId, setId)
  const lead = (await store.calibrations.leadsOf(portalId, [setId])).find(one => one.position === position)
  if (!set || !lead)
    throw refusal('calibration_unknown', actor.language)
  const judge = judgeOf(lead, actor.userId)
  if (judge === null)
    return refuse(deps, portalId, actor, setId)
  if (now() > set.closesAt)
    throw refusal('calibration_closed', actor.language)
  const asked = await deps.treaties.asked(portalId, now())
  const known = new Set(asked?.document.criteria.map(({ code }) => code))
  const kept = Object.fromEntries(Object.entries(answers).filter(([code, answer]) => known.has(code) && CRITERION_ANSWERS.includes(answer)))
  if (!await store.calibrations.judge(portalId, { setId, position, judge, userId: actor.userId, label, answers: kept, at: now() }))
    throw refusal('judged_already', actor.language)
  return readCalibration(deps, portalId, actor, setId)
}

function judgeOf({ repId, marketerId, ropId }: CalibrationLead, userId: number): typeof JUDGES[number] | null {
  return repId === userId ? 'rep' : marketerId === userId ? 'marketer' : ropId === userId ? 'rop' : null
}

function isHead({ roles }: ReviewActor): boolean {
  return roles.some(role => role === 'cmo' || role === 'rop' || role === 'owner')
}

async function refuse({ store, now }: ReviewDeps, portalId: number, actor: ReviewActor, setId: number): Promise<never> {
  await store.audit.write(portalId, { at: now(), actorId: actor.userId, action: 'review.denied', subject: `calibration:${setId}`, detail: {}, ipHash: null })
  throw refusal('not_a_judge', actor.language)
}
