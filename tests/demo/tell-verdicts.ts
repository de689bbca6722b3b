import type { TreatyDocument } from '../../src/domain/treaty.ts'
import type { FeedbackContent, FeedbackEntry, VerdictLabel } from '../../src/domain/verdict.ts'
import type { Store } from '../../src/store/store.ts'
import type { CrmItem } from '../portal/crm/crm-item.ts'
import type { Habit } from '../portal/demo/habits.ts'
import type { DemoStory } from '../portal/demo/seed-demo.ts'
import type { Portal } from '../portal/portal.ts'
import { completenessOf } from '../../src/domain/completeness.ts'
import { feedbackToNatives } from '../../src/domain/native-feedback.ts'
import { nativesForPortal } from '../../src/domain/native-values.ts'
import { toStored } from '../../src/feedback/stored-feedback.ts'
import { LEAD } from '../portal/crm/crm-item.ts'
import { seededRandom } from '../portal/seeded-random.ts'

const HOUR_MS = 3_600_000

/** What the verdicts are told from. */
export interface TellVerdictsOptions {
  store: Store
  portalId: number
  portal: Portal
  story: DemoStory
  document: TreatyDocument
  now: number
}

/**
 * Gives the leads of the demo's past the verdicts their reps would have given, each by his habit: into our history with the
 * time of that day, and into the lead's native fields without an event. Leads nobody touched stay without one.
 * @returns how many verdicts were told
 */
export async function tellVerdicts({ store, portalId, portal, story, document, now }: TellVerdictsOptions): Promise<number> {
  const random = seededRandom(7)
  const fields = await store.fields.list(portalId)
  let told = 0
  for (let leadId = 1; leadId <= story.leads; leadId += 1) {
    const lead = portal.crm.get(LEAD, leadId)
    const habit = story.habits.find(({ userId }) => userId === lead?.assignedById)
    const verdict = lead && habit && verdictOf(lead, habit, story, document, random)
    const hours = habit ? habit.firstCallHours[0] + random() * (habit.firstCallHours[1] - habit.firstCallHours[0]) : 0
    const givenAt = (lead?.createdTime ?? 0) + hours * HOUR_MS
    if (!lead || !verdict || givenAt > now - HOUR_MS)
      continue
    const entry: Omit<FeedbackEntry, 'feedbackId'> = {
      item: { entityTypeId: LEAD, itemId: leadId },
      kind: 'verdict',
      content: verdict,
      complete: completenessOf(verdict, document).complete,
      unproven: false,
      authorId: lead.assignedById,
      route: 'widget',
      evidence: { proven: true, givenAs: 'rep', callsMade: habit?.attempts ?? 0 },
      versionNo: 1,
      givenAt,
      durationMs: Math.round(2000 + random() * 20_000),
    }
    await store.feedback.append(portalId, toStored(entry, `demo:${leadId}`))
    Object.assign(lead, nativesForPortal(feedbackToNatives(verdict, document), fields).fields)
    told += 1
  }
  return told
}

function verdictOf(lead: CrmItem, habit: Habit, story: DemoStory, document: TreatyDocument, random: () => number): FeedbackContent | null {
  if (lead.stageId === 'NEW' || random() < 0.04)
    return null
  const label = labelOf(lead, habit, story)
  const pick = <Option>(options: readonly Option[]): Option | undefined => options[Math.floor(random() * options.length)]
  const comment = habit.pastedComment.ru || null
  if (label === 'qualified') {
    const answers = Object.fromEntries(document.criteria.filter(criterion => criterion.mandatory).map(({ code }) => [code, 'met' as const]))
    return { label, answers, prefilled: [], warmth: pick(document.warmth)?.code ?? null, reason: null, comment }
  }
  const reasons = (label === 'spam' ? document.reasons.spam : document.reasons.offTarget).filter(({ kind }) => kind === 'plain')
  return { label, answers: {}, prefilled: [], warmth: null, reason: pick(reasons)?.code ?? null, comment }
}

function labelOf(lead: CrmItem, habit: Habit, story: DemoStory): VerdictLabel {
  if (habit.kind === 'all qualified')
    return 'qualified'
  if (habit.kind === 'all spam')
    return lead.stageId === 'CONVERTED' ? 'qualified' : 'spam'
  const truth = story.truthOf(lead.id)
  return truth === 'qualified' ? 'qualified' : truth === 'spam' ? 'spam' : 'off_target'
}
