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
    | { readonly kind: 'grid', readonly head: readonly string[], readonly rows: readonly (readonly string[])[] }

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

/** The treaty as it is read and printed: the same for a draft, a signed version and paper. */
export function paperSections(document: TreatyDocument, context: PaperContext): PaperSection[] {
  const { say } = context
  const facts = (step: TreatyStep): PaperBlock => ({ kind: 'facts', rows: (NUMBER_FIELDS[step] ?? []).map(field => [say(`field.${fieldName(field.path)}`), numberText(document, field, context)]) })
  const more = (rows: readonly (readonly [string, string])[]): PaperBlock => ({ kind: 'facts', rows })
  return [
    { step: 'funnel', parts: ['title', 'funnel'], blocks: [funnelBlock(document, context)] },
    { step: 'handoff', parts: ['handoff'], blocks: [{ kind: 'text', text: say('paper.handoff', handoffWords(document, context)) }] },
    { step: 'criteria', parts: ['criteria'], blocks: [{ kind: 'list', rows: document.criteria.map((criterion, index) => ({ mark: criterion.mandatory ? String(index + 1) : '+', title: criterion.words[context.language], text: criterionText(criterion, context) })) }, facts('criteria')] },
    { step: 'matrix', parts: ['warmth', 'matrix'], blocks: [matrixBlock(document, context)] },
    { step: 'reasons', parts: ['reasons'], blocks: [reasonBlock(document, 'offTarget', context), reasonBlock(document, 'spam', context), facts('reasons')] },
    { step: 'targets', parts: ['targets', 'rules', 'review'], blocks: [facts('targets'), more([[say('field.spamInTargetShare'), say(document.rules.spamInTargetShare ? 'word.yes' : 'word.no')]])] },
    { step: 'deadlines', parts: ['deadlines', 'calendar'], blocks: [facts('deadlines'), more(calendarRows(document.calendar, context))] },
    { step: 'roles', parts: ['roleRules', 'signatories'], blocks: rolesBlocks(document, context) },
    { step: 'gate', parts: ['gate'], blocks: [gateBlock(document, context), facts('gate'), more(gateRows(document, context))] },
    { step: 'bonus', parts: ['bonus'], blocks: [facts('bonus')] },
  ]
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
    head: ['', ...warmth.map(({ sign, words }) => `${sign} ${words[language]}`)],
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
