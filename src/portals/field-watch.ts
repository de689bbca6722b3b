import type { PortalClients } from '../bitrix/portal-client.ts'
import type { EntityTypeId } from '../domain/item-ref.ts'
import type { StoreScope } from '../store/store.ts'
import { listOwnFields } from '../bitrix/user-fields.ts'
import { writeAudit } from './audit-log.ts'

/** Looks at our native fields again after somebody changed fields of the portal. */
export type FieldWatch = (portalId: number, entityTypeId: EntityTypeId) => Promise<void>

/**
 * Reads our fields and keeps what became of them: a deleted field is `missing`, one that lost an option we use is `changed`, new
 * words of an option are taken over. Never puts anything back: that is the wizard's, when an administrator asks.
 */
export function createFieldWatch({ store, clients, now }: { store: Pick<StoreScope, 'fields' | 'audit'>, clients: PortalClients, now: () => number }): FieldWatch {
  return async (portalId, entityTypeId) => {
    const known = (await store.fields.list(portalId)).filter(field => field.entityTypeId === entityTypeId)
    if (known.length === 0)
      return
    const rows = await listOwnFields(clients.forPortal(portalId), entityTypeId, { lane: 'background' })
    for (const field of known) {
      const row = rows.find(candidate => candidate.fieldName === field.fieldName)
      const options = row === undefined ? field.options : row.options.flatMap(option => option.xmlId === null ? [] : [{ xmlId: option.xmlId, id: option.id, value: option.value }])
      const hasLost = field.options.some(option => !options.some(found => found.xmlId === option.xmlId))
      const state = row === undefined ? 'missing' : hasLost ? 'changed' : 'ok'
      await store.fields.upsertMany(portalId, [{ ...field, fieldId: row?.fieldId ?? field.fieldId, options: hasLost ? field.options.filter(option => options.some(found => found.xmlId === option.xmlId)) : options, state, checkedAt: now() }])
      if (state !== field.state)
        await writeAudit(store.audit, portalId, now(), { action: 'field.state', subject: field.fieldName, detail: { before: field.state, after: state } })
    }
  }
}
