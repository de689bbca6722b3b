import type { FeedbackForm } from '../../src/contracts/api/feedback-form.schema.ts'
import type { FeedbackView } from '../../src/contracts/api/feedback-view.schema.ts'
import type { FeedbackContent } from '../../src/domain/verdict.ts'
import type { Language } from '../../src/domain/words.ts'
import type { Say } from './field-words.ts'

/** Which answer to describe: the one waiting in the form, or the saved one. */
export interface DescribeAnswerOptions {
  waiting: FeedbackContent | null
  feedback: FeedbackView | null
  form: FeedbackForm | null
  language: Language
  say: Say
}

/** The short parts behind the verdict: «4 из 4», «горячий», the reason, own words. Empty parts are left out. */
export function describeAnswer({ waiting, feedback, form, language, say }: DescribeAnswerOptions): string[] {
  if (waiting)
    return waitingParts(waiting, form, language, say)
  if (!feedback)
    return []
  return [
    feedback.label === 'qualified' ? say('saved.criteria', { met: feedback.criteriaMet.met, of: feedback.criteriaMet.of }) : '',
    feedback.warmth?.words[language] ?? '',
    feedback.reason?.words[language] ?? '',
    feedback.comment ?? '',
    feedback.unproven ? say('unproven') : '',
  ].filter(Boolean)
}

function waitingParts(content: FeedbackContent, form: FeedbackForm | null, language: Language, say: Say): string[] {
  const mandatory = form?.criteria.filter(criterion => criterion.mandatory) ?? []
  const met = mandatory.filter(({ code }) => content.answers[code] === 'met').length
  const reasons = content.label === 'qualified' ? [] : form?.reasons[content.label] ?? []
  return [
    content.label === 'qualified' && mandatory.length > 0 ? say('saved.criteria', { met, of: mandatory.length }) : '',
    form?.warmth.find(level => level.code === content.warmth)?.words[language] ?? '',
    reasons.find(reason => reason.code === content.reason)?.words[language] ?? '',
    content.comment ?? '',
  ].filter(Boolean)
}
