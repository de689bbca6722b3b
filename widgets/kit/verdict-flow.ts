import type { FeedbackForm, FormCriterion, FormReason } from '../../src/contracts/api/feedback-form.schema.ts'
import type { CriterionAnswer, CriterionAnswers, FeedbackContent, VerdictLabel } from '../../src/domain/verdict.ts'

/** Where the hand is on its way from an empty row to a saved verdict. */
export type FlowStep = 'label' | 'qualified' | 'reason' | 'words'

/** The answer while it is being given; `null` parts are still missing. */
export interface Flow {
  readonly step: FlowStep
  readonly label: VerdictLabel | null
  readonly answers: CriterionAnswers
  /** Codes whose answer came from the card and was left as it was. */
  readonly prefilled: readonly string[]
  readonly reason: string | null
}

/** What a click leads to: the next state, and the finished content when nothing is missing any more. */
export interface FlowMove { readonly flow: Flow, readonly done: FeedbackContent | null }

export const emptyFlow: Flow = { step: 'label', label: null, answers: {}, prefilled: [], reason: null }

const stay = (flow: Flow): FlowMove => ({ flow, done: null })

/** The first click. ✅ shows criteria, filled in from the card where it knows them; the others ask for a reason. */
export function chooseLabel(form: FeedbackForm, label: VerdictLabel): FlowMove {
  if (label !== 'qualified')
    return stay({ ...emptyFlow, step: 'reason', label })
  const known = form.criteria.filter(criterion => criterion.prefill)
  return stay({
    ...emptyFlow,
    step: 'qualified',
    label,
    answers: Object.fromEntries(known.map(criterion => [criterion.code, criterion.prefill!.answer])),
    prefilled: known.map(criterion => criterion.code),
  })
}

/** «Всё подходит»: every mandatory criterion is met; the rest keep what the card says. */
export function answerAllMet(form: FeedbackForm, flow: Flow): FlowMove {
  const met = form.criteria.filter(criterion => criterion.mandatory).map(criterion => criterion.code)
  return stay({
    ...flow,
    answers: { ...flow.answers, ...Object.fromEntries(met.map(code => [code, 'met' as const])) },
    prefilled: flow.prefilled.filter(code => !met.includes(code) || flow.answers[code] === 'met'),
  })
}

/** One criterion gets an answer of the rep's own. */
export function answerCriterion(flow: Flow, code: string, answer: CriterionAnswer): FlowMove {
  return stay({ ...flow, answers: { ...flow.answers, [code]: answer }, prefilled: flow.prefilled.filter(other => other !== code) })
}

const nextAnswer: Record<CriterionAnswer | 'none', CriterionAnswer> = { none: 'met', met: 'not_met', not_met: 'unknown', unknown: 'met' }

/** One click on a criterion walks met → not met → unknown. */
export function turnCriterion(flow: Flow, code: string): FlowMove {
  return answerCriterion(flow, code, nextAnswer[flow.answers[code] ?? 'none'])
}

/** Mandatory criteria that stand between the rep and a complete ✅. */
export function openCriteria(form: FeedbackForm, flow: Flow): { notMet: FormCriterion[], unanswered: FormCriterion[] } {
  const mandatory = form.criteria.filter(criterion => criterion.mandatory)
  const unknown = mandatory.filter(({ code }) => (flow.answers[code] ?? 'unknown') === 'unknown')
  return {
    notMet: mandatory.filter(({ code }) => flow.answers[code] === 'not_met'),
    unanswered: unknown.length > form.unknownAllowed ? unknown : [],
  }
}

/** The last click of ✅: saves when no mandatory criterion stands in the way. */
export function chooseWarmth(form: FeedbackForm, flow: Flow, warmth: string): FlowMove {
  const { notMet, unanswered } = openCriteria(form, flow)
  if (notMet.length > 0 || unanswered.length > 0)
    return stay(flow)
  return { flow, done: { label: 'qualified', answers: flow.answers, prefilled: flow.prefilled, warmth, reason: null, comment: null } }
}

/** The reasons on offer for the chosen label. */
export function reasonsFor(form: FeedbackForm, label: VerdictLabel | null): readonly FormReason[] {
  return label === 'off_target' || label === 'spam' ? form.reasons[label] : []
}

/** The second click of ⚠️ and ❌ saves, unless the reason is "other" and needs words. */
export function chooseReason(form: FeedbackForm, flow: Flow, code: string): FlowMove {
  const reason = reasonsFor(form, flow.label).find(candidate => candidate.code === code)
  if (!reason || flow.label === null)
    return stay(flow)
  if (reason.kind === 'other')
    return stay({ ...flow, step: 'words', reason: code })
  return { flow, done: content(flow.label, code, null) }
}

/** Ends "other": words of at least three letters. */
export function giveWords(flow: Flow, comment: string): FlowMove {
  const words = comment.trim()
  if (flow.label === null || flow.reason === null || words.length < 3)
    return stay(flow)
  return { flow, done: content(flow.label, flow.reason, words) }
}

function content(label: VerdictLabel, reason: string, comment: string | null): FeedbackContent {
  return { label, answers: {}, prefilled: [], warmth: null, reason, comment }
}
