import type { FeedbackForm } from '../../../src/contracts/api/feedback-form.schema.ts'
import { describe, expect, it } from 'vitest'
import { answerAllMet, chooseLabel, chooseReason, chooseWarmth, emptyFlow, giveWords, openCriteria, turnCriterion } from '../../../widgets/kit/verdict-flow.ts'

const words = (text: string): { ru: string, en: string } => ({ ru: text, en: text })
const criterion = (code: string, options: Partial<FeedbackForm['criteria'][number]> = {}): FeedbackForm['criteria'][number] => ({ code, words: words(code), hint: words(code), kind: 'yes_no', mandatory: true, prefill: null, ...options })
const form: FeedbackForm = {
  versionNo: 1,
  criteria: [criterion('region'), criterion('budget', { prefill: { answer: 'met', field: 'opportunity' } }), criterion('extra', { mandatory: false })],
  warmth: [{ code: 'hot', words: words('hot'), sign: '🔥' }],
  reasons: {
    off_target: [{ code: 'student', words: words('student'), kind: 'plain' }, { code: 'other', words: words('other'), kind: 'other' }],
    spam: [{ code: 'ads', words: words('ads'), kind: 'plain' }],
  },
  unknownAllowed: 0,
  attempts: 5,
}

describe('the clicks of a verdict', () => {
  it('off target takes two clicks: the label and the reason', () => {
    const first = chooseLabel(form, 'off_target')
    expect(first.done).toBeNull()
    expect(chooseReason(form, first.flow, 'student').done).toEqual({ label: 'off_target', answers: {}, prefilled: [], warmth: null, reason: 'student', comment: null })
  })

  it('spam takes two clicks and offers its own reasons only', () => {
    const first = chooseLabel(form, 'spam')
    expect(chooseReason(form, first.flow, 'student').done).toBeNull()
    expect(chooseReason(form, first.flow, 'ads').done?.reason).toBe('ads')
  })

  it('qualified takes three clicks: the label, "all met", the warmth', () => {
    const second = answerAllMet(form, chooseLabel(form, 'qualified').flow)
    const third = chooseWarmth(form, second.flow, 'hot')
    expect(third.done).toEqual({ label: 'qualified', answers: { region: 'met', budget: 'met' }, prefilled: ['budget'], warmth: 'hot', reason: null, comment: null })
  })

  it('qualified does not save while a mandatory criterion has no answer', () => {
    const { flow } = chooseLabel(form, 'qualified')
    expect(chooseWarmth(form, flow, 'hot').done).toBeNull()
    expect(openCriteria(form, flow).unanswered.map(({ code }) => code)).toEqual(['region'])
  })

  it('qualified does not save while a mandatory criterion is not met', () => {
    const met = answerAllMet(form, chooseLabel(form, 'qualified').flow).flow
    const notMet = turnCriterion(met, 'region').flow
    expect(notMet.answers.region).toBe('not_met')
    expect(chooseWarmth(form, notMet, 'hot').done).toBeNull()
  })

  it('lets as many criteria stay unknown as the treaty allows', () => {
    const lenient = { ...form, unknownAllowed: 1 }
    const { flow } = chooseLabel(lenient, 'qualified')
    expect(chooseWarmth(lenient, flow, 'hot').done?.answers).toEqual({ budget: 'met' })
  })

  it('a click walks a criterion from no answer over met and not met to unknown', () => {
    const answers: (string | undefined)[] = []
    let flow = { ...emptyFlow, label: 'qualified' as const }
    for (let click = 0; click < 4; click += 1) {
      flow = { ...turnCriterion(flow, 'region').flow, label: 'qualified' }
      answers.push(flow.answers.region)
    }
    expect(answers).toEqual(['met', 'not_met', 'unknown', 'met'])
  })

  it('an answer that the rep touched no longer counts as coming from the card', () => {
    const { flow } = chooseLabel(form, 'qualified')
    expect(flow.prefilled).toEqual(['budget'])
    expect(turnCriterion(flow, 'budget').flow.prefilled).toEqual([])
  })

  it('the reason "other" asks for words and saves with them', () => {
    const other = chooseReason(form, chooseLabel(form, 'off_target').flow, 'other')
    expect(other.flow.step).toBe('words')
    expect(giveWords(other.flow, '  a ').done).toBeNull()
    expect(giveWords(other.flow, ' wants a franchise ').done?.comment).toBe('wants a franchise')
  })
})
