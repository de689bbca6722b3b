import type { ChoicesAnswer } from '../../src/contracts/api/figures-choices.schema.ts'
import { NARROWING, NONE } from './kpi-query.ts'

/** One choice of a filter. */
export interface FilterOption {
  value: string
  label: string
}

/** A filter of the page; one without a choice is not shown. */
export interface FilterChoice {
  part: typeof NARROWING[number]
  options: FilterOption[]
}

/** Words for what has no name of its own. */
export interface FilterWords {
  none: (part: 'source' | 'campaign' | 'category' | 'rep' | 'treaty') => string
  version: (versionNo: number) => string
}

/** Two blanks no browser swallows, for each step down the company's structure. */
const INDENT = '\u00A0\u00A0'

/**
 * The filters a page shows, in order: those with at least two choices, and those that something is chosen in, so that a choice
 * from an old link can be lifted.
 */
export function filterChoices(choices: ChoicesAnswer | null, chosen: Readonly<Record<FilterChoice['part'], string>>, words: FilterWords): FilterChoice[] {
  const { sources, campaigns, reps, departments, categories, versions } = choices ?? { sources: [], campaigns: [], reps: [], departments: [], categories: [], versions: [] }
  const none = (part: 'campaign' | 'category'): FilterOption => ({ value: NONE, label: words.none(part) })
  const options: Record<FilterChoice['part'], FilterOption[]> = {
    source: sources.map(({ key, name }) => ({ value: key || NONE, label: name ?? words.none('source') })),
    campaign: campaigns.length === 0 ? [] : [...campaigns.map(text => ({ value: text, label: text })), none('campaign')],
    rep: reps.map(({ id, name }) => ({ value: String(id), label: name ?? (id === 0 ? words.none('rep') : `№ ${id}`) })),
    department: departments.map(({ id, name, depth }) => ({ value: String(id), label: INDENT.repeat(depth) + name })),
    category: categories.length === 0 ? [] : [...categories.map(text => ({ value: text, label: text })), none('category')],
    version: versions.length === 0 ? [] : [...versions.map(no => ({ value: String(no), label: words.version(no) })), { value: '0', label: words.none('treaty') }],
  }
  return NARROWING.map(part => ({ part, options: withChosen(options[part], chosen[part]) })).filter(({ part, options: shown }) => shown.length > 1 || chosen[part] !== '')
}

/** What is chosen stays among the choices, even when nothing has it any more. */
function withChosen(options: FilterOption[], value: string): FilterOption[] {
  return value === '' || options.some(option => option.value === value) ? options : [...options, { value, label: value }]
}
