import { describe, expect, it } from 'vitest'
import { giveFeedbackSchema } from '../../../src/contracts/api/give-feedback.schema.ts'
import { treatyDocumentSchema } from '../../../src/contracts/treaty-document.schema.ts'
import { missingSentence } from '../../../src/contracts/words/missing-words.ts'
import { REFUSAL_WORDS } from '../../../src/contracts/words/refusal-words.ts'
import { TREATY_TEMPLATES } from '../../../src/treaty/templates/treaty-templates.ts'
import { sampleTreaty } from '../../support/sample-treaty.ts'

const everything = sampleTreaty({
  roleRules: [{ departmentId: 3, headOnly: true, role: 'rop' }],
  gate: { ...sampleTreaty().gate, exemptions: [{ kind: 'source', values: ['PARTNER'] }] },
  criteria: [...sampleTreaty().criteria, { code: 'need', kind: 'yes_no', mandatory: false, field: 'UF_CRM_NEED', words: { ru: 'Нужно', en: 'Need' }, hint: { ru: '', en: '' } }],
  calendar: { ...sampleTreaty().calendar, holidays: ['2026-03-09'], specialDays: [{ date: '2026-03-14', intervals: [] }] },
})

describe('the treaty document', () => {
  it('has exactly the fields of the domain: a whole one parses back to itself', () => {
    expect(treatyDocumentSchema.parse(JSON.parse(JSON.stringify(everything)))).toEqual(everything)
  })

  it.each(TREATY_TEMPLATES.map(template => [template.code, template] as const))('takes the template %s', (_, template) => {
    expect(treatyDocumentSchema.safeParse({ ...everything, template: template.code, criteria: template.criteria, reasons: template.reasons, warmth: template.warmth }).success).toBe(true)
  })

  it.each([
    ['a field too many', { ...everything, bonsu: {} }, ''],
    ['a field too few', { ...everything, gate: undefined }, 'gate'],
    ['an unknown format', { ...everything, format: 2 }, 'format'],
    ['a number as text', { ...everything, rules: { ...everything.rules, attempts: '5' } }, 'rules.attempts'],
    ['an unknown kind of criterion', { ...everything, criteria: [{ ...everything.criteria[0], kind: 'mood' }] }, 'criteria.0.kind'],
    ['an unknown policy', { ...everything, gate: { ...everything.gate, pipelines: [{ ...everything.gate.pipelines[0], convertedPolicy: 'delete' }] } }, 'gate.pipelines.0.convertedPolicy'],
    ['no document at all', null, ''],
  ])('refuses %s and names the place', (_, document, path) => {
    const parsed = treatyDocumentSchema.safeParse(document)
    expect(parsed.success).toBe(false)
    expect(parsed.error?.issues.map(issue => issue.path.join('.'))).toContain(path)
  })
})

describe('feedback as a page sends it', () => {
  const clientKey = '1f0c7a52-3a58-4f0e-9d0a-3f8f7f3f1c11'

  it('needs a label and a key; everything else has a default', () => {
    expect(giveFeedbackSchema.parse({ label: 'spam', clientKey })).toEqual({ label: 'spam', clientKey, answers: {}, prefilled: [], warmth: null, reason: null, comment: null, route: 'widget', shownAt: null })
  })

  it.each([
    ['label', { label: 'great', clientKey }],
    ['clientKey', { label: 'spam', clientKey: 'again' }],
    ['answers.budget', { label: 'spam', clientKey, answers: { budget: 'maybe' } }],
    ['comment', { label: 'spam', clientKey, comment: 'x'.repeat(2001) }],
    ['route', { label: 'spam', clientKey, route: 'native' }],
  ])('is refused for its %s', (field, body) => {
    expect(giveFeedbackSchema.safeParse(body).error?.issues[0]?.path.join('.')).toBe(field)
  })
})

describe('words of the server', () => {
  it('say what is missing in one breath', () => {
    const { criteria } = sampleTreaty()
    const missing = [{ code: 'criterion' as const, criterion: 'horizon' }, { code: 'criterion' as const, criterion: 'budget' }, { code: 'warmth' as const, criterion: null }]
    expect(missingSentence(missing, criteria, 'ru')).toBe('не отмечено: Срок, Бюджет; не указана теплота')
    expect(missingSentence(missing, criteria, 'en')).toBe('not answered: Horizon, Budget; warmth is not given')
    expect(missingSentence([], criteria, 'ru')).toBe('')
  })

  it('have the same blanks in both languages', () => {
    const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()
    for (const { words } of Object.values(REFUSAL_WORDS))
      expect(blanks(words.en)).toEqual(blanks(words.ru))
  })
})
