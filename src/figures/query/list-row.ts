import type { ListRow } from '../../contracts/api/figures-answers.schema.ts'
import type { Viewer } from '../../domain/rights.ts'
import type { BreachRow } from '../../store/figure-breaches.ts'
import type { FigureItem, FigureSpan } from '../../store/figure-facts.ts'
import type { ReviewRow } from '../../store/figure-reviews.ts'
import type { StoreScope } from '../../store/store.ts'
import { itemKey } from '../../domain/item-ref.ts'
import { mayWithItem } from '../../domain/rights.ts'
import { sourceNameOf } from '../../domain/source-name.ts'

/** One row as the store knows it. */
export type KnownRow = { readonly item: FigureItem } | { readonly span: FigureSpan } | { readonly breach: BreachRow } | { readonly review: ReviewRow }

/** Names that rows need. */
interface Names {
  readonly sources: ReadonlyMap<number, string>
  readonly sourceNames: ReadonlyMap<string, string>
  readonly campaigns: ReadonlyMap<number, string>
  readonly people: ReadonlyMap<number, string>
  /** Why items are gone, by `itemKey`. */
  readonly gone: ReadonlyMap<string, string | null>
}

const NOTHING: Omit<ListRow, 'entityTypeId' | 'itemId' | 'accessible'> = {
  createdAt: null,
  source: null,
  campaign: null,
  rep: null,
  label: null,
  reason: null,
  dueAt: null,
  verdictAt: null,
  wonAt: null,
  revenueMinor: null,
  gone: null,
  isRepeat: false,
  startedAt: null,
  endedAt: null,
  durationMs: null,
  route: null,
}

/** Rows as this person may see them: what lies outside his grant keeps its number and loses the rest. */
export async function createListRows(store: StoreScope, portalId: number, viewer: Viewer, rows: readonly KnownRow[]): Promise<ListRow[]> {
  const repIds = rows.map(row => factOf(row).repId).filter(id => id > 0)
  const names: Names = {
    sources: await store.figureFacts.keys(portalId, 'source'),
    sourceNames: await store.sourceNames.names(portalId),
    campaigns: await store.figureFacts.keys(portalId, 'campaign'),
    people: new Map((await store.people.getMany(portalId, [...new Set(repIds)])).map(person => [person.userId, person.name])),
    gone: new Map((await store.items.getMany(portalId, rows.flatMap(row => 'item' in row && row.item.isDeleted ? [row.item] : []))).map(item => [itemKey(item), item.goneCause])),
  }
  return rows.map((row) => {
    const { entityTypeId, itemId, repId } = factOf(row)
    const accessible = mayWithItem(viewer, 'item_facts', { assignedBy: repId === 0 ? null : repId })
    return { entityTypeId, itemId, accessible, ...NOTHING, ...accessible ? shown(row, names) : {} }
  })
}

function factOf(row: KnownRow): Pick<FigureItem, 'entityTypeId' | 'itemId' | 'repId'> {
  return 'item' in row ? row.item : 'span' in row ? row.span : 'breach' in row ? row.breach : row.review
}

function shown(row: KnownRow, names: Names): Partial<ListRow> {
  const { repId } = factOf(row)
  const rep = repId === 0 ? null : { id: repId, name: names.people.get(repId) ?? null }
  if ('breach' in row)
    return { rep, createdAt: row.breach.createdAt, startedAt: row.breach.movedAt, route: row.breach.route }
  if ('review' in row) {
    const { createdAt, label, reason, startedAt, endedAt } = row.review
    return { rep, createdAt, label, reason, startedAt, endedAt }
  }
  const fact = 'item' in row ? row.item : row.span
  const told = { rep, createdAt: fact.createdAt, isRepeat: fact.isRepeat, source: sourceNameOf(names.sourceNames, names.sources.get(fact.sourceKey)), campaign: names.campaigns.get(fact.campaignKey) ?? null }
  if ('span' in row)
    return { ...told, startedAt: row.span.startedAt, endedAt: row.span.endedAt, durationMs: row.span.durationMs }
  const { label, reason, dueAt, verdictAt, wonAt, revenueMinor } = row.item
  return { ...told, label, reason, dueAt, verdictAt, wonAt, revenueMinor, gone: goneOf(row.item, names) }
}

/** A cause we do not know counts as unknown, never as a deletion. */
function goneOf(item: FigureItem, { gone }: Names): ListRow['gone'] {
  const cause = gone.get(itemKey(item))
  return !item.isDeleted ? null : cause === 'deleted' || cause === 'merged' ? cause : 'unknown'
}
