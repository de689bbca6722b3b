import type { PortalClient } from '../../bitrix/portal-client.ts'
import type { PastPart } from './past-part.ts'
import { rowResult } from '../../bitrix/parse-answer.ts'
import { PortalRefusedError, UnexpectedAnswerError } from '../../bitrix/portal-errors.ts'
import { PAGE_ROWS } from './past-part.ts'

/** What one request brought: rows without a gap from where it began. */
export interface PagesRead<Row> {
  rows: Row[]
  /** Rows the portal sent, the unreadable ones included. */
  count: number
  /** Pages it worked on, for its operating time. */
  pages: number
  /** Everything up to this id has been read. */
  lastId: number
  isEnd: boolean
  /** The portal did not follow the reference to the page before: ranges of ids from here on. */
  isUnchained: boolean
  /** An empty page after a full one: the end, or a reference that was not followed. The next request asks by number and tells. */
  isDoubtful: boolean
}

/** What reading by ranges needs of a list. */
export type RangePart<Row> = Pick<PastPart<Row>, 'method' | 'page' | 'newest' | 'read'>

const BACKGROUND = { lane: 'background' } as const

/**
 * Pages chained inside one batch: each begins after the last id of the page before, by reference. A reference that leads nowhere
 * starts again from the first id, so the first short page is the end, and a page that does not go on upwards counts as unchained.
 */
export async function readChain<Row>(client: PortalClient, part: PastPart<Row>, afterId: number, pages: number): Promise<PagesRead<Row>> {
  const keys = Array.from({ length: pages }, (_, index) => `p${index}`)
  const answers = await client.batch(keys.map((key, index) => part.page(key, { after: index === 0 ? afterId : part.lastIdOf(`p${index - 1}`) })), BACKGROUND)
  const read: PagesRead<Row> = { rows: [], count: 0, pages, lastId: afterId, isEnd: false, isUnchained: false, isDoubtful: false }
  for (const [index, key] of keys.entries()) {
    const answer = answers.get(key)
    if (answer?.state !== 'done' && index > 0)
      return { ...read, isUnchained: answer?.state === 'refused' && answer.error instanceof PortalRefusedError }
    const page = part.read(rowResult(answers, key, part.method))
    if (!isAscending([read.lastId, ...page.ids])) {
      if (index === 0)
        throw new UnexpectedAnswerError('ids do not ascend', { method: part.method, status: 200 })
      return { ...read, isUnchained: true }
    }
    if (page.ids.length === 0 && index > 0)
      return { ...read, isDoubtful: true }
    take(read, page)
    if (page.ids.length < PAGE_ROWS)
      return { ...read, isEnd: index === 0 }
  }
  return read
}

/** Ranges of ids side by side. A range with more rows than a page ends the run there, so that no gap is left behind. */
export async function readRanges<Row>(client: PortalClient, part: RangePart<Row>, afterId: number, { pages, width }: { pages: number, width: number }): Promise<PagesRead<Row>> {
  const ranges = Array.from({ length: Math.max(1, pages - 1) }, (_, index) => ({ key: `r${index}`, after: afterId + index * width, upTo: afterId + (index + 1) * width }))
  const answers = await client.batch([...ranges.map(({ key, ...window }) => part.page(key, window)), part.newest('newest')], BACKGROUND)
  const newestId = Math.max(0, ...part.read(rowResult(answers, 'newest', part.method)).ids)
  const read: PagesRead<Row> = { rows: [], count: 0, pages, lastId: afterId, isEnd: false, isUnchained: true, isDoubtful: false }
  for (const [index, { key, upTo }] of ranges.entries()) {
    if (answers.get(key)?.state !== 'done' && index > 0)
      return read
    const page = part.read(rowResult(answers, key, part.method))
    take(read, page)
    const isCut = page.ids.length >= PAGE_ROWS && read.lastId < upTo
    if (isCut)
      return read
    read.lastId = upTo
  }
  // The watermark never runs ahead of what exists: later rows get greater ids than the newest seen now.
  return { ...read, lastId: Math.min(read.lastId, Math.max(newestId, afterId)), isEnd: read.lastId >= newestId }
}

/** The next width, so that a range holds most of a page. */
export function nextWidth(width: number, read: PagesRead<unknown>): number {
  const perRange = Math.max(read.count / Math.max(1, read.pages - 1), 0.5)
  return Math.round(Math.min(1_000_000, Math.max(PAGE_ROWS, width * Math.min(20, 0.9 * PAGE_ROWS / perRange))))
}

function take<Row>(read: PagesRead<Row>, page: { ids: number[], rows: Row[] }): void {
  read.rows.push(...page.rows)
  read.count += page.ids.length
  read.lastId = Math.max(read.lastId, ...page.ids)
}

function isAscending(ids: readonly number[]): boolean {
  return ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? 0))
}
