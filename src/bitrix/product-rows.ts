import type { EntityTypeId } from '../domain/item-ref.ts'
import type { ProductRow } from '../domain/row-category.ts'
import type { BatchRow, PortalClient } from './portal-client.ts'
import { productRowsSchema } from '../contracts/rest/product-row.schema.ts'
import { LEAD } from '../domain/item-ref.ts'
import { parseAnswer, rowResult } from './parse-answer.ts'
import { PortalRefusedError, UnexpectedAnswerError } from './portal-errors.ts'

/** Most items of one request: the method takes one owner a call, a batch fifty calls. */
export const OWNERS_PER_REQUEST = 50

const METHOD = 'crm.item.productrow.list'
const PAGE = 50
/** Of an item with more rows than ten pages the first five hundred count. */
const MOST_PAGES = 10

/** What the portal told of the rows of some items. */
export interface ProductRowsRead {
  /** By item id; null = the portal told nothing of this one: it is gone, the service user may not see it, or nobody can read the answer. */
  readonly rows: ReadonlyMap<number, readonly ProductRow[] | null>
  readonly requests: number
}

/**
 * Reads the product rows of up to fifty items of a kind, in one request as long as none has more than a page of them.
 * @throws PortalCallError when a request failed as a whole, or the portal has no room for it; the refusal of one item is an answer
 */
export async function readProductRows(client: PortalClient, entityTypeId: EntityTypeId, itemIds: readonly number[]): Promise<ProductRowsRead> {
  const rows = new Map<number, readonly ProductRow[] | null>()
  let requests = 0
  for (let asked = [...itemIds]; asked.length > 0 && requests < MOST_PAGES; requests += 1) {
    const questions = asked.map(itemId => ({ itemId, row: pageRow(entityTypeId, itemId, rows.get(itemId)?.at(-1)?.rowId ?? 0) }))
    const answers = await client.batch(questions.map(({ row }) => row), { lane: 'background' })
    asked = questions.flatMap(({ itemId, row }) => {
      const page = pageOf(() => rowResult(answers, row.key, METHOD))
      rows.set(itemId, page && [...rows.get(itemId) ?? [], ...page])
      return page?.length === PAGE ? [itemId] : []
    })
  }
  return { rows, requests }
}

/** The method sorts and filters by id alone, and takes no list of owners. */
function pageRow(entityTypeId: EntityTypeId, itemId: number, afterId: number): BatchRow {
  const owner = { '=ownerType': entityTypeId === LEAD ? 'L' : 'D', '=ownerId': itemId }
  return { key: `i${itemId}`, method: METHOD, params: { filter: afterId === 0 ? owner : { ...owner, '>id': afterId }, order: { id: 'asc' }, start: -1 } }
}

function pageOf(read: () => unknown): ProductRow[] | null {
  try {
    return parseAnswer(productRowsSchema, read(), METHOD).productRows
  }
  catch (error) {
    if (error instanceof PortalRefusedError || error instanceof UnexpectedAnswerError)
      return null
    throw error
  }
}
