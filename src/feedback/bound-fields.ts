import type { JoinedReads } from '../bitrix/joined-reads.ts'
import type { FieldValue } from '../domain/criterion-answer.ts'
import type { ItemRef } from '../domain/item-ref.ts'
import type { ReadBoundFields } from './feedback-ports.ts'
import { PortalCallError } from '../bitrix/portal-errors.ts'
import { boundFieldsResultSchema } from '../contracts/rest/bound-fields.schema.ts'
import { itemKey } from '../domain/item-ref.ts'

/** A card must not wait for answers it can do without. */
const WAIT_MS = 1200
/** A card is opened, edited and opened again: the same values serve for a moment. */
const KEEP_MS = 10_000
const KEEP_ITEMS = 2000

type Values = Readonly<Record<string, FieldValue>>

/** Reads the fields criteria are bound to with the service user's rights. Values stay in memory for seconds. */
export function createBoundFieldReader({ reads, now }: { reads: JoinedReads, now: () => number }): ReadBoundFields {
  const kept = new Map<string, { at: number, values: Promise<Values | null> }>()

  return async (portalId, item, fieldNames) => {
    if (fieldNames.length === 0)
      return {}
    const key = `${portalId}/${itemKey(item)}/${[...fieldNames].sort().join()}`
    const before = kept.get(key)
    if (before && now() - before.at < KEEP_MS)
      return before.values
    if (kept.size >= KEEP_ITEMS)
      kept.clear()
    const values = inTime(read(reads, portalId, item, fieldNames))
    kept.set(key, { at: now(), values })
    return values
  }
}

async function read(reads: JoinedReads, portalId: number, item: ItemRef, fieldNames: readonly string[]): Promise<Values | null> {
  const params = {
    entityTypeId: item.entityTypeId,
    select: ['id', ...fieldNames],
    filter: { '@id': [item.itemId] },
    start: -1,
    useOriginalUfNames: 'Y',
  }
  try {
    const { result } = await reads.read(portalId, { method: 'crm.item.list', params })
    const parsed = boundFieldsResultSchema.safeParse(result)
    return parsed.success ? parsed.data : null
  }
  catch (error) {
    // A prefilled answer is a convenience: without the portal the rep answers himself.
    if (error instanceof PortalCallError)
      return null
    throw error
  }
}

async function inTime(values: Promise<Values | null>): Promise<Values | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, WAIT_MS, null)
  })
  return Promise.race([values, late]).finally(() => clearTimeout(timer))
}
