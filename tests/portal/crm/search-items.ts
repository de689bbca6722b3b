import type { CrmCore } from './crm-core.ts'
import type { CrmItem, EntityTypeId } from './crm-item.ts'
import type { SearchHit } from './crm.ts'
import { normalPhone } from './communication.ts'
import { entityTypeIds } from './crm-item.ts'

/** Hits shown per kind of item. */
const hitLimit = 20

/** Finds items by number, words of the title or names, phone (at least 4 digits) or address; newest first. */
export function searchItems(core: CrmCore, term: string, mayRead: (entityTypeId: EntityTypeId, item: CrmItem) => boolean): SearchHit[] {
  const wanted = term.trim().toLowerCase()
  if (wanted === '')
    return []
  const digits = /^[\d\s()+-]+$/.test(wanted) ? normalPhone(wanted) : ''
  return entityTypeIds.flatMap((entityTypeId) => {
    const table = core.tables[entityTypeId]
    const ids = table.ids()
    const hits: SearchHit[] = []
    for (let at = ids.length - 1; at >= 0 && hits.length < hitLimit; at--) {
      const item = table.get(ids[at] ?? 0)
      const matched = item && matchOf(item, wanted, digits)
      if (item && matched !== undefined && mayRead(entityTypeId, item))
        hits.push({ entityTypeId, id: item.id, title: nameOf(item), matched })
    }
    return hits
  })
}

/** Title of an item for people. */
export function nameOf(item: CrmItem): string {
  return item.title || [item.name, item.lastName].filter(Boolean).join(' ') || String(item.id)
}

function matchOf(item: CrmItem, wanted: string, digits: string): string | undefined {
  if (String(item.id) === wanted)
    return wanted
  const words = [item.title, item.name, item.lastName, item.companyTitle].filter(word => typeof word === 'string')
  return words.find(word => word.toLowerCase().includes(wanted))
    ?? item.fm?.find(entry => entry.value.toLowerCase().includes(wanted) || (digits.length >= 4 && entry.typeId === 'PHONE' && normalPhone(entry.value).includes(digits)))?.value
}
