import type { Criterion } from '../../src/domain/criterion.ts'
import type { TreatySection } from '../../src/domain/treaty-diff.ts'
import type { FunnelStep, TreatyDocument } from '../../src/domain/treaty.ts'
import type { Language } from '../../src/domain/words.ts'
import type { Names } from './name-things.ts'
import type { NumberField } from './number-fields.ts'
import type { TreatyStep } from './treaty-steps.ts'
import { CRITERIA_OUTCOMES } from '../../src/domain/treaty.ts'
import { fieldName, NUMBER_FIELDS, numberAt } from './number-fields.ts'
import { calendarRows } from './paper-calendar.ts'

/** Says a key of the page's words; `n` chooses the plural. */
export type Say = (key: string, values?: Record<string, unknown>) => string

/** One piece of the printed treaty. */
export type PaperBlock
  = | { readonly kind: 'text', readonly text: string }
    | { readonly kind: 'facts', readonly rows: readonly (readonly [label: string, value: string])[] }
    | { readonly kind: 'list', readonly rows: readonly { readonly mark: string, readonly title: string, readonly text: string }[] }
    | { readonly kind: 'funnel', readonly steps: readonly { readonly code: string, readonly side: FunnelStep['side'], readonly name: string, readonly owner: string, readonly bound: string }[] }
    | { readonly kind: 'grid', readonly head: readonly { readonly sign: string, readonly text: string }[], readonly rows: readonly (readonly string[])[] }

/** One heading of the printed treaty. */
export interface PaperSection {
  readonly step: TreatyStep
  /** Parts of the document that stand under it. */
  readonly parts: readonly TreatySection[]
  readonly blocks: readonly PaperBlock[]
}

/** What the text is written with. */
export interface PaperContext {
  readonly say: Say
  readonly names: Names
  readonly language: Language
  readonly number: (value: number) => string
}

/** Headings of the printed treaty, in order. The signatures follow them. */
export const PAPER_STEPS = ['funnel', 'handoff', 'criteria', 'matrix', 'reasons', 'targets', 'deadlines', 'roles', 'gate', 'bonus'] as const satisfies readonly TreatyStep[]

function facts(step: TreatyStep, document: TreatyDocument, context: PaperContext): PaperBlock {
  return { kind: 'facts', rows: (NUMBER_FIELDS[step] ?? []).map(field => [context.say(`field.${fieldName(field.path)}`), numberText(document, field, context)]) }
}

const SECTIONS: Readonly<Record<typeof PAPER_STEPS[number], Pick<PaperSection, 'parts'> & { readonly blocks: (document: TreatyDocument, context: PaperContext) => PaperBlock[] }>> = {
  funnel: { parts: ['title', 'funnel'], blocks: (document, context) => [funnelBlock(document, context)] },
  handoff: { parts: ['handoff'], blocks: (document, context) => [{ kind: 'text', text: context.say('paper.handoff', handoffWords(document, context)) }] },
  criteria: { parts: ['criteria'], blocks: (document, context) => [criteriaBlock(document, context), facts('criteria', document, context)] },
  matrix: { parts: ['warmth', 'matrix'], blocks: (document, context) => [matrixBlock(document, context)] },
  reasons: { parts: ['reasons'], blocks: (document, context) => [reasonBlock(document, 'offTarget', context), reasonBlock(document, 'spam', context), facts('reasons', document, context)] },
  targets: { parts: ['targets', 'rules', 'review'], blocks: (document, context) => [facts('targets', document, context), { kind: 'facts', rows: [[context.say('field.spamInTargetShare'), context.say(document.rules.spamInTargetShare ? 'word.yes' : 'word.no')]] }] },
  deadlines: { parts: ['deadlines', 'calendar'], blocks: (document, context) => [facts('deadlines', document, context), { kind: 'facts', rows: calendarRows(document.calendar, context) }] },
  roles: { parts: ['roleRules', 'signatories'], blocks: (document, context) => rolesBlocks(document, context) },
  gate: { parts: ['gate'], blocks: (document, context) => [gateBlock(document, context), facts('gate', document, context), { kind: 'facts', rows: gateRows(document, context) }] },
  bonus: { parts: ['bonus'], blocks: (document, context) => [facts('bonus', document, context)] },
}

/** One heading of the treaty as it is read and printed: the same for a draft, a signed version and paper. */
export function paperSection(step: typeof PAPER_STEPS[number], document: TreatyDocument, context: PaperContext): PaperSection {
  const { parts, blocks } = SECTIONS[step]
  return { step, parts, blocks: blocks(document, context) }
}

/** A number with its unit. */
export function numberText(document: TreatyDocument, field: NumberField, { say, number }: Pick<PaperContext, 'say' | 'number'>): string {
  return say(`unit.${field.unit}`, { n: number(numberAt(document, field)) })
}

function funnelBlock({ funnel }: TreatyDocument, { say, names, language }: PaperContext): PaperBlock {
  const bound = ({ binding }: FunnelStep): string => binding.kind === 'stages'
    ? names.stages(binding.stages) || say('paper.unbound')
    : binding.kind === 'traffic' ? say(`figure.${binding.figure}`) : say(`activity.${binding.activity}`)
  return { kind: 'funnel', steps: funnel.map(step => ({ code: step.code, side: step.side, name: step.words[language], owner: say(`role.${step.owner}`), bound: bound(step) })) }
}

function handoffWords({ handoff, funnel }: TreatyDocument, { names, language, say }: PaperContext): Record<string, string> {
  const list = (ids: readonly string[]): string => ids.map(stageId => names.stage({ ...handoff.intake, stageId })).join(', ') || say('word.none')
  return { step: funnel.find(({ code }) => code === handoff.afterStep)?.words[language] ?? handoff.afterStep, before: list(handoff.intakeStageIds), beyond: list(handoff.beyondStageIds) }
}

function criteriaBlock({ criteria }: TreatyDocument, context: PaperContext): PaperBlock {
  return { kind: 'list', rows: criteria.map((criterion, index) => ({ mark: criterion.mandatory ? String(index + 1) : '+', title: criterion.words[context.language], text: criterionText(criterion, context) })) }
}

/** What counts as met, in one line. */
export function criterionText(criterion: Criterion, { say, names, language, number }: PaperContext): string {
  const bounds = boundsText(criterion, { say, number })
  const bound = criterion.field === null ? '' : say('paper.criterion.field', { field: names.field(criterion.field) })
  return [criterion.hint[language], bounds, bound, criterion.mandatory ? '' : say('paper.criterion.optional')].filter(Boolean).join(' · ')
}

function boundsText(criterion: Criterion, { say, number }: Pick<PaperContext, 'say' | 'number'>): string {
  if (criterion.kind === 'date_horizon')
    return say('paper.criterion.horizon', { n: number(criterion.withinDays) })
  if (criterion.kind !== 'number_range')
    return ''
  const { min, max, tolerancePercent } = criterion
  const key = min === null ? (max === null ? '' : 'to') : max === null ? 'from' : 'between'
  const range = key === '' ? '' : say(`paper.criterion.${key}`, { min: number(min ?? 0), max: number(max ?? 0) })
  return [range, tolerancePercent > 0 ? `±${number(tolerancePercent)} %` : ''].filter(Boolean).join(' ')
}

function matrixBlock({ warmth, matrix }: TreatyDocument, { say, language }: PaperContext): PaperBlock {
  const step = (criteria: string, level: string): string => {
    const cell = matrix.cells.find(candidate => candidate.criteria === criteria && candidate.warmth === level)
    return matrix.steps.find(({ code }) => code === cell?.step)?.words[language] ?? '–'
  }
  return {
    kind: 'grid',
    head: [{ sign: '', text: '' }, ...warmth.map(({ sign, words }) => ({ sign, text: words[language] }))],
    rows: CRITERIA_OUTCOMES.map(outcome => [say(`outcome.${outcome}`), ...warmth.map(({ code }) => step(outcome, code))]),
  }
}

function reasonBlock({ reasons }: TreatyDocument, list: 'offTarget' | 'spam', { say, language }: PaperContext): PaperBlock {
  return { kind: 'text', text: `${say(`paper.reasons.${list}`)}: ${reasons[list].map(({ words }) => words[language]).join(' · ')}` }
}

function rolesBlocks({ roleRules, signatories }: TreatyDocument, { say, names }: PaperContext): PaperBlock[] {
  const signers = (['marketing', 'sales', 'owner'] as const).filter(side => side !== 'owner' || signatories.owner !== null)
  return [
    { kind: 'facts', rows: signers.map(side => [say(`side.signs.${side}`), names.person(signatories[side])]) },
    { kind: 'facts', rows: roleRules.map(rule => [say(`role.${rule.role}`), say(rule.headOnly ? 'paper.role.head' : 'paper.role.all', { department: names.department(rule.departmentId) })]) },
  ]
}

function gateBlock({ gate }: TreatyDocument, { say, names }: PaperContext): PaperBlock {
  return {
    kind: 'list',
    rows: gate.pipelines.map(pipeline => ({
      mark: '→',
      title: names.pipeline(pipeline.pipelineId),
      text: [
        say(`converted.${pipeline.convertedPolicy}`),
        say(`leadless.${pipeline.dealWithoutLead}`),
        pipeline.waitingStageId === null ? say('paper.gate.no_waiting') : say('paper.gate.waiting', { stage: names.stage({ entityTypeId: 2, pipelineId: pipeline.pipelineId, stageId: pipeline.waitingStageId }) }),
      ].join(' · '),
    })),
  }
}

function gateRows({ gate }: TreatyDocument, { say, names }: PaperContext): [string, string][] {
  const value = { repeat_client: () => '', source: names.source, creator: (id: string) => names.person(Number(id)), pipeline: (id: string) => names.pipeline(Number(id)) }
  return [
    [say('field.junkNeedsFeedback'), say(gate.junkNeedsFeedback ? 'word.yes' : 'word.no')],
    ...gate.exemptions.map(({ kind, values }): [string, string] => [say('paper.gate.exempt'), [say(`exempt.${kind}`), values.map(value[kind]).join(', ')].filter(Boolean).join(': ')]),
  ]
}
