import type { NativeOption } from './native-options.ts'
import type { Language } from './words.ts'

/** An option as the portal has it. */
export interface PresentOption {
  readonly id: number
  /** Null: made by hand, without a code. */
  readonly xmlId: string | null
  readonly value: string
  readonly sort: number
}

/** An option as it is to be written; without an id it is new. */
export interface FollowedOption {
  readonly id?: number
  readonly xmlId: string
  readonly value: string
  readonly sort: number
}

/** What following a version changes in one list field. */
export interface OptionPlan {
  /** The whole list to write: nothing in it is ever left out. */
  readonly list: readonly FollowedOption[]
  readonly added: number
  readonly renamed: number
  readonly retired: number
}

/** Behind the words of an option that no version offers any more; the values of old items stay readable. */
const RETIRED: Readonly<Record<Language, string>> = { ru: ' (не используется)', en: ' (no longer used)' }
/** Retired options stand behind all others. */
const RETIRED_SORT = 9000

/**
 * How a list field follows a signed version: options are added, renamed and retired by their code, never deleted. Words that an
 * administrator changed by hand stay his, and options he made himself are left alone.
 * @param former words our options had in any text of ours, by code: what is not among them was made or renamed by hand
 * @returns null when nothing changes
 */
export function followOptions(present: readonly PresentOption[], wanted: readonly NativeOption[], former: ReadonlyMap<string, ReadonlySet<string>>, language: Language): OptionPlan | null {
  const kept = present.map(option => follow(option, wanted, former, language))
  const added = wanted.filter(option => !present.some(({ xmlId }) => xmlId === option.xmlId)).map(({ xmlId, words, sort }) => ({ xmlId, value: words[language], sort }))
  const count = (kind: 'renamed' | 'retired'): number => kept.filter(one => one.kind === kind).length
  const isSame = added.length === 0 && kept.every(one => one.kind === 'kept' && one.option.sort === one.sortBefore)
  return isSame ? null : { list: [...kept.map(one => one.option), ...added], added: added.length, renamed: count('renamed'), retired: count('retired') }
}

function follow(option: PresentOption, wanted: readonly NativeOption[], former: ReadonlyMap<string, ReadonlySet<string>>, language: Language): { kind: 'kept' | 'renamed' | 'retired', option: FollowedOption, sortBefore: number } {
  const { id, value, sort } = option
  const xmlId = option.xmlId ?? ''
  const ours = former.get(xmlId)
  const wish = wanted.find(candidate => candidate.xmlId === xmlId)
  const plain = withoutMark(value)
  if (!wish && (!ours || plain !== value))
    return { kind: 'kept', option: { id, xmlId, value, sort }, sortBefore: sort }
  if (!wish)
    return { kind: 'retired', option: { id, xmlId, value: value + RETIRED[language], sort: RETIRED_SORT + sort % 1000 }, sortBefore: sort }
  const words = ours?.has(plain) ? wish.words[language] : plain
  return { kind: words === value ? 'kept' : 'renamed', option: { id, xmlId, value: words, sort: wish.sort }, sortBefore: sort }
}

function withoutMark(value: string): string {
  const mark = Object.values(RETIRED).find(candidate => value.endsWith(candidate))
  return mark ? value.slice(0, -mark.length) : value
}
