import type { TreatyChange } from '../../src/domain/treaty-diff.ts'
import type { TreatyValue } from '../../src/domain/treaty-entries.ts'
import type { PaperContext } from './paper.ts'
import { isTreatyList, isTreatyRecord } from '../../src/domain/treaty-entries.ts'
import { NUMBER_FIELDS } from './number-fields.ts'
import { hoursText } from './paper-calendar.ts'

/** One change in the words of the page; empty `before` = it was not there, empty `after` = it is gone. */
export interface ChangeText {
  readonly path: string
  readonly title: string
  readonly before: string
  readonly after: string
}

const UNITS = new Map(Object.values(NUMBER_FIELDS).flat().map(field => [field.path, field.unit]))

/** Codes that have words of their own, by the field they stand in. */
const CODES: Readonly<Record<string, string>> = { owner: 'role', role: 'role', side: 'side', kind: 'kind', convertedPolicy: 'converted', dealWithoutLead: 'leadless' }

/** A change as people read it: «Бюджет · допуск: 25 % → 20 %». */
export function changeText(change: TreatyChange, context: PaperContext): ChangeText {
  const { say, language } = context
  const field = change.field.split('.').filter(name => !['ru', 'en', 'words', 'stages'].includes(name)).at(-1)
  const name = field === undefined || field === '' ? '' : say(change.section === 'signatories' ? `side.signs.${field}` : `field.${field}`)
  const title = [change.entry?.[language], name].filter(Boolean).join(' · ')
  const text = (value: TreatyValue | undefined): string => value === undefined ? '' : valueText(value, change, context)
  return change.kind === 'moved'
    ? { path: change.path, title: [title, say('diff.moved')].filter(Boolean).join(' · '), before: text(change.before), after: text(change.after) }
    : { path: change.path, title: title || say(`section.${change.section}`), before: text(change.before), after: text(change.after) }
}

function valueText(value: TreatyValue, change: TreatyChange, context: PaperContext): string {
  const { say, language, number } = context
  if (value === null)
    return '–'
  if (typeof value === 'boolean')
    return say(value ? 'word.yes' : 'word.no')
  if (typeof value === 'number')
    return numberValue(value, change, context)
  if (typeof value === 'string')
    return codeText(value, change, context)
  if (isTreatyList(value))
    return value.map(entry => valueText(entry, change, context)).join(', ') || '–'
  if (isTreatyRecord(value.words))
    return String(value.words[language] ?? '')
  if (isTreatyRecord(value) && typeof value.stageId === 'string')
    return context.names.stageInFull({ entityTypeId: value.entityTypeId === 2 ? 2 : 1, pipelineId: Number(value.pipelineId), stageId: value.stageId })
  if ('fromMinute' in value)
    return hoursText([{ fromMinute: Number(value.fromMinute), toMinute: Number(value.toMinute) }])
  return Object.values(value).map(entry => typeof entry === 'number' ? number(entry) : valueText(entry, change, context)).join(' · ')
}

function numberValue(value: number, { path, section }: TreatyChange, { say, number, names }: PaperContext): string {
  const unit = UNITS.get(path)
  if (unit !== undefined)
    return say(`unit.${unit}`, { n: number(unit === 'work_hours' ? value / 60 : value) })
  return section === 'signatories' ? names.person(value) : number(value)
}

function codeText(value: string, { field, section, path }: TreatyChange, { say, names }: PaperContext): string {
  const name = field.split('.').at(-1) ?? ''
  const group = CODES[name]
  if (group !== undefined)
    return say(`${group}.${value}`)
  if (section === 'handoff' && path.includes('StageIds'))
    return names.stage({ entityTypeId: 1, pipelineId: 0, stageId: value })
  return name === 'field' ? names.field(value) : value
}
