import type { CrmCore } from './crm-core.ts'
import type { CrmItem, EntityTypeId } from './crm-item.ts'
import { COMPANY, CONTACT } from './crm-item.ts'

/** Contacts and companies point at each other: after a save of one side the other follows, without a save of its own. */
export function syncClientLinks(core: CrmCore, entityTypeId: EntityTypeId, before: CrmItem | undefined, after: CrmItem): void {
  if (entityTypeId !== CONTACT && entityTypeId !== COMPANY)
    return
  const [own, other, otherType] = entityTypeId === CONTACT ? ['companyIds', 'contactIds', COMPANY] as const : ['contactIds', 'companyIds', CONTACT] as const
  const old = new Set(before?.[own])
  const fresh = new Set(after[own])
  const table = core.tables[otherType]
  for (const id of new Set([...old, ...fresh])) {
    const item = table.get(id)
    if (item === undefined || old.has(id) === fresh.has(id))
      continue
    const ids = item[other] ?? []
    table.put({ ...item, [other]: fresh.has(id) ? [...ids.filter(one => one !== after.id), after.id] : ids.filter(one => one !== after.id) })
  }
}
