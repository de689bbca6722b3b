import type { Actor } from './actor.ts'
import type { CrmCore } from './crm-core.ts'
import type { EntityTypeId } from './crm-item.ts'
import { normalPhone } from './communication.ts'
import { isWithin, reachOf } from './rights.ts'

/** Ids of items that hold one of the phones or addresses, oldest first. */
export type FindDuplicates = (entityTypeId: EntityTypeId, typeId: 'PHONE' | 'EMAIL', values: readonly string[], actor: Actor) => number[]

/**
 * A search over phones and addresses. The index of a kind is built on first use and again after changes,
 * so reading lists costs nothing extra.
 */
export function createDuplicateSearch(core: CrmCore): FindDuplicates {
  const indexes = new Map<EntityTypeId, { version: number, ids: Map<string, number[]> }>()

  function indexOf(entityTypeId: EntityTypeId): Map<string, number[]> {
    const table = core.tables[entityTypeId]
    const known = indexes.get(entityTypeId)
    if (known?.version === table.version)
      return known.ids
    const ids = new Map<string, number[]>()
    for (const id of table.ids()) {
      for (const entry of table.get(id)?.fm ?? []) {
        if (entry.typeId !== 'PHONE' && entry.typeId !== 'EMAIL')
          continue
        const key = keyOf(entry.typeId, entry.value)
        const own = ids.get(key)
        if (own)
          own.push(id)
        else
          ids.set(key, [id])
      }
    }
    indexes.set(entityTypeId, { version: table.version, ids })
    return ids
  }

  return (entityTypeId, typeId, values, actor) => {
    const reach = reachOf(core.portal, actor, 'crmRead')
    const found = values.flatMap(value => indexOf(entityTypeId).get(keyOf(typeId, value)) ?? [])
    return [...new Set(found)].sort((a, b) => a - b).filter((id) => {
      const item = core.tables[entityTypeId].get(id)
      return item !== undefined && isWithin(reach, item)
    })
  }
}

function keyOf(typeId: 'PHONE' | 'EMAIL', value: string): string {
  return typeId === 'PHONE' ? `p${normalPhone(value)}` : `e${value.trim().toLowerCase()}`
}
