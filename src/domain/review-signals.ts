import type { TreatyDocument } from './treaty.ts'
import type { FeedbackEntry } from './verdict.ts'
import { reasonsFor } from './completeness.ts'

/** Signals of empty ritual and of outcomes that contradict a verdict: questions, never punishment. */
export const REVIEW_SIGNALS = [
  /** "All met" in under two seconds. */
  'all_met_fast',
  /** A verdict seconds after creation. */
  'verdict_at_once',
  /** "No answer" with fewer calls than agreed. */
  'no_answer_few_calls',
  /** "Spam" after a talk of three minutes or more. */
  'spam_long_talk',
  /** The same comment pasted. */
  'same_comment',
  /** A burst before the end of the month. */
  'burst',
  /** A mix of reasons far from the peers'. */
  'reasons_apart',
  /** A later deal with the contact of an off-target lead. */
  'deal_after_off_target',
  /** A qualified lead lost early. */
  'lost_early',
  /** A CRM field contradicts the answer. */
  'field_contradicts',
] as const

/** What is known about one verdict when questions about it are looked for. */
export interface SignalFacts {
  readonly entry: FeedbackEntry
  readonly itemCreatedAt: number
  /** The text it was given under. */
  readonly rules: Pick<TreatyDocument, 'criteria' | 'reasons' | 'rules'>
  /** Calls known when it was given; null = nobody counted. */
  readonly callsMade: number | null
  /** Longest talk in seconds; null = no recording or no telephony. */
  readonly longestTalkSec: number | null
}

/** A question about one verdict: the head of sales asks it, nobody is punished by it. */
export type VerdictSignal = 'all_met_fast' | 'verdict_at_once' | 'no_answer_few_calls' | 'spam_long_talk'

const FAST_MS = 2_000
const AT_ONCE_MS = 30_000
const LONG_TALK_SEC = 180

/** Questions one verdict raises by itself. @see product section 5 */
export function verdictSignals({ entry, itemCreatedAt, rules, callsMade, longestTalkSec }: SignalFacts): VerdictSignal[] {
  const { content, durationMs } = entry
  if (content === null || entry.authorId === null)
    return []
  const mandatory = rules.criteria.filter(criterion => criterion.mandatory)
  const isAllMet = content.label === 'qualified' && mandatory.length > 0 && mandatory.every(({ code }) => content.answers[code] === 'met')
  const isTypedByHand = mandatory.some(({ code }) => !content.prefilled.includes(code))
  const reason = reasonsFor(content.label, rules).find(({ code }) => code === content.reason)
  return [
    ...(isAllMet && isTypedByHand && durationMs !== null && durationMs < FAST_MS ? ['all_met_fast' as const] : []),
    ...(entry.givenAt - itemCreatedAt < AT_ONCE_MS ? ['verdict_at_once' as const] : []),
    ...(reason?.kind === 'no_answer' && (callsMade ?? 0) < rules.rules.attempts ? ['no_answer_few_calls' as const] : []),
    ...(content.label === 'spam' && longestTalkSec !== null && longestTalkSec >= LONG_TALK_SEC ? ['spam_long_talk' as const] : []),
  ]
}

/** One comment a rep has pasted, and how often. */
export interface PastedComment {
  readonly authorId: number
  readonly comment: string
  readonly times: number
}

const PASTED_TIMES = 4
const PASTED_LETTERS = 10

/** The same words of one rep on many items; short ones and a second verdict on the same item do not count. */
export function pastedComments(entries: readonly FeedbackEntry[]): PastedComment[] {
  const items = new Map<string, Set<number>>()
  for (const { authorId, content, item } of entries) {
    const comment = content?.comment?.toLowerCase().replace(/\s+/g, ' ').trim() ?? ''
    if (authorId === null || comment.length < PASTED_LETTERS)
      continue
    const key = `${authorId}\n${comment}`
    items.set(key, (items.get(key) ?? new Set()).add(item.itemId))
  }
  return [...items].filter(([, ids]) => ids.size >= PASTED_TIMES).map(([key, ids]) => {
    const [authorId, comment] = key.split('\n') as [string, string]
    return { authorId: Number(authorId), comment, times: ids.size }
  })
}

/** A rep whose verdicts crowd before the end of the month. */
export interface Burst {
  readonly authorId: number
  /** Verdicts on the last two days of the month, and of all that month. */
  readonly late: number
  readonly all: number
}

const BURST_FEWEST = 10
const BURST_SHARE = 0.4

/** Much of a month's verdicts given on its last two days. `dayOf`: day of the month and days in it, local. */
export function bursts(entries: readonly FeedbackEntry[], dayOf: (at: number) => { day: number, days: number }): Burst[] {
  const counts = new Map<number, { late: number, all: number }>()
  for (const { authorId, givenAt } of entries) {
    if (authorId === null)
      continue
    const { day, days } = dayOf(givenAt)
    const count = counts.get(authorId) ?? { late: 0, all: 0 }
    counts.set(authorId, { late: count.late + Number(day > days - 2), all: count.all + 1 })
  }
  return [...counts].filter(([, { late, all }]) => late >= BURST_FEWEST && late / all >= BURST_SHARE).map(([authorId, count]) => ({ authorId, ...count }))
}

/** A verdict or reason one rep gives far more often than the others. */
export interface ReasonApart {
  readonly authorId: number
  /** `label` or `label.reason`. */
  readonly key: string
  readonly ownShare: number
  readonly peerShare: number
}

const APART_FEWEST = 20
const APART_POINTS = 0.25
const APART_Z = 3

/** Reasons a rep gives far more often than his peers: 25 points apart, and three standard errors. Nobody is judged on fewer than twenty verdicts. */
export function reasonsApart(entries: readonly FeedbackEntry[]): ReasonApart[] {
  const rows = entries.flatMap(({ authorId, content }) => authorId === null || content === null ? [] : [{ authorId, key: content.reason === null ? content.label : `${content.label}.${content.reason}` }])
  const authors = new Set(rows.map(({ authorId }) => authorId))
  return [...authors].flatMap((authorId) => {
    const own = rows.filter(row => row.authorId === authorId)
    const peers = rows.filter(row => row.authorId !== authorId)
    if (own.length < APART_FEWEST || peers.length < APART_FEWEST)
      return []
    return [...new Set(own.map(({ key }) => key))].flatMap((key) => {
      const [ownShare, peerShare] = [share(own, key), share(peers, key)]
      const pooled = (ownShare * own.length + peerShare * peers.length) / rows.length
      const error = Math.sqrt(pooled * (1 - pooled) * (1 / own.length + 1 / peers.length))
      return ownShare - peerShare >= APART_POINTS && ownShare - peerShare >= APART_Z * error ? [{ authorId, key, ownShare, peerShare }] : []
    })
  })
}

function share(rows: readonly { key: string }[], key: string): number {
  return rows.filter(row => row.key === key).length / rows.length
}
