import type { BatchRow, CallOptions, PortalClient } from '../bitrix/portal-client.ts'
import type { CategoryMapping } from '../domain/category-value.ts'
import type { EntityTypeId, ItemRef } from '../domain/item-ref.ts'
import type { SliceRead } from './slice-read.ts'
import { rowResult } from '../bitrix/parse-answer.ts'
import { dealsOfLeadsRow, itemListRow, ITEMS_PER_ROW, itemsByIdRow, readItems } from '../bitrix/read-items.ts'
import { readStageHistory, stageHistoryRow } from '../bitrix/stage-history.ts'
import { DEAL, itemKey, LEAD } from '../domain/item-ref.ts'

/** What to read. */
export interface SliceAsk {
  refs: readonly ItemRef[]
  /** Highest history row known of an item, 0 when none: only later rows are read. */
  knownHistoryId: (ref: ItemRef) => number
  /** The field that tells the category of intake items; null = none. */
  category?: { readonly entityTypeId: EntityTypeId, readonly field: CategoryMapping } | null
  now: number
}

/** Owners of one history row: an item changed now has about two new rows, and a page has fifty. */
const OWNERS_PER_ROW = 25

/** Rows of one request. */
const ROWS_PER_BATCH = 50

interface Question {
  row: BatchRow
  hear: (result: unknown) => void
}

/**
 * Reads items with all that is judged together with them: deals of the leads, leads of the deals and their other deals, and
 * the stage history of all. Each round packs its questions into batches of fifty rows; a slice of leads alone takes one round.
 * @throws PortalCallError when a request or one of its rows was refused; nothing of the slice counts then
 */
export async function readSlice(client: PortalClient, ask: SliceAsk, options: CallOptions): Promise<SliceRead> {
  const read: SliceRead = { items: new Map(), moves: [], missing: [], unreadable: [], requests: 0, readAt: ask.now }
  const walk = new SliceWalk(ask, read)
  for (let questions = walk.next(); questions.length > 0; questions = walk.next()) {
    for (let from = 0; from < questions.length; from += ROWS_PER_BATCH) {
      const part = questions.slice(from, from + ROWS_PER_BATCH)
      const answers = await client.batch(part.map(question => question.row), options)
      read.requests += 1
      for (const { row, hear } of part)
        hear(rowResult(answers, row.key, row.method))
    }
  }
  return read
}

/** Knows what is still to be asked. */
class SliceWalk {
  private readonly asked = new Set<string>()
  private readonly waiting: Record<'items' | 'deals' | 'history', Map<EntityTypeId, Set<number>>> = {
    items: new Map(),
    deals: new Map(),
    history: new Map(),
  }

  private followUps: Question[] = []
  private keys = 0
  private readonly ask: SliceAsk
  private readonly read: SliceRead

  constructor(ask: SliceAsk, read: SliceRead) {
    this.ask = ask
    this.read = read
    ask.refs.forEach(ref => this.want(ref))
  }

  /** Questions of the next round; empty when all is known. */
  next(): Question[] {
    const questions = [
      ...this.followUps,
      ...this.chunks('items', LEAD, ITEMS_PER_ROW).map(ids => this.items(LEAD, ids)),
      ...this.chunks('items', DEAL, ITEMS_PER_ROW).map(ids => this.items(DEAL, ids)),
      ...this.chunks('deals', LEAD, ITEMS_PER_ROW).map(ids => this.deals(ids, 0)),
      ...this.chunks('history', LEAD, OWNERS_PER_ROW).map(ids => this.history(LEAD, ids)),
      ...this.chunks('history', DEAL, OWNERS_PER_ROW).map(ids => this.history(DEAL, ids)),
    ]
    this.followUps = []
    Object.values(this.waiting).forEach(kinds => kinds.clear())
    return questions
  }

  private want(ref: ItemRef): void {
    if (!this.read.items.has(itemKey(ref)))
      this.queue('items', ref)
    this.queue('history', ref)
    if (ref.entityTypeId === LEAD)
      this.queue('deals', ref)
  }

  private categoryOf(entityTypeId: EntityTypeId): CategoryMapping | null {
    return this.ask.category?.entityTypeId === entityTypeId ? this.ask.category.field : null
  }

  private queue(kind: keyof SliceWalk['waiting'], { entityTypeId, itemId }: ItemRef): void {
    const mark = `${kind}:${entityTypeId}:${itemId}`
    if (this.asked.has(mark))
      return
    this.asked.add(mark)
    const ids = this.waiting[kind].get(entityTypeId) ?? new Set<number>()
    this.waiting[kind].set(entityTypeId, ids.add(itemId))
  }

  /** Items with as much known history stand together, so that a row asks for what is new of all of them. */
  private chunks(kind: keyof SliceWalk['waiting'], entityTypeId: EntityTypeId, size: number): number[][] {
    const ids = [...this.waiting[kind].get(entityTypeId) ?? []]
    if (kind === 'history')
      ids.sort((one, other) => this.ask.knownHistoryId({ entityTypeId, itemId: one }) - this.ask.knownHistoryId({ entityTypeId, itemId: other }))
    return Array.from({ length: Math.ceil(ids.length / size) }, (_, index) => ids.slice(index * size, (index + 1) * size))
  }

  private items(entityTypeId: EntityTypeId, ids: number[]): Question {
    return {
      row: itemsByIdRow(this.key(), entityTypeId, ids, this.categoryOf(entityTypeId)),
      hear: (result) => {
        const { items, broken } = readItems(entityTypeId, result, this.categoryOf(entityTypeId))
        items.forEach(item => this.take(item))
        const refs = ids.map(itemId => ({ entityTypeId, itemId })).filter(ref => !this.read.items.has(itemKey(ref)))
        ;(broken > 0 ? this.read.unreadable : this.read.missing).push(...refs)
      },
    }
  }

  private deals(leadIds: number[], afterId: number): Question {
    const key = this.key()
    return {
      row: afterId === 0 ? dealsOfLeadsRow(key, leadIds) : itemListRow(key, DEAL, { '@leadId': leadIds, '>id': afterId }),
      hear: (result) => {
        const { items, broken } = readItems(DEAL, result)
        items.forEach(item => this.take(item))
        if (items.length + broken >= ITEMS_PER_ROW && items.length > 0)
          this.followUps.push(this.deals(leadIds, Math.max(...items.map(item => item.itemId))))
      },
    }
  }

  private history(entityTypeId: EntityTypeId, itemIds: number[], after?: number): Question {
    const afterHistoryId = after ?? Math.min(...itemIds.map(itemId => this.ask.knownHistoryId({ entityTypeId, itemId })))
    return {
      row: stageHistoryRow(this.key(), entityTypeId, { afterHistoryId, itemIds }),
      hear: (result) => {
        const moves = readStageHistory(result)
        this.read.moves.push(...moves.map(move => ({ ...move, entityTypeId })))
        if (moves.length >= ITEMS_PER_ROW)
          this.followUps.push(this.history(entityTypeId, itemIds, Math.max(...moves.map(move => move.historyId))))
      },
    }
  }

  private take(item: SliceRead['items'] extends Map<string, infer Row> ? Row : never): void {
    this.read.items.set(itemKey(item), item)
    this.queue('history', item)
    this.asked.add(`items:${item.entityTypeId}:${item.itemId}`)
    if (item.leadId !== null)
      this.want({ entityTypeId: LEAD, itemId: item.leadId })
  }

  private key(): string {
    this.keys += 1
    return `r${this.keys}`
  }
}
